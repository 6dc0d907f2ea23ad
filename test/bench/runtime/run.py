#!/usr/bin/env python3
"""Runs the runtime's benchmark, prints its table and writes it as JSON Lines.

Each line is {"name", "n", "ours_ms", "peer", "peer_ms", "ratio"}; ratio is ours / peer, lower is
better. Rows that are no times say their unit in the name. Every variant of a form must come to the
same checksum: a difference ends the run.
"""

import argparse
import json
import pathlib
import platform
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).parent

# form, who the peer is in the measurements, its name in the table, the ratio to reach
PAIRS = [
    ("fk_lazy", "c_api", "C API, one prepared statement", 1.25),
    ("fk_lazy", "django", "Django", None),
    ("fk_lazy_begin", "c_api", "C API, one prepared statement", 1.25),
    ("fk_lazy_begin", "django", "Django", None),
    ("fk_prefetch", "c_api", "C API, two lists", 1.25),
    ("fk_prefetch", "django", "Django", None),
    ("fk_join", "c_api", "C API, join, one object a row", 1.25),
    ("fk_join", "django", "Django", None),
    ("m2m_lazy", "c_api", "C API, one prepared statement", 1.25),
    ("m2m_lazy", "django", "Django", None),
    ("m2m_lazy_begin", "c_api", "C API, one prepared statement", 1.25),
    ("m2m_lazy_begin", "django", "Django", None),
    ("m2m_prefetch", "c_api", "C API, two lists", 1.25),
    ("m2m_prefetch", "c_api_shared", "C API, three lists, shared objects", None),
    ("m2m_prefetch", "django", "Django", None),
]
# An eager load against the lazy loop that it replaces, here and on an analysed file.
EAGER = [("fk_prefetch", "fk_lazy"), ("fk_join", "fk_lazy"), ("m2m_prefetch", "m2m_lazy")]
MEMORY = [
    ("memory_struct", "memory: sizeof, bytes"),
    ("memory_rows", "memory: a loaded row, bytes"),
    ("memory_rows_fk_prefetch", "memory: a row with its foreign key prefetched, bytes"),
]


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    levels = ("-O0", "-O2") if arguments.compile else ()
    rows = [compile_time(arguments.compile, level) for level in levels]
    for n in arguments.sizes:
        rounds = arguments.rounds or {1000: 41, 10000: 15}.get(n, 5)
        plain = arguments.out / f"{n}.sqlite"
        plain.unlink(missing_ok=True)
        measured = measure([arguments.binary, plain, n, rounds])
        if n <= arguments.django:
            measured += measure(
                [arguments.python, HERE / "django_forms.py", plain, n, min(rounds, 3)]
            )
        rows += compare(measured, n)
        analysed = arguments.out / f"{n}-analysed.sqlite"
        analyse(plain, analysed)
        rows += eager(measure([arguments.binary, analysed, n, rounds]), n, "_analysed")
    with open(arguments.out / "runtime.jsonl", "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({key: row[key] for key in KEYS}) + "\n")
    print_table(rows)


KEYS = ("name", "n", "ours_ms", "peer", "peer_ms", "ratio")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True, help="bench-runtime")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="a folder for the files")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 100000])
    parser.add_argument("--rounds", type=int, help="runs a variant; else by size")
    parser.add_argument(
        "--django", type=int, default=10000, help="largest size for Django; 0: without Django"
    )
    parser.add_argument("--python", default=sys.executable, help="the Python that has Django")
    parser.add_argument("--compile", help="the command that compiles ten_models.cpp")
    return parser.parse_args()


def measure(command):
    """The measurements a program prints, after a look at their checksums."""
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def by_form(measured):
    forms = {}
    sums = {}
    for line in measured:
        forms[line["form"], line["by"]] = line.get("ms", line.get("bytes"))
        if "checksum" in line:
            first = sums.setdefault(line["form"].split("_")[0], line)
            if first["checksum"] != line["checksum"]:
                sys.exit(f"run.py: checksums differ:\n  {first}\n  {line}")
    return forms


def row(name, n, ours, peer, theirs, goal=None):
    numbers = {"ours_ms": round(ours, 4), "peer_ms": round(theirs, 4)}
    return {"name": name, "n": n, **numbers, "peer": peer, "ratio": round(ours / theirs, 4),
            "goal": goal}


def compare(measured, n):
    forms = by_form(measured)
    rows = [
        row(form, n, forms[form, "orm"], peer, forms[form, by], goal)
        for form, by, peer, goal in PAIRS
        if (form, by) in forms
    ]
    rows += [
        row(name, n, forms[form, "orm"], "C API, plain structs in a vector", forms[form, "c_api"], 1.5)
        for form, name in MEMORY
    ]
    rows += [
        row(f"{form}_log_on", n, forms[form, "orm_logged"], "without a log", forms[form, "orm"], 1.1)
        for form, by in forms if by == "orm_logged"
    ]
    return rows + eager(measured, n, "")


def eager(measured, n, suffix):
    forms = by_form(measured)
    return [
        row(f"{load}_against_lazy{suffix}", n, forms[load, "orm"], "the lazy loop, ours",
            forms[lazy, "orm"], 1.0)
        for load, lazy in EAGER
    ]


def analyse(source, target):
    target.unlink(missing_ok=True)
    text = f"VACUUM INTO '{target}'"
    import sqlite3

    with sqlite3.connect(source) as database:
        database.execute(text)
    with sqlite3.connect(target) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("ANALYZE")


def compile_time(command, level):
    """CPU time of the compiler; the peer is the limit."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(f"{command} {level}", shell=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return row(f"compile time {level}: ten models, fifty queries, ms", 50, spent * 1000, "the limit",
               5000, 1.0)


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            name = next(line.split(":", 1)[1].strip() for line in file if "model name" in line)
    except (OSError, StopIteration):
        pass
    return name


def print_table(rows):
    print(f"\n{machine()}, {platform.system()} {platform.release()}; CPU time, medians\n")
    print(f"{'':52} {'n':>7} {'ours':>10} {'peer':>10} {'ratio':>6}  peer")
    for it in rows:
        missed = it["goal"] is not None and it["ratio"] > it["goal"]
        mark = f"  > {it['goal']}" if missed else ""
        print(
            f"{it['name']:52} {it['n']:>7} {it['ours_ms']:>10.2f} {it['peer_ms']:>10.2f} "
            f"{it['ratio']:>6.2f}  {it['peer']}{mark}"
        )


main()
