"""ci_steps.py github|gitlab FILE ORM_LINT NAME=VALUE...: runs the commands that FILE, an action or a job, has, as the CI does: with bash, ending at the first that fails. The variables that FILE sets are known; NAME=VALUE are what a user or the CI sets."""

import os
import pathlib
import subprocess
import sys

import yaml

kind, file, program, *given = sys.argv[1:]
what = yaml.safe_load(pathlib.Path(file).read_text())
if kind == "github":
    assert what["runs"]["using"] == "composite" and what["name"] and what["description"]
    steps = what["runs"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    names = {name for step in steps for name in step.get("env", {})} | {"GITHUB_WORKSPACE"}
    # Everything a composite step must have, and inputs that exist.
    assert all("shell" in step for step in steps if "run" in step)
    used = {part.split("}")[0].split()[0].removeprefix("inputs.") for step in steps for value in step.get("env", {}).values() for part in value.split("${{")[1:]}
    assert used <= set(what["inputs"]), used
    variables = {name: "" for name in names}
    # What is uploaded is what is written.
    written = {part.split("=")[1] for command in commands for part in command.split() if "=orm-lint" in part}
    assert {step["with"].get("sarif_file") or step["with"]["path"] for step in steps if "uses" in step} == written
else:
    [job] = what.values()
    commands, variables = job["script"], {**job["variables"], "CI_PROJECT_DIR": ""}
    written = {part.split("=")[1] for command in commands for part in command.split() if part.startswith(("gitlab=", "html="))}
    assert {*job["artifacts"]["paths"], job["artifacts"]["reports"]["codequality"]} == written
for each in given:
    name, value = each.split("=", 1)
    assert name in variables, name
    variables[name] = value
path = os.path.dirname(program) + os.pathsep + os.environ["PATH"]
for command in commands:
    status = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], env={**os.environ, **variables, "PATH": path}).returncode
    if status:
        sys.exit(status)
