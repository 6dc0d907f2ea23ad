#!/usr/bin/env python3
"""The examples of a documentation page, as a program and as a test.

In a page, a ```cpp block is an example: a function body that finds a database `db` with the rows of
the first page. A ```cpp declare block stands outside of functions; those of the first page are there
on every page. A ```text block after an example is what it prints, a ```sql block the statements it
runs, in their order and with any line breaks. A ```python block is Python.

    page.py program FIRST.md PAGE.md        writes the program, C++, to standard output
    page.py check PAGE.md PROGRAM           runs it and compares
    page.py update PAGE.md PROGRAM          runs it and writes what came out into the page
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

FENCE = re.compile(r"^( *)```(.*)\n((?:.*\n)*?)^ *```$", re.MULTILINE)

MAIN = r"""
#include <algorithm>
namespace {
void run(void (*example)(orm::Database&)) {
  orm::Database db{":memory:"};
  fill(db);
  orm::QueryLog log{db};
  std::cout << '\x1c';
  example(db);
  std::cout << '\x1d';
  std::vector<orm::LogEntry> entries = log.entries(); // as they ended
  std::ranges::sort(entries, {}, &orm::LogEntry::number);
  for (const orm::LogEntry& entry : entries)
    if (entry.counted)
      std::cout << entry.display_sql << '\n';
}
} // namespace
"""


class Block:
    def __init__(self, page, match):
        self.kind, self.text = match[2].strip(), textwrap.dedent(match[3])
        self.line = page.count("\n", 0, match.start()) + 2
        self.span = match.span(3)
        self.indent = match[1]


def blocks(file):
    page = Path(file).read_text()
    return [Block(page, match) for match in FENCE.finditer(page)]


def program(first, page):
    def placed(block, file):
        return f'#line {block.line} "{file}"\n{block.text}'

    pages = [first] if os.path.samefile(first, page) else [first, page]
    declared = [placed(b, f) for f in pages for b in blocks(f) if b.kind == "cpp declare"]
    examples = [b for b in blocks(page) if b.kind == "cpp"]
    out = declared + [MAIN]
    for number, block in enumerate(examples):
        out.append(f"static void example_{number}([[maybe_unused]] orm::Database& db) {{\n"
                   f"{placed(block, page)}}}\n")
    out += ["int main() {\n"] + [f"  run(example_{n});\n" for n in range(len(examples))] + ["}\n"]
    return "".join(out)


def run(executable):
    """What each example printed and asked, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([os.path.abspath(executable)], cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(f"{executable}: exit code {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr}")
    parts = [part.split("\x1d") for part in done.stdout.split("\x1c")[1:]]
    return [{"text": printed, "sql": asked} for printed, asked in parts]


CLAUSE = re.compile(r"(?<!DELETE) (?=(?:FROM|WHERE|ORDER BY|GROUP BY|LIMIT|UNION|SET|VALUES|RETURNING|"
                    r"(?:INNER |LEFT OUTER |CROSS )JOIN|ON CONFLICT)\b)|\(SELECT\b|\(|\)")


def laid_out(statements):
    """SQL as a page shows it: a clause on a line, those of a subquery further in."""
    lines = []
    for statement in statements.splitlines():
        start, indent, inside = 0, 0, []  # of which brackets, and is each a subquery?

        def line(end):
            clause = re.sub(r'"[^"]*"', lambda name: name[0].replace(" ", "\xa0"), statement[start:end])
            wrapped = textwrap.fill(clause, 110, initial_indent=" " * indent, break_on_hyphens=False,
                                    subsequent_indent=" " * (indent + 4), break_long_words=False)
            lines.append(wrapped.replace("\xa0", " "))

        for found in CLAUSE.finditer(statement):
            if found[0].startswith("("):
                inside.append(found[0] != "(")
            elif found[0] == ")":
                inside.pop()
            elif all(inside):
                line(found.start())
                start, indent = found.end(), 2 + 2 * len(inside)
        line(len(statement))
        lines[-1] += ";"
    return "".join(line + "\n" for line in lines)


def normal(kind, text):
    if kind != "sql":
        return text.rstrip("\n")
    return "\n".join(" ".join(statement.split()) for statement in re.split(r";\n", text))


def expectations(file):
    """Each block that says what an example does, with the number of that example."""
    number, follows = -1, False
    for block in blocks(file):
        if block.kind == "cpp":
            number, follows = number + 1, True
        elif block.kind in ("text", "sql") and follows:
            yield block, number
        else:
            follows = False


def check(file, executable):
    for block in blocks(file):
        if block.kind == "python":
            compile(block.text, f"{file}, from line {block.line}", "exec")
    results, failed = run(executable), False
    for block, number in expectations(file):
        came = results[number][block.kind]
        came = normal(block.kind, laid_out(came) if block.kind == "sql" else came)
        said = normal(block.kind, block.text)
        if came != said:
            failed = True
            print(f"{file}:{block.line}: the example above does something else")
            print("\n".join(difflib.unified_diff(said.split("\n"), came.split("\n"),
                                                 "the page", "the program", lineterm="")))
    sys.exit(1 if failed else 0)


def update(file, executable):
    page, results = Path(file).read_text(), run(executable)
    for block, number in reversed(list(expectations(file))):
        came = results[number][block.kind]
        came = laid_out(came) if block.kind == "sql" else came.rstrip("\n") + "\n"
        begin, end = block.span
        page = page[:begin] + textwrap.indent(came, block.indent) + page[end:]
    Path(file).write_text(page)


if __name__ == "__main__":
    verb, one, two = sys.argv[1:]
    if verb == "program":
        sys.stdout.write(program(one, two))
    else:
        {"check": check, "update": update}[verb](one, two)
