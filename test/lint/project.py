#!/usr/bin/env python3
"""project.py FLAGS... SOURCE DIRECTORY: takes SOURCE apart into DIRECTORY with
split-file and writes a compile_commands.json for its .cpp files."""

import json
import pathlib
import shutil
import subprocess
import sys

*flags, source, directory = sys.argv[1:]
directory = pathlib.Path(directory)
shutil.rmtree(directory, ignore_errors=True)
subprocess.run(["split-file", source, directory], check=True)
commands = [{"directory": str(directory), "file": str(unit),
             "arguments": ["c++", "-std=c++20", *flags, "-c", str(unit), "-o", f"{unit.stem}.o"]}
            for unit in sorted(directory.rglob("*.cpp"))]
(directory / "compile_commands.json").write_text(json.dumps(commands))
