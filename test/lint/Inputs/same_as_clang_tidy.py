"""same_as_clang_tidy.py ORM_LINT ORM_CLANG_TIDY CLANGXX TESTS SOURCE_ROOT DIRECTORY: compares the two over all .cpp files of TESTS, one by one.

Nine files in ten get the system's headers precompiled, which are three quarters of the work; the others are read as users' files are.

Files that do not compile are left out: there orm-lint says that and nothing else."""

import concurrent.futures
import difflib
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys

orm_lint, orm_clang_tidy, clangxx, tests, root, directory = sys.argv[1:]
directory = pathlib.Path(directory)
flags = ["-std=c++20", "-isystem", f"{root}/runtime-orm/include", f"-I{tests}/Inputs"]
HEADERS = ("algorithm", "functional", "iostream", "map", "optional", "orm/orm.hpp", "ranges", "vector")
NOISE = re.compile(r"^\d+ (warning|error)s?( and \d+ errors?)? generated|^Suppressed |^Use -header-filter")

START = re.compile(r"^(\S+:\d+:\d+): (?:warning|error): ")


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def findings(text):
    """The lines of each finding, in order; LLVM's versions differ in the order of those at one place."""
    blocks = [[]]
    for line in text.splitlines():
        if NOISE.search(line):
            continue
        if START.match(line):
            blocks.append([])
        blocks[-1].append(line)
    place = lambda block: START.match(block[0]).group(1) if block and START.match(block[0]) else ""
    return [line for _, here in itertools.groupby(blocks, place) for block in sorted(here) for line in block]


def precompile():
    """A flag that orm-lint does not take for a precompiled header: it would read the header itself."""
    directory.mkdir(parents=True, exist_ok=True)
    common, made, config = (directory / name for name in ("common.hpp", "common.pch", "common.cfg"))
    common.write_text("".join(f"#include <{header}>\n" for header in HEADERS))
    subprocess.run([clangxx, *flags, "-x", "c++-header", common, "-o", made], check=True)
    config.write_text(f'-include-pch "{made}"\n')
    return f"--config={config}"


def compare(source, *more):
    project = directory / source.relative_to(tests)
    project.mkdir(parents=True, exist_ok=True)
    (project / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(project), "file": str(source), "arguments": ["clang++", *more, *flags, "-c", str(source)]}]))
    ours = run(orm_lint, "-p", project, "--no-cache")
    theirs = run(orm_clang_tidy, "-p", project, "--quiet", "--checks=-*,orm-*", "--config={}", "--header-filter=.*", source)
    if ours.returncode == 2:
        return source, "clang-diagnostic-error" in theirs.stdout, [ours.stderr]
    difference = list(difflib.unified_diff(findings(theirs.stdout), findings(ours.stdout), "clang-tidy", "orm-lint", lineterm="", n=1))
    return source, not difference, difference


sources = sorted(path for path in pathlib.Path(tests).rglob("*.cpp") if "Inputs" not in path.parts)
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    shared = precompile()
    results = list(pool.map(lambda numbered: compare(numbered[1], *[shared] if numbered[0] % 10 else []), enumerate(sources)))
different = [(source, lines) for source, same, lines in results if not same]
for source, lines in different:
    print(source, *lines, sep="\n")
print(f"{len(results)} files, {len(different)} different")
assert results
sys.exit(bool(different))
