"""Prints the facts of sources, reads them, and prints them again: round_trip.py ORM_FACTS FILE FLAGS... -- SOURCES...

What is found in what was read must be the same, too.
"""
import pathlib
import subprocess
import sys

tool, kept = sys.argv[1], pathlib.Path(sys.argv[2])
at = sys.argv.index("--")
flags, sources = sys.argv[3:at], sys.argv[at + 1:]


def facts(*arguments):
    return subprocess.run([tool, *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout


for source in sources:
    # The layers come function by function, so the facts alone are asked for to be read.
    printed = facts(source, "--", *flags)
    if "function" not in printed:
        sys.exit(f"{source}: no facts")
    kept.write_text(printed)
    if facts(f"--read={kept}") != printed:
        sys.exit(f"{source}: what was read is not what was printed; see {kept}")
    if facts(f"--read={kept}", "--layer=findings") != facts(source, "--layer=findings", "--", *flags):
        sys.exit(f"{source}: what is found in facts that were read differs; see {kept}")
