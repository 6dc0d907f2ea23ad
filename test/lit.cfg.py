# What lit runs under test/checker, and the substitutions its tests may use.
import os
import shlex

import lit.formats

config.name = "orm-lint"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.join(config.source_directory, "test", "checker")
config.test_exec_root = config.build_directory
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs"]

include = os.path.join(config.source_directory, "runtime-orm", "include")
if config.plugin:
    host = ["--clang-tidy", config.clang_tidy, "--plugin", config.plugin]
    clang_tidy = [config.clang_tidy, f"--load={config.plugin}"]
    config.available_features.add("plugin")
else:
    host = ["--clang-tidy", config.orm_clang_tidy]
    clang_tidy = [config.orm_clang_tidy]
if config.other_clang_tidy and not config.other_clang_tidy.endswith("-NOTFOUND"):
    config.available_features.add("other-clang-tidy")

check_orm = [config.python, os.path.join(config.test_source_root, "check_orm.py"), *host,
             "--filecheck", config.filecheck, "--include", include, "--directory", "%t.dir"]
config.substitutions += [
    # In the manner of clang-tidy's own tests; its file says how.
    ("%check_orm", shlex.join(check_orm)),
    # clang-tidy with the checks loaded, and arguments that find the runtime.
    ("%clang_tidy", shlex.join(clang_tidy)),
    ("%plain_clang_tidy", config.clang_tidy),
    ("%clangxx", os.path.join(config.llvm_tools, "clang++")),
    ("%diff_script", os.path.join(config.llvm_tools, os.pardir, "share", "clang", "clang-tidy-diff.py")),
    ("%other_clang_tidy", config.other_clang_tidy),
    ("%orm_clang_tidy", config.orm_clang_tidy),
    ("%plugin", config.plugin),
    # The proof by running, docs/proof.md; the headers in Inputs are found with
    # `-- %inputs` at the end.
    ("%orm_verify", shlex.quote(config.orm_verify)),
    ("%orm_facts", shlex.quote(config.orm_facts)),
    ("%docs_test", os.path.join(config.source_directory, "test", "docs")),
    ("%docs", os.path.join(config.source_directory, "docs")),
    ("%inputs", shlex.quote("-I" + os.path.join(config.test_source_root, "Inputs"))),
    ("%include_dir", include),
    ("%compile_flags", shlex.join(["-std=c++20", "-isystem", include])),
    ("%python", config.python),
    ("%exits", shlex.join([config.python, os.path.join(config.test_source_root, "exit_status.py")])),
    ("%gate", shlex.join([config.python, os.path.join(config.source_directory, "checker", "tools", "orm-tidy-gate")])),
]
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.path.dirname(config.filecheck),
                                              os.environ.get("PATH", "")])
