#!/usr/bin/env python3
"""Runs the checks in clang-tidy over broken code (mutations.py). A mutant must
not crash the checks or make them hang; what they say of it is not looked at.

Mutants that include the same are linted together, with what they include
precompiled. A batch that is trouble is run again one by one.
"""

import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time

import mutations
from run import run_limited, top

BATCH = 12


def precompile(group, mutants, scratch, clang):
    """The group's flags, with all that its mutants include."""
    handle, header = tempfile.mkstemp(".hpp", dir=scratch)
    with open(handle, "w", encoding="utf-8") as out:
        out.writelines(sorted({include for mutant in mutants for include in mutant.includes}))
    done = subprocess.run([clang, *group.flags(), "-x", "c++-header", "-Xclang", "-fpch-instantiate-templates",
                           header, "-o", header + ".pch"], capture_output=True, check=False)
    # What cannot be precompiled is included by each.
    return group.flags() + (["-include-pch", header + ".pch"] if done.returncode == 0 else [])


class Lint:
    """What linting some mutants in one process came to."""

    def __init__(self, paths, flags, arguments):
        self.trouble = None
        self.slow = False
        command = [arguments.clang_tidy, "--checks=-*,orm-*", "--quiet",
                   "--config=" + json.dumps(mutations.TIDY_OPTIONS), *paths, "--", *flags]
        started = time.monotonic()
        try:
            done = run_limited(command, arguments.limit)
        except subprocess.TimeoutExpired:
            self.trouble = "did not end"
            return
        # SIGXCPU, which LLVM 19 takes for a crash.
        self.slow = done.returncode == -24 or time.monotonic() - started >= arguments.limit
        self.findings = done.stdout.count("[orm-")
        if done.returncode not in (0, 1) or "Stack dump" in done.stderr:
            self.trouble = f"exit status {done.returncode}\n{top(done.stderr)}"


def lint(batch, flags, scratch, arguments):
    """The number of findings, and the troubles."""
    paths = []
    for mutant in batch:
        paths.append(os.path.join(scratch, f"mutant-{mutant.number}.cpp"))
        with open(paths[-1], "w", encoding="utf-8") as out:
            out.write(mutant.text)
    together = Lint(paths, flags, arguments)
    if not together.trouble:
        return together.findings, []
    troubles = []
    for mutant, path in zip(batch, paths):
        alone = Lint([path], flags, arguments)
        if alone.trouble:
            mutations.keep(mutant, arguments.keep)
            troubles.append(f"{mutant}: {alone.trouble}")
    if not troubles and not together.slow:
        troubles.append("; ".join(map(str, batch)) + f": only together: {together.trouble}")
    return 0, troubles


def main():
    parser = mutations.arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--clang-tidy", required=True, help="an orm-clang-tidy")
    parser.add_argument("--clang", required=True, help="the clang++ of the same version")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()

    findings = troubles = 0
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        batches = []
        for group, mutants in mutations.grouped(arguments).items():
            flags = pool.submit(precompile, group, mutants, scratch, arguments.clang)
            batches += [(mutants[i:i + BATCH], flags) for i in range(0, len(mutants), BATCH)]
        for found, trouble in pool.map(
                lambda batch: lint(batch[0], batch[1].result(), scratch, arguments), batches):
            findings += found
            troubles += len(trouble)
            for each in trouble:
                print(each, flush=True)
    print(f"seed {arguments.seed}: {arguments.mutants} mutants, {findings} findings, {troubles} troubles")
    # Checks that find nothing at all did not run.
    return 1 if troubles or not findings else 0


if __name__ == "__main__":
    sys.exit(main())
