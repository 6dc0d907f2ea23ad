#!/usr/bin/env python3
"""Runs the checks in orm-clangd over broken code (mutations.py): for programs
that include the same one file is open, and each mutant is an edit of it. None
may crash the server or make it hang, and its memory must not grow with their
number.
"""

import argparse
import os
import pathlib
import json
import queue
import sys
import tempfile

import mutations

sys.path.insert(0, os.path.join(mutations.ROOT, "test/tools"))
import lsp  # noqa: E402

lsp.SECONDS = 600  # A busy machine is no hang: the limit is of processor time.

# Memory is compared between two numbers of edits of one file: the first ones
# fill caches.
SETTLED = 200


def processor_seconds(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        user, system = file.read().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def megabytes(process):
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Session:
    """Edits of one open file. A server that ended is started again."""

    def __init__(self, arguments, group, root):
        self.arguments = arguments
        self.root = pathlib.Path(root).resolve()
        self.source = self.root / "edited.cpp"
        (self.root / "compile_flags.txt").write_text("\n".join(group.flags()))
        (self.root / ".clang-tidy").write_text(json.dumps({"Checks": "-*,orm-*", **mutations.TIDY_OPTIONS}))
        self.server = None
        self.findings = 0

    def edit(self, mutant):
        """What is wrong, or None."""
        try:
            if not self.server:
                self.server = lsp.Server([self.arguments.clangd.resolve(), "--background-index=false"], self.root)
                self.server.open(self.source, mutant.text)
                return None
            before = processor_seconds(self.server.process)
            diagnostics = self.server.change(self.source, mutant.text)
            took = processor_seconds(self.server.process) - before
        except (EOFError, BrokenPipeError) as ended:
            self.server = None
            return str(ended)
        except queue.Empty:
            self.server.process.kill()
            self.server = None
            return "no answer"
        self.findings += sum(str(each.get("code", "")).startswith("orm-") for each in diagnostics)
        return f"{took:.1f} seconds of processor time" if took > self.arguments.limit else None

    def close(self):
        if self.server:
            self.server.__exit__()


def edit_one_file(group, mutants, arguments):
    """The number of findings, the troubles, and what became of the memory."""
    troubles = []
    settled = None
    with tempfile.TemporaryDirectory() as root:
        session = Session(arguments, group, root)
        for count, mutant in enumerate(mutants):
            if trouble := session.edit(mutant):
                troubles.append(f"{mutant}: {trouble}")
                mutations.keep(mutant, arguments.keep)
                settled = None
            elif count == SETTLED:
                settled = megabytes(session.server.process)
            if count and count % 1000 == 0:
                print(f"{count} edits, {session.findings} findings", flush=True)
        grown = settled and (settled, megabytes(session.server.process))
        session.close()
    return session.findings, troubles, grown


def main():
    parser = mutations.arguments(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--clangd", required=True, type=pathlib.Path, help="an orm-clangd")
    parser.add_argument("--growth", type=float, default=1.25,
                        help="how much more memory there may be at the end")
    arguments = parser.parse_args()

    findings = troubles = 0
    groups = mutations.grouped(arguments)
    for group, mutants in sorted(groups.items(), key=lambda each: -len(each[1])):
        found, trouble, grown = edit_one_file(group, mutants, arguments)
        if grown:
            print(f"{len(mutants)} edits of one file: {grown[0]:.0f} MB after {SETTLED}, "
                  f"{grown[1]:.0f} MB at the end", flush=True)
            if grown[1] > grown[0] * arguments.growth:
                trouble.append("the memory grows")
        findings += found
        troubles += len(trouble)
        for each in trouble:
            print(each, flush=True)
    print(f"seed {arguments.seed}: {arguments.mutants} edits of {len(groups)} files, "
          f"{findings} findings, {troubles} troubles")
    # Checks that find nothing at all did not run.
    return 1 if troubles or not findings else 0


if __name__ == "__main__":
    sys.exit(main())
