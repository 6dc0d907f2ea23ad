#!/usr/bin/env python3
"""Runs the checker's benchmark, prints its table and writes it as JSON Lines.

Each line is {"name", "n", "ours_ms", "peer", "peer_ms", "ratio"}; ratio is ours / peer, lower is
better. Ours is the CPU time of the five checks as clang-tidy's own profile has it, the peer that of
the whole run, or of another check in the same run. Medians. What is no time says its unit in its
name: memory is the most that clang-tidy takes with the five checks, less what it takes without.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import shapes  # noqa: E402

PEERS = ("bugprone-use-after-move", "bugprone-infinite-loop")
FLAGS = ["-std=c++20", "-isystem", ROOT / "runtime-orm/include", "-I", ROOT / "test/checker/Inputs"]
# What the ratio of a row with this peer must not exceed.
GOALS = {"the run": 0.02, "the run, no ORM in it": 0.002, "a loop of the first size": 1.3}
# What clangd asks for its threads (clang::DesiredStackSize).
STACK = 8 << 20
NO_ORM = """#include <bits/stdc++.h>
#include <boost/asio.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/spirit/include/qi.hpp>
int main() { for (int i : std::vector{1, 2, 3}) std::cout << i; }
"""
HOSTILE = (("branches", 1000), ("branches", 10000), ("refinements", 1000), ("searches", 100),
           ("searches", 1000), ("calls", 10000), ("recursion", 1000), ("chain", 1000))


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    host = [arguments.clang_tidy, f"--load={arguments.plugin}"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)

        def wanted(name):
            return arguments.only in name

        def written(name, text):
            (place / name).write_text(text, encoding="utf-8")
            return place / name

        examples = sorted((ROOT / "runtime-orm/examples").glob("*/*.cpp"))
        units = [(f"{each.parent.name}/{each.name}", 1, each) for each in examples]
        units += [(name, n, written(f"{shape}.cpp", shapes.program(shape, n)))
                  for shape, n, name in (("pages", 100, "pages of an application"),
                                         ("eager", 1000, "row loops, nothing to report"),
                                         ("loops", 1000, "row loops, all reported"))]
        for name, n, file in filter(lambda unit: wanted(unit[0]), units):
            ours, run, peers = median_of(host, file, arguments.rounds, place)
            rows.append(row(name, n, ours, "the run", run))
            rows += [row(name, n, ours, peer, peers[peer]) for peer in PEERS]
        if wanted(name := "the standard library and Boost"):
            ours, run, _ = median_of(host, written("none.cpp", NO_ORM), arguments.rounds, place)
            rows.append(row(name, 1, ours, "the run, no ORM in it", run))

        base = None
        for n in filter(lambda _: wanted("a row loop and its call"), arguments.sizes):
            file = written("sized.cpp", shapes.program("loops", n))
            rounds = arguments.rounds if n <= 1000 else min(arguments.rounds, 3) if n <= 10000 else 1
            each = (median_of(host, file, rounds, place)[0] / n, memory(host, file, place) / n)
            base = base or each
            rows.append(row("a row loop and its call", n, each[0], "a loop of the first size", base[0]))
            rows.append(row("a row loop and its call, bytes", n, each[1], "a loop of the first size",
                            base[1]))
        for shape, n in filter(lambda each: wanted(each[0]), HOSTILE):
            file = written(f"{shape}.cpp", shapes.program(shape, n))
            ours, run, _ = median_of(host, file, min(arguments.rounds, 3), place)
            rows.append(row(shape, n, ours, "the run, bounded", run))
    with open(arguments.out / "checker.jsonl", "w", encoding="utf-8") as file:
        for each in rows:
            file.write(json.dumps(each) + "\n")
    print_table(rows)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True, type=pathlib.Path, help="orm-tidy.so")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="a folder for the result")
    parser.add_argument("--rounds", type=int, default=20, help="runs of a unit")
    parser.add_argument("--only", default="", help="of the rows those whose name holds this")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 100000],
                        help="row loops in a unit, the first is the measure of the others")
    return parser.parse_args()


def median_of(host, file, rounds, place):
    """CPU milliseconds: of the five checks, of the run, of each peer in that run."""
    measured = [once(host, file, place / "profile") for _ in range(rounds)]
    peers = {peer: statistics.median(it[2][peer] for it in measured) for peer in PEERS}
    return *(statistics.median(it[i] for it in measured) for i in (0, 1)), peers


def memory(host, file, place):
    """Bytes that the five checks add to the most that clang-tidy takes."""
    most = [clang_tidy(host, file, place / "profile", checks).ru_maxrss for checks in (("orm-*", *PEERS), PEERS)]
    return (most[0] - most[1]) * 1024


def clang_tidy(host, file, profiles, checks):
    """What a run of clang-tidy used."""
    for old in profiles.glob("*.json"):
        old.unlink()
    command = [*host, "--checks=" + ",".join(("-*", *checks)), "--enable-check-profile",
               f"--store-check-profile={profiles}", "--quiet", file, "--", *FLAGS]
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    started = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (STACK, hard)))
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        sys.exit(f"run.py: clang-tidy ended with {started.returncode} on {file}")
    return used


def once(host, file, profiles):
    used = clang_tidy(host, file, profiles, ("orm-*", *PEERS))
    (profile,) = profiles.glob("*.json")
    by_check = {}
    for key, seconds in json.loads(profile.read_text(encoding="utf-8"))["profile"].items():
        _, _, check, kind = key.split(".")
        if kind in ("user", "sys"):
            by_check[check] = by_check.get(check, 0) + seconds * 1000
    if not any(check.startswith("orm-") for check in by_check):
        sys.exit(f"run.py: no orm check ran on {file}")
    ours = sum(ms for check, ms in by_check.items() if check.startswith("orm-"))
    return ours, (used.ru_utime + used.ru_stime) * 1000, {p: by_check.get(p, 0) for p in PEERS}


def row(name, n, ours, peer, theirs):
    """ours and theirs in milliseconds, or in the unit that the name says."""
    return {"name": name, "n": n, "ours_ms": round(ours, 4), "peer": peer,
            "peer_ms": round(theirs, 4), "ratio": round(ours / theirs, 5) if theirs else None}


def print_table(rows):
    print(f"{'':36} {'n':>7} {'ours, ms':>10} {'peer, ms':>10} {'ratio':>8}  peer")
    for it in rows:
        ratio = it["ratio"] if it["ratio"] is not None else float("inf")
        goal = 1.0 if it["peer"] in PEERS else GOALS.get(it["peer"])
        missed = f"  > {goal}" if goal is not None and ratio > goal else ""
        print(f"{it['name']:36} {it['n']:>7} {it['ours_ms']:>10.3f} {it['peer_ms']:>10.3f} "
              f"{ratio:>8.4f}  {it['peer']}{missed}")


if __name__ == "__main__":
    main()
