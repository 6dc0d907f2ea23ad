# orm-lint over programs of several files. A test is a program whose files
# split-file takes apart.
import os
import shlex
import shutil
import subprocess
import sys

import lit.formats

config.name = "lint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test"]
config.excludes = ["Inputs", "report"]
config.test_source_root = os.path.join(config.source_directory, "test", "lint")
config.test_exec_root = config.build_directory

include = os.path.join(config.source_directory, "runtime-orm", "include")
inputs = os.path.join(config.source_directory, "test", "checker", "Inputs")
project = [sys.executable, os.path.join(config.test_source_root, "project.py"), f"-isystem{include}", f"-I{inputs}"]
config.substitutions += [
    # %project SOURCE DIRECTORY: the files of SOURCE and a compilation database.
    ("%project", shlex.join(project)),
    # %exits N COMMAND: COMMAND ends with N.
    ("%exits", shlex.join([sys.executable, os.path.join(config.source_directory, "test", "checker", "exit_status.py")])),
    ("%orm_lint", shlex.quote(config.orm_lint)),
    ("%orm_clang_tidy", shlex.quote(config.orm_clang_tidy)),
    ("%checker_tests", os.path.join(config.source_directory, "test", "checker")),
    ("%source_root", config.source_directory),
    ("%build_root", config.build_root),
    ("%clangxx", shlex.quote(os.path.join(config.llvm_tools, "clang++"))),
    ("%python", shlex.quote(sys.executable)),
]


def python_with(module, package):
    """A Python that has it: Debian's package belongs to Debian's Python."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0:
            config.available_features.add(module)
            return python
    lit_config.note(f"a test is left out: it needs Debian's package {package}")
    return sys.executable


def script(python, name):
    return shlex.join([python, os.path.join(config.test_source_root, "Inputs", name)])


config.substitutions += [
    ("%validates", script(python_with("jsonschema", "python3-jsonschema"), "validates.py")),
    ("%ci_steps", script(python_with("yaml", "python3-yaml"), "ci_steps.py")),
]
for tool in ("pre-commit", "make"):
    if shutil.which(tool):
        config.available_features.add(tool)
    else:
        lit_config.note(f"a test is left out: it needs Debian's package {tool}")
try:
    for end in os.openpty():
        os.close(end)
    config.available_features.add("terminal")
except OSError as why:  # a folder that was changed into, without /dev/pts
    lit_config.note(f"a test is left out: no terminal can be made here: {why}")
config.environment["PATH"] = os.pathsep.join(
    [os.path.dirname(config.orm_lint), config.llvm_tools, os.path.dirname(config.filecheck), os.environ.get("PATH", "")])
config.environment["GIT_CONFIG_GLOBAL"] = os.devnull
for who in ("AUTHOR", "COMMITTER"):
    config.environment[f"GIT_{who}_NAME"] = "A. Tester"
    config.environment[f"GIT_{who}_EMAIL"] = "tester@example.org"
