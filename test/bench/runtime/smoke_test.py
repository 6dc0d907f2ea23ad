#!/usr/bin/env python3
"""The benchmark runs, its variants agree, and its lines are what they are said to be. No times."""

import json
import pathlib
import subprocess
import sys
import tempfile

binary, run = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(
        [sys.executable, run, "--binary", binary, "--out", folder, "--sizes", "20", "30",
         "--rounds", "1", "--django", "0"],
        check=True,
    )
    lines = pathlib.Path(folder, "runtime.jsonl").read_text(encoding="utf-8").splitlines()
rows = [json.loads(line) for line in lines]
assert rows, "no rows"
for row in rows:
    assert list(row) == ["name", "n", "ours_ms", "peer", "peer_ms", "ratio"], row
    assert row["ours_ms"] > 0 and row["peer_ms"] > 0, row
names = {row["name"] for row in rows}
for name in ("fk_lazy", "fk_lazy_begin", "fk_prefetch", "fk_join", "m2m_lazy", "m2m_lazy_begin",
             "m2m_prefetch", "m2m_prefetch_log_on", "m2m_prefetch_against_lazy", "m2m_prefetch_against_lazy_analysed",
             "memory: a loaded row, bytes"):
    assert name in names, name
assert {row["n"] for row in rows} == {20, 30}
