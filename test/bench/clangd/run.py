#!/usr/bin/env python3
"""What orm-clangd costs beside clangd: the CPU time of both servers while a file is edited.

Both have the same file open and are given the same edits in turn, so that noise strikes both.
Each line of clangd.jsonl is {"name", "n", "ours_ms", "peer", "peer_ms", "ratio"}; n is the number
of lines of the file, times are medians over the edits.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "test/tools"), str(ROOT / "test/bench/checker")]
import lsp  # noqa: E402
import shapes  # noqa: E402

FLAGS = ["-std=c++20", "-isystem", ROOT / "runtime-orm/include", "-I", ROOT / "test/checker/Inputs"]
GOAL = "10 ms"


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for each in (arguments.orm_clangd, arguments.clangd):
        subprocess.run([each, "--version"], check=True, stdout=subprocess.DEVNULL)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder).resolve()
        (place / "compile_flags.txt").write_text("".join(f"{flag}\n" for flag in FLAGS))
        for name, text in (("an application", cut(shapes.program("pages", 100), arguments.lines)),
                           ("row loops, nothing to report", cut(shapes.program("eager", 1000), arguments.lines)),
                           ("row loops, all reported", cut(shapes.program("loops", 1000), arguments.lines))):
            rows += rows_of(name, text, place, arguments)
            for it in rows[-2:]:
                goal = "  > 1" if it["peer"] == GOAL and it["ratio"] > 1 else ""
                print(f"{it['name']:46} {it['n']:>6} {it['ours_ms']:>10.1f} {it['peer_ms']:>10.1f} {it['ratio']:>7.3f}  "
                      f"{it['peer']}{goal}", flush=True)
    with open(arguments.out / "clangd.jsonl", "w", encoding="utf-8") as file:
        for each in rows:
            file.write(json.dumps(each) + "\n")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orm-clangd", required=True)
    parser.add_argument("--clangd", required=True, help="LLVM's own, of the same version")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="a folder for the result")
    parser.add_argument("--lines", type=int, default=2000, help="of each file")
    parser.add_argument("--edits", type=int, default=20, help="of each file")
    return parser.parse_args()


def cut(text, lines):
    """The first functions of \\p text, of about so many lines."""
    result, count = [], 0
    for function in text.split("\n}\n"):
        count += function.count("\n") + 2
        if count > lines and result:
            break
        result.append(function + "\n}\n")
    return "".join(result)


def rows_of(name, text, place, arguments):
    source = place / "edited.cpp"
    source.write_text(text)
    commands = {"ours": arguments.orm_clangd, "stock": arguments.clangd}
    servers = {key: lsp.Server([command, "--background-index=false"], place) for key, command in commands.items()}
    used = {key: [] for key in servers}
    try:
        for server in servers.values():
            server.open(source, text)
            settled(server)
        for edit in range(arguments.edits + 1):
            # Another function each time.
            ends = [each.start() for each in re.finditer("\n}\n", text)]
            at = ends[edit * len(ends) // (arguments.edits + 1)]
            text = text[:at] + f"\n  int edited{edit} = {edit}; (void)edited{edit};" + text[at:]
            for key, server in list(servers.items())[::1 if edit % 2 else -1]:
                before = settled(server)
                server.change(source, text)
                # The first edit is for the caches.
                if edit:
                    used[key].append(settled(server) - before)
                else:
                    settled(server)
    finally:
        for server in servers.values():
            server.__exit__()
    ours, stock = statistics.median(used["ours"]), statistics.median(used["stock"])
    above = statistics.median(a - b for a, b in zip(used["ours"], used["stock"]))
    lines = text.count("\n")
    return [{"name": f"{name}, an edit", "n": lines, "ours_ms": round(ours, 2), "peer": "clangd",
             "peer_ms": round(stock, 2), "ratio": round(ours / stock, 4)},
            {"name": f"{name}, above clangd", "n": lines, "ours_ms": round(above, 2), "peer": GOAL, "peer_ms": 10,
             "ratio": round(above / 10, 4)}]


def cpu(server):
    """Milliseconds that the server has run, all its threads (clock_getcpuclockid)."""
    return time.clock_gettime((~server.process.pid << 3) | 2) * 1000


def settled(server):
    """The CPU time once the server has nothing more to do."""
    last = cpu(server)
    quiet = 0
    while quiet < 3:
        time.sleep(0.1)
        now = cpu(server)
        quiet = quiet + 1 if now - last < 0.5 else 0
        last = now
    return last


if __name__ == "__main__":
    main()
