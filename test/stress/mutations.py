"""Broken code: programs of the tests and examples with tokens taken out, doubled,
swapped or replaced, or with the end cut off. docs/internals/stress.md.
"""

import collections
import glob
import os
import random
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = ["test/checker/*/*.cpp", "runtime-orm/examples/**/*.cpp"]
TIDY_OPTIONS = {"CheckOptions": {"OrmUnknownRows": "on"}}

# Comments and literals are one token each, so that a mutant is seldom broken
# from its middle to its end. A line of the preprocessor is none: what it
# includes is parsed once for many mutants.
TOKEN = re.compile(
    r"""^[ \t]*\#[^\n]*|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|\w+|::|->|&&|\|\||<<|>>|[^\w\s]""", re.DOTALL | re.MULTILINE)


def tokens(text):
    return [found.span() for found in TOKEN.finditer(text)
            if not found.group().lstrip().startswith(("//", "/*", "#"))]


def mutate(text, chance):
    """The text with one to three changes, and what they are."""
    changes = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = tokens(text)
        if len(places) < 2:
            break
        begin, end = chance.choice(places)
        what = chance.choice(("delete", "duplicate", "swap", "replace", "cut"))
        line = text.count("\n", 0, begin) + 1
        changes.append(f"{what} {text[begin:end]!r} in line {line}")
        if what == "delete":
            text = text[:begin] + text[end:]
        elif what == "duplicate":
            text = text[:end] + " " + text[begin:]
        elif what == "cut":
            text = text[:begin]
        else:
            begin2, end2 = chance.choice(places)
            other = text[begin2:end2]
            if what == "replace":
                text = text[:begin] + other + text[end:]
            else:
                (begin, end), (begin2, end2) = sorted([(begin, end), (begin2, end2)])
                if end <= begin2:
                    text = (text[:begin] + text[begin2:end2] + text[end:begin2]
                            + text[begin:end] + text[end2:])
    return text, changes


class Group(collections.namedtuple("Group", "headers")):
    """Programs that include the same headers of the project; those of the
    standard library may differ."""

    def flags(self):
        folders = [os.path.dirname(header) for header in self.headers]
        folders.append(os.path.join(ROOT, "runtime-orm/include"))
        return ["-std=c++20", "-w", *("-I" + folder for folder in dict.fromkeys(folders))]


class Mutant:
    """One broken program. The seed and its number alone say which: it can be
    made again without those before it."""

    def __init__(self, seed, number, programs):
        self.number = number
        self.program = programs[number % len(programs)]
        with open(self.program, encoding="utf-8") as source:
            text = source.read()
        # A test may make a header of its own only as it runs.
        self.includes = [line for line in re.findall(r"^#include .*\n", text, re.MULTILINE)
                         if "<" in line or self.header(line)]
        self.group = Group(tuple(sorted(filter(None, map(self.header, self.includes)))))
        self.text, self.changes = mutate(text, random.Random(f"{seed}/{number}"))

    def header(self, include):
        """The header of the project that the line includes, or None."""
        own = os.path.dirname(self.program)
        for folder in own, os.path.join(own, "Inputs"), os.path.join(ROOT, "test/checker/Inputs"):
            path = os.path.join(folder, include.split()[1][1:-1])
            if os.path.exists(path):
                return path
        return None

    def __str__(self):
        return f"mutant {self.number} of {os.path.relpath(self.program, ROOT)} ({'; '.join(self.changes)})"


def arguments(parser):
    """Adds the arguments that say which mutants."""
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--programs", nargs="+", default=PROGRAMS, metavar="PATTERN",
                        help="what is broken; from the project's root")
    parser.add_argument("--limit", type=int, default=5,
                        help="seconds of processor time for a mutant")
    parser.add_argument("--keep", help="a folder for the mutants that are trouble")
    return parser


def grouped(chosen):
    """The mutants that the arguments choose, by their groups."""
    programs = sorted(path for pattern in chosen.programs
                      for path in glob.glob(os.path.join(ROOT, pattern), recursive=True))
    groups = {}
    for number in range(chosen.first, chosen.first + chosen.mutants):
        mutant = Mutant(chosen.seed, number, programs)
        groups.setdefault(mutant.group, []).append(mutant)
    # A server parses what is included anew where it, or a comment before it, changes.
    for mutants in groups.values():
        mutants.sort(key=lambda mutant: (mutant.includes, mutant.program))
    return groups


def keep(mutant, folder):
    if folder:
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"mutant-{mutant.number}.cpp")
        with open(path, "w", encoding="utf-8") as out:
            out.write(mutant.text)
