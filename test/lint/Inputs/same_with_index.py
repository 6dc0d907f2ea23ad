"""same_with_index.py ORM_LINT ORM_CLANG_TIDY PROJECT...: with the index of each program, clang-tidy says of each of its files what orm-lint says of it.

Beyond that it may say what it sees from there of queries in other files."""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

orm_lint, orm_clang_tidy, *projects = sys.argv[1:]
WARNING = re.compile(r"^(?P<file>[^:\n]+):\d+:\d+: warning: (?P<text>.*)$", re.MULTILINE)
ELSEWHERE = re.compile(r"\b(query|write) in another file|(queries|writes) in other files")


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def warnings(output, file=None):
    return sorted(match[0] for match in WARNING.finditer(output)
                  if file in (None, match["file"]) and not (file and ELSEWHERE.search(match["text"])))


def check(project):
    project = pathlib.Path(project).resolve()
    index = project / "orm.index"
    whole = run(orm_lint, "-p", project, "--no-cache", "--index", index)
    assert whole.returncode in (0, 1), whole.stderr
    wanted = collections.defaultdict(list)
    for match in WARNING.finditer(whole.stdout):
        wanted[match["file"]].append(match[0])
    config = json.dumps({"CheckOptions": {"OrmIndex": str(index)}})
    different, findings = [], 0
    for unit in sorted(project.rglob("*.cpp")):
        said = run(orm_clang_tidy, "-p", project, "--quiet", "--checks=-*,orm-*", f"--config={config}", unit)
        assert said.returncode == 0, said.stdout + said.stderr
        ours, theirs = sorted(wanted[str(unit)]), warnings(said.stdout, str(unit))
        findings += len(ours)
        if ours != theirs:
            different += [f"{unit}:", *(f"  orm-lint:   {line}" for line in ours), *(f"  clang-tidy: {line}" for line in theirs)]
    return findings, different


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(check, projects))
for _, different in results:
    print(*different, sep="\n", end="\n" if different else "")
print(f"{len(results)} programs, {sum(findings for findings, _ in results)} findings")
sys.exit(any(different for _, different in results) or not any(findings for findings, _ in results))
