# The proofs of the example programs, and of orm-verify's own refusals.
import os
import shlex
import sys

import lit.formats

config.name = "proof"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(config.source_directory, "test", "proof")
config.test_exec_root = config.build_directory

config.substitutions += [
    ("%verify", shlex.quote(config.orm_verify)),
    ("%build", config.project_build),
    ("%catalogue", os.path.join(config.project_build, "runtime-orm", "examples", "catalogue")),
    ("%examples", os.path.join(config.source_directory, "runtime-orm", "examples")),
    ("%gcc", config.gcc),
    ("%python", shlex.quote(sys.executable)),
]
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, os.path.dirname(config.filecheck), os.environ.get("PATH", "")])
if config.gcc and not config.gcc.endswith("-NOTFOUND"):
    config.available_features.add("gcc")
