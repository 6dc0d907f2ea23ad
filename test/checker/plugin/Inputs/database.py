"""Writes a compilation database: database.py DIRECTORY FILE... -- FLAGS..."""
import json
import pathlib
import sys

at = sys.argv.index("--")
directory, files, flags = sys.argv[1], sys.argv[2:at], sys.argv[at + 1:]
pathlib.Path(directory, "compile_commands.json").write_text(json.dumps(
    [{"directory": directory, "file": file, "arguments": ["clang++", *flags, "-c", file]} for file in files]))
