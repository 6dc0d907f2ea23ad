#!/usr/bin/env python3
"""Holds the dumps of a page against what orm-facts prints.

    dumps.py PAGE ORM_FACTS DIRECTORY -- compiler arguments

An indented block that begins with `// NAME.cpp` is a source, which that line is part of. In the others a line
`$ orm-facts …` is run, in DIRECTORY, and what follows must be its output; a line
`...` stands for any lines.
"""
import pathlib
import re
import shlex
import subprocess
import sys


def blocks(page):
    """The indented blocks, without their indentation."""
    for block in re.findall(r"(?:^(?:    .*)?\n)+", page, re.M):
        lines = [line[4:] for line in block.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        if lines:
            yield lines


def matches(expected, actual):
    """Whether `actual` is what `expected` says, with its `...`."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, actual) is not None


def main():
    page, tool, directory = (pathlib.Path(argument) for argument in sys.argv[1:4])
    compiler = sys.argv[sys.argv.index("--") + 1:]
    directory.mkdir(parents=True, exist_ok=True)
    checked = 0
    for lines in blocks(page.read_text()):
        if source := re.fullmatch(r"// (\w+\.cpp)", lines[0]):
            (directory / source[1]).write_text("\n".join(lines) + "\n")
        if not lines[0].startswith("$ orm-facts"):
            continue
        while lines:
            command = shlex.split(lines.pop(0).removeprefix("$ "))
            output = []
            while lines and not lines[0].startswith("$ orm-facts"):
                output.append(lines.pop(0))
            into = None
            if ">" in command:
                command, into = command[:command.index(">")], command[-1]
            command[0] = str(tool.resolve())
            sourceless = any(word.startswith("--read") for word in command)
            run = subprocess.run(command + ([] if sourceless else ["--", *compiler]), cwd=directory, text=True,
                                 stdout=subprocess.PIPE)
            if run.returncode != 0:
                sys.exit(f"{page}: {shlex.join(command)} ends with {run.returncode}")
            if into:
                (directory / into).write_text(run.stdout)
            elif not matches(output, run.stdout):
                sys.exit("\n".join([f"{page}: {shlex.join(command)} prints", run.stdout, "and the page says", *output]))
            checked += 1
    if checked == 0:
        sys.exit(f"{page}: no dump")


if __name__ == "__main__":
    main()
