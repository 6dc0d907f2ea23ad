#!/usr/bin/env python3
"""The benchmark runs, and its lines are what they are said to be. No times."""

import json
import pathlib
import subprocess
import sys
import tempfile

orm_lint, facts, clang, run = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(
        [sys.executable, run, "--orm-lint", orm_lint, "--facts", facts, "--clang", clang, "--out", folder,
         "--units", "3", "5", "--functions", "8", "--rounds", "1", "--link-only"],
        check=True,
    )
    lines = pathlib.Path(folder, "lint.jsonl").read_text(encoding="utf-8").splitlines()
rows = [json.loads(line) for line in lines]
for row in rows:
    assert list(row) == ["name", "n", "ours_ms", "peer", "peer_ms", "ratio"], row
    assert row["ours_ms"] > 0, row
found = {(row["name"], row["n"]) for row in rows}
for functions in (24, 40):
    for name in ("link, a function", "link, a function, bytes", "link, wall", "link, bytes", "link, one part, bytes",
                 "link, and keep it", "one file changed, wall", "one file changed, one part, CPU"):
        assert (name, functions) in found, (name, functions)
