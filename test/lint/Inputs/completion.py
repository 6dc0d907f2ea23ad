"""completion.py FOLDER HELP...: the completions in FOLDER offer what the texts of `orm-lint [extract|link] --help` name, verb by verb."""

import pathlib
import re
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
helps = dict(zip(("check", "extract", "link"), map(pathlib.Path, sys.argv[2:])))
hidden = {"--help-hidden", "--help-list", "--help-list-hidden", "--print-all-options", "--print-options", "--version"}
everything = set()
for verb, file in helps.items():
    options = set(re.findall(r"^\s+(--?[a-z][a-z-]*)", file.read_text(), re.MULTILINE)) - hidden
    # LLVM writes `-option` where two dashes do as well.
    options = {option if len(option) == 2 else "--" + option.lstrip("-") for option in options}
    everything |= options
    line = "orm-lint" + (" -" if verb == "check" else f" {verb} -")
    script = f"""source {folder / 'orm-lint.bash'}
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _orm_lint; printf '%s\\n' "${{COMPREPLY[@]}}" """
    offered = set(subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()) - hidden
    assert len(options) > 5 and offered == options, f"{verb}: offered, not there: {offered - options}; there, not offered: {options - offered}"
zsh = {f"{option}" for option in re.findall(r"[\"'*](--?[a-z-]+)\[", (folder / "_orm-lint").read_text())} - hidden
assert zsh == everything, f"zsh: {zsh ^ everything}"
