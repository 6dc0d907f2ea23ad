#!/usr/bin/env python3
"""Runs orm-lint's benchmark, prints its table and writes it as JSON Lines.

Each line is {"name", "n", "ours_ms", "peer", "peer_ms", "ratio"}; ratio is ours / peer, lower is
better. What is no time says its unit in its name. Linking is timed on generated facts (facts.cpp),
of which n is the number of functions; the rest on sources, of which n is the number of units.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
FLAGS = ["-std=c++20", "-isystem", ROOT / "runtime-orm/include", "-I", ROOT / "test/checker/Inputs"]
# What is asked for: peers of their own.
FLAT = "a function of the first size"
SECOND, MINUTE, MEMORY = ("a second", 1000), ("a minute", 60000), ("4 GiB", 4 << 30)
PAGE = """
std::string line{i}(const Student &student) {{
  return student.department ? student.first_name + " (" + student.department->name + ")"
                            : student.first_name;
}}

std::string entry{i}(const Course &course) {{ return ", " + course.title; }}

void heading{i}(std::string &result, const Department &department) {{
  result += "== " + department.name + "\\n";
}}

std::string page{i}(orm::Database &db, const Wanted &wanted) {{
  std::string result;
  auto students = Student::objects(db){loads};
  if (wanted.sorted)
    students = students.order_by("first_name");
  if (wanted.latest)
    students = students.filter("id"_c > wanted.least);
  for (const Student &student : students) {{
    result += line{i}(student);{shared}
    for (const Course &course : student.courses.all())
      result += entry{i}(course);
  }}
  for (const Department &department : Department::objects(db).order_by("name"))
    heading{i}(result, department);
  return result;
}}"""
LOADS = '.select_related("department").prefetch_related("courses")'


def unit(functions, lacking, shared=False):
    """A unit of an application: a quarter of its functions are pages, which hand rows to helpers of
    their own, and one helper of the next page if they share them. One page lacks its loads, or none."""
    yield '#include "school.hpp"'
    yield "struct Wanted { bool sorted, latest; int least; };"
    pages = functions // 4
    for i in range(pages):
        yield f"std::string line{i}(const Student &student);"
    for i in range(pages):
        yield PAGE.format(i=i, loads="" if lacking and i == 0 else LOADS,
                          shared=f" result += line{(i + 1) % pages}(student);" if shared else "")


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        rows = Bench(arguments, pathlib.Path(folder)).run()
    with open(arguments.out / "lint.jsonl", "w", encoding="utf-8") as file:
        for each in rows:
            file.write(json.dumps(each) + "\n")
    print_table(rows)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orm-lint", required=True, type=pathlib.Path)
    parser.add_argument("--facts", required=True, type=pathlib.Path, help="bench-lint-facts")
    parser.add_argument("--clang", required=True, help="clang++")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="a folder for the result")
    parser.add_argument("--units", type=int, nargs="*", default=[100, 1000, 10000],
                        help="units of the generated programs, the first is the measure of the others")
    parser.add_argument("--functions", type=int, default=100, help="in each of these units")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; of the largest, one")
    parser.add_argument("--link-only", action="store_true", help="without the example programs")
    parser.add_argument("--database", type=pathlib.Path, action="append", default=[],
                        help="the compile_commands.json of a code base, below its own folder")
    return parser.parse_args()


class Used:
    """What a run used: milliseconds of CPU and of the clock, and bytes at most."""

    def __init__(self, cpu, wall, memory):
        self.cpu, self.wall, self.memory = cpu, wall, memory


class Bench:
    def __init__(self, arguments, place):
        self.arguments, self.place, self.rows = arguments, place, []

    def run(self):
        for kind in ("", ", one part"):
            first = None
            for units in self.arguments.units:
                facts, listed, n = self.program(units, shared=bool(kind))
                used = self.median(self.arguments.rounds if units <= 1000 else 1, "link", listed)
                first = first or (used.cpu / n, used.memory / n)
                self.row(f"link, a function{kind}", n, used.cpu / n, FLAT, first[0])
                self.row(f"link, a function{kind}, bytes", n, used.memory / n, FLAT, first[1])
                self.row(f"link{kind}, wall", n, used.wall, *MINUTE)
                self.row(f"link{kind}, bytes", n, used.memory, *MEMORY)
                if units <= 1000:
                    self.change(facts, listed, units, n, kind, used)
                shutil.rmtree(facts)
        if not self.arguments.link_only:
            self.sources("the examples", self.examples())
        for database in self.arguments.database:
            self.sources(database.resolve().parents[1].name, database)
        return self.rows

    def program(self, units, shared):
        """Generated facts, and of how many functions. A page of every tenth unit lacks its loads."""
        seeds = [self.seed(lacking, shared) for lacking in (True, False)]
        into = self.place / "facts"
        made = subprocess.run([self.arguments.facts, into, str(units), seeds[0], *seeds[1:] * 9],
                              check=True, stdout=subprocess.PIPE, text=True)
        listed = self.place / "facts.rsp"
        listed.write_text("\n".join(str(path) for path in sorted(into.glob("*.facts"))), encoding="utf-8")
        return into, f"@{listed}", int(made.stdout)

    def change(self, facts, listed, units, n, kind, cold):
        """One unit has changed since the last link, which is kept."""
        cache = self.place / "kept"
        kept = self.lint("link", "--cache", cache, listed)
        again = []
        for turn in range(self.arguments.rounds):
            subprocess.run([self.arguments.facts, "--change", facts, str(units), self.seed(turn % 2 == 1, bool(kind))],
                           check=True, stdout=subprocess.DEVNULL)
            again.append(self.lint("link", "--cache", cache, listed))
        shutil.rmtree(cache)
        self.row(f"link{kind}, and keep it", n, kept.cpu, "without", cold.cpu)
        self.row(f"one file changed{kind}, CPU", n, statistics.median(each.cpu for each in again), *SECOND)
        self.row(f"one file changed{kind}, wall", n, statistics.median(each.wall for each in again), *SECOND)

    def seed(self, lacking, shared):
        name = ("lacking" if lacking else "loading") + ("-sharing" if shared else "")
        source, into = self.place / f"{name}.cpp", self.place / name
        if not into.exists():
            source.write_text("\n".join((*unit(self.arguments.functions, lacking, shared), "")), encoding="utf-8")
            self.database(self.place, [source])
            self.lint("extract", "-p", self.place, "--no-cache", "-o", into)
        return next(into.glob("*.facts"))

    def examples(self):
        return self.database(self.place, sorted((ROOT / "runtime-orm/examples").glob("*/*.cpp")))

    def database(self, place, sources):
        commands = [{"directory": str(ROOT), "file": str(each),
                     "arguments": [str(word) for word in (self.arguments.clang, *FLAGS, "-c", each)]} for each in sources]
        (place / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
        return place / "compile_commands.json"

    def sources(self, name, database):
        units = len({each["file"] for each in json.loads(database.read_text(encoding="utf-8"))})
        cache = self.place / "cache"
        cold = self.lint("-p", database, "--cache", cache)
        warm = self.median(self.arguments.rounds, "-p", database, "--cache", cache)
        shutil.rmtree(cache)
        self.row(f"{name}, cold", units, cold.cpu, None, None)
        self.row(f"{name}, warm", units, warm.cpu, "cold", cold.cpu)

    def median(self, rounds, *words):
        all_of = [self.lint(*words) for _ in range(rounds)]
        return Used(*(statistics.median(getattr(each, what) for each in all_of) for what in ("cpu", "wall", "memory")))

    def lint(self, *words):
        begin = time.monotonic()
        started = subprocess.Popen([str(word) for word in (self.arguments.orm_lint, *words)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = started.stderr.read().decode()
        _, status, used = os.wait4(started.pid, 0)
        wall = time.monotonic() - begin
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode not in (0, 1):
            sys.exit(f"run.py: orm-lint {' '.join(map(str, words))} ended with {started.returncode}: {said}")
        return Used((used.ru_utime + used.ru_stime) * 1000, wall * 1000, used.ru_maxrss * 1024)

    def row(self, name, n, ours, peer, theirs):
        self.rows.append({"name": name, "n": n, "ours_ms": round(ours, 4), "peer": peer,
                          "peer_ms": theirs and round(theirs, 4), "ratio": theirs and round(ours / theirs, 4)})


def print_table(rows):
    print(f"{'':40} {'n':>8} {'ours':>14} {'peer':>14} {'ratio':>8}  peer")
    for it in rows:
        goal = None if it["peer"] in (None, "cold", "without") else 1.5 if it["peer"] == FLAT else 1
        missed = f"  > {goal}" if goal and it["ratio"] > goal else ""
        print(f"{it['name']:40} {it['n']:>8} {it['ours_ms']:>14.3f} {it['peer_ms'] or 0:>14.3f} "
              f"{it['ratio'] or 0:>8.3f}  {it['peer'] or ''}{missed}")


if __name__ == "__main__":
    main()
