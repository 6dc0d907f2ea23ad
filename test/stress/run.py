#!/usr/bin/env python3
"""Runs the checks over code that has nothing to do with them: examples and
headers of Debian's C++ packages. docs/internals/stress.md.

Each unit is linted twice. With everything.yaml, which says that the standard
library's types are queries, rows and relations, its functions must really be
analysed, and no unit may crash or hang. Without it nothing may be found.
"""

import argparse
import collections
import concurrent.futures
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = "/usr/lib/x86_64-linux-gnu"
QT = f"-fPIC -I/usr/include/x86_64-linux-gnu/qt5 " + " ".join(
    f"-I/usr/include/x86_64-linux-gnu/qt5/Qt{part}"
    for part in "Core Gui Widgets Network Sql Xml Test OpenGL Concurrent DBus PrintSupport".split())

Unit = collections.namedtuple("Unit", "package path flags")


def sources(package, flags, *patterns):
    """The package's own sources, each a unit."""
    for pattern in patterns:
        for path in sorted(glob.glob(pattern, recursive=True)):
            yield Unit(package, path, [*flags.split(), "-I" + os.path.dirname(path)])


def headers(package, flags, root, scratch, *patterns):
    """The package's headers, each included by a unit of its own."""
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.join(root, pattern), recursive=True)):
            name = os.path.relpath(path, root)
            unit = os.path.join(scratch, package + "-" + name.replace("/", "-") + ".cpp")
            with open(unit, "w", encoding="utf-8") as out:
                out.write(f"#include <{name}>\n")
            yield Unit(package, unit, [*flags.split(), "-I" + root])


def all_units(llvm, scratch):
    yield from sources("standard", "-std=c++20",
                       os.path.join(HERE, "units", "standard_library.cpp"))
    yield from sources("tooling", f"-std=c++17 -I/usr/lib/llvm-{llvm}/include",
                       os.path.join(HERE, "units", "clang_headers.cpp"))
    yield from sources("boost", "-std=c++17",
                       "/usr/share/doc/libboost1.74-doc/examples/**/*.cpp")
    yield from sources("qt", "-std=c++17 " + QT, LIBRARIES + "/qt5/examples/**/*.cpp")
    yield from headers("range-v3", "-std=c++20", "/usr/include", scratch,
                       "range/v3/all.hpp", "range/v3/experimental/*.hpp")
    if os.path.exists("/usr/include/range/v3/all.hpp"):
        yield from sources("range-v3", "-std=c++20", os.path.join(HERE, "units", "range_v3.cpp"))
    yield from headers("fmt", "-std=c++20", "/usr/include", scratch, "fmt/*.h")
    yield from headers("abseil", "-std=c++17", "/usr/include", scratch, "absl/*/*.h")
    yield from headers("json", "-std=c++20", "/usr/include", scratch, "nlohmann/json.hpp")
    yield from headers("eigen", "-std=c++17", "/usr/include/eigen3", scratch,
                       "Eigen/*", "unsupported/Eigen/*")
    yield from headers("protobuf", "-std=c++17", "/usr/include", scratch,
                       "google/protobuf/*.h", "google/protobuf/*/*.h")
    yield from headers("clang", "-std=c++17 -D__STDC_LIMIT_MACROS -D__STDC_CONSTANT_MACROS",
                       f"/usr/lib/llvm-{llvm}/include", scratch,
                       "clang/A*/*.h", "clang/[B-Z]*/*.h", "llvm/*/*.h")


STATISTICS = re.compile(
    r"row loops: (\d+) checked, (\d+) reported, (\d+) undecided; "
    r"functions: (\d+) analysed, (\d+) left out")


def top(said):
    """The part of a crash that tells it from others."""
    start = re.search(r"ERROR: |Assertion|runtime error|LLVM ERROR| #0 ", said)
    return said[start.start() if start else -3000:][:3000]


def run_limited(command, seconds):
    """Runs it with that much processor time: a busy machine is no hang. One
    that does not compute either ends by the clock."""
    return subprocess.run(["prlimit", f"--cpu={seconds}:{seconds + 5}", *command],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", timeout=30 * seconds, check=False)


class Lint:
    """What linting one unit came to."""

    def __init__(self, unit, options, arguments):
        self.unit = unit
        self.trouble = None
        self.numbers = [0] * 5
        self.findings = []
        command = [arguments.clang_tidy, "--checks=-*,orm-*", "--quiet",
                   "--system-headers", "--header-filter=.*",
                   "--config=" + json.dumps({"CheckOptions": dict(
                       options, OrmEveryFunction="on", OrmStats="-")}),
                   unit.path, "--", "-w", "-ferror-limit=0", *unit.flags]
        try:
            done = run_limited(command, arguments.limit)
        except subprocess.TimeoutExpired:
            self.trouble = "did not end"
            return
        said = done.stdout + done.stderr
        if done.returncode not in (0, 1) or "Stack dump" in said or "Sanitizer" in said:
            self.trouble = f"exit status {done.returncode}\n" + top(done.stderr)
        elif "[clang-tidy-config]" in said:
            self.trouble = said
        found = STATISTICS.search(said)
        if found:
            self.numbers = [int(number) for number in found.groups()]
        self.findings = [line for line in said.splitlines() if re.search(r"\[orm-[-a-z]+\]$", line)]


def both(unit, arguments):
    profile = os.path.join(HERE, "everything.yaml")
    foreign = Lint(unit, {"OrmProfiles": profile, "OrmUnknownRows": "on"}, arguments)
    own = Lint(unit, {}, arguments)
    if own.findings and not own.trouble:
        own.trouble = "found without a profile of its own:\n" + "\n".join(own.findings)
    return foreign, own


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clang-tidy", required=True, help="an orm-clang-tidy")
    parser.add_argument("--llvm", default="22")
    parser.add_argument("--packages", help="of these alone, separated by commas")
    parser.add_argument("--units", type=int, default=25,
                        help="of each package this many, drawn with --seed; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-least", type=int, default=10000, metavar="FUNCTIONS",
                        help="how many different functions must be analysed")
    parser.add_argument("--limit", type=int, default=120,
                        help="seconds of processor time for a unit")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        packages = {}
        for unit in all_units(arguments.llvm, scratch):
            if not arguments.packages or unit.package in arguments.packages.split(","):
                packages.setdefault(unit.package, []).append(unit)
        chance = random.Random(arguments.seed)
        if arguments.units:
            packages = {name: chance.sample(units, min(arguments.units, len(units)))
                        for name, units in packages.items()}
        return run(packages, arguments)


def run(packages, arguments):
    print(f"{'':12}{'units':>8}{'functions':>12}{'row loops':>12}{'findings':>12}", flush=True)
    total = largest = troubles = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for name, units in packages.items():
            functions = loops = findings = 0
            for foreign, own in pool.map(lambda unit: both(unit, arguments), units):
                for lint in foreign, own:
                    if lint.trouble:
                        troubles += 1
                        print(f"{lint.unit.path}: {lint.trouble}\n  flags: "
                              f"{' '.join(lint.unit.flags)}", flush=True)
                functions += foreign.numbers[3]
                largest = max(largest, foreign.numbers[3])
                loops += foreign.numbers[0] + foreign.numbers[2]
                findings += len(foreign.findings)
            print(f"{name:12}{len(units):8}{functions:12}{loops:12}{findings:12}", flush=True)
            total += functions
    # A header's functions count in each unit that includes it, so what is asked
    # for is the number in one unit: those are different functions.
    print(f"seed {arguments.seed}: {total} functions analysed, {largest} of them in one unit; "
          f"{troubles} troubles")
    if largest < arguments.at_least:
        print(f"error: fewer than {arguments.at_least} functions in one unit")
    return 1 if troubles or largest < arguments.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
