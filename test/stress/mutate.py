#!/usr/bin/env python3
"""Runs the checks over broken code: programs of the tests and examples, each
with tokens taken out, doubled or swapped, or with its end cut off. A mutant
must not crash the checks or make them hang; what they say of it is not looked
at. docs/internals/stress.md.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

from run import run_limited, top

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = ["test/checker/*/*.cpp", "runtime-orm/examples/**/*.cpp"]

# Comments and literals are one token each, so that a mutant is seldom broken
# from its middle to its end.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|\w+|::|->|&&|\|\||<<|>>|[^\w\s]""", re.DOTALL)


def tokens(text):
    return [found.span() for found in TOKEN.finditer(text)
            if not found.group().startswith(("//", "/*", "#"))]


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


def lint(number, program, arguments, scratch):
    # A seed of its own: a mutant can be made again without those before it.
    chance = random.Random(f"{arguments.seed}/{number}")
    with open(program, encoding="utf-8") as source:
        text, changes = mutate(source.read(), chance)
    path = os.path.join(scratch, f"mutant-{number}.cpp")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    command = [arguments.clang_tidy, "--checks=-*,orm-*", "--quiet",
               "--config=" + json.dumps({"CheckOptions": {"OrmUnknownRows": "on"}}), path, "--",
               "-std=c++20", "-w", "-I" + os.path.join(ROOT, "runtime-orm/include"),
               "-I" + os.path.join(ROOT, "test/checker/Inputs"), "-I" + os.path.dirname(program)]
    trouble = None
    try:
        done = run_limited(command, arguments.limit)
        if done.returncode not in (0, 1) or "Stack dump" in done.stderr:
            trouble = f"exit status {done.returncode}\n{top(done.stderr)}"
    except subprocess.TimeoutExpired:
        trouble = "did not end"
    if trouble and arguments.keep:
        os.makedirs(arguments.keep, exist_ok=True)
        os.replace(path, os.path.join(arguments.keep, os.path.basename(path)))
    else:
        os.remove(path)
    return trouble and f"mutant {number} of {os.path.relpath(program, ROOT)} ({'; '.join(changes)}): {trouble}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clang-tidy", required=True, help="an orm-clang-tidy")
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--limit", type=int, default=10,
                        help="seconds of processor time for a mutant")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", help="a folder for the mutants that are trouble")
    arguments = parser.parse_args()

    programs = sorted(path for pattern in PROGRAMS
                      for path in glob.glob(os.path.join(ROOT, pattern), recursive=True))
    troubles = 0
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        numbers = range(arguments.first, arguments.first + arguments.mutants)
        for trouble in pool.map(
                lambda number: lint(number, programs[number % len(programs)], arguments, scratch),
                numbers):
            if trouble:
                troubles += 1
                print(trouble, flush=True)
    print(f"{arguments.mutants} mutants of {len(programs)} programs, {troubles} troubles")
    return 1 if troubles or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
