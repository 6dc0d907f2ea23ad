"""A translation unit: models, data, and many generated functions, with the lines that each of them has."""

from dataclasses import dataclass, field

import models
import pairs
from grammar import others, sources
from grammar.case import Case
from random_numbers import Random

PRELUDE = """// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
"""

KINDS = {"rows": 78, "single": 6, "known": 3, "recursion": 3, "queried": 6, "written": 5, "columns": 3}


@dataclass
class Function:
    number: int
    lines: list
    tags: list
    meant: bool
    first: int = 0  # lines in the file
    last: int = 0


@dataclass
class Unit:
    models: list
    functions: list
    text: str = ""

    def at(self, line):
        """The function that a line belongs to."""
        for function in self.functions:
            if function.first <= line <= function.last:
                return function
        return None


def draw_function(random, schema, number, pair=()):
    case = Case(random, schema, number, pair)
    kind = case.choose("kind", KINDS)
    body = {"rows": sources.rows, "single": others.single, "known": others.known, "recursion": others.recursion, "queried": others.queried,
            "written": others.written, "columns": others.columns}[kind](case)
    lines = [f"namespace case{number} {{", *case.helpers, "static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {", *body, "}", "}"]
    return Function(number, lines, case.tags, case.meant)


def generate_function(seed, schema, number, pair):
    for attempt in range(pairs.TRIES if pair else 0):
        function = draw_function(Random(seed, "function", number, attempt), schema, number, pair)
        if pair in pairs.of(function.tags):
            return function
    return draw_function(Random(seed, "function", number), schema, number)


def generate(seed, count, free=False):
    """`free`: no function is made for a pair of features."""
    schema = models.generate(Random(seed, "models"))
    wanted = lambda number: None if free else pairs.wanted(seed, count, number)
    return Unit(schema, [generate_function(seed, schema, number, wanted(number)) for number in range(count)])


def indented(lines):
    depth = 0
    for line in lines:
        opens, closes = line.count("{"), line.count("}")
        leading = len(line) - len(line.lstrip("}"))
        yield "  " * (depth - leading) + line
        depth += opens - closes


def write(unit, only=None):
    """Prints the functions in `only` (all by default) into `unit.text`, and notes where they are."""
    lines = PRELUDE.splitlines() + list(models.declarations(unit.models)) + list(models.seed(unit.models))
    lines += ["static void begin(orm::Database &db, int number) {", "  std::cout << \"== \" << number << '\\n';",
              '  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());', "}", "namespace {"]
    chosen = [f for f in unit.functions if only is None or f.number in only]
    for function in unit.functions:
        function.first = function.last = 0
    for function in chosen:
        function.first = len(lines) + 1
        lines += indented(function.lines)
        function.last = len(lines)
    lines += ["}", "int main() {", '  orm::Database db{":memory:"};', "  seed(db);"]
    for function in chosen:
        lines += [f"  begin(db, {function.number});", "  {", "    orm::Transaction undone{db};", f"    case{function.number}::run(db, true);",
                  f"    case{function.number}::run(db, false);", "  }"]
    lines += ["  begin(db, -1);", "}"]
    unit.text = "\n".join(lines) + "\n"
    return unit.text


def read(text):
    """A unit from a file: what is in each `namespace caseN` is a function. Comments name what it has and what is known of it."""
    lines = text.splitlines()
    functions = []
    for at, line in enumerate(lines, 1):
        if line.startswith("namespace case"):
            functions.append(Function(int(line[len("namespace case"):].split()[0]), [], [], False, first=at))
        elif line == "}" and functions and not functions[-1].last:
            functions[-1].last = at
    return Unit([], functions, text)
