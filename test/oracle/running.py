"""Runs a unit through orm-verify, which compiles, runs, checks, fixes, and runs again."""

import json
import pathlib
import shutil
import subprocess
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
# Speed of the program does not matter, that of the compiler does.
FLAGS = ["-O0", f"-I{HERE}", "-Wno-unused", "-Wno-missing-field-initializers"]


class Failed(Exception):
    """The program does not compile or run, or the fixes collide: nothing can be read off it."""


@dataclass
class Outcome:
    findings: list
    costs: list
    undecided: list
    problems: list
    loops: int
    log: list = field(default_factory=list)
    after: list = field(default_factory=list)  # empty: there was no second run


def run(verify, text, folder, seconds=120):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / "unit.cpp"
    source.write_text(text)
    command = [str(verify), str(source), "--data", str(folder), f"--timeout={seconds}", "--", *FLAGS]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    (folder / "verify.txt").write_text(done.stdout + done.stderr)
    if not (folder / "verdict.json").exists():
        raise Failed(done.stderr.strip() or f"orm-verify ended with {done.returncode}")
    said = json.loads((folder / "verdict.json").read_text())
    logs = []
    for name in ("before.jsonl", "after.jsonl"):
        file = folder / name
        logs.append([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else [])
    return Outcome(said["findings"], said["costs"], said["undecided"], said["problems"], said["loops_checked"], *logs)
