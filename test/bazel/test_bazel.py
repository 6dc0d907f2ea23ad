"""test_bazel.py ORM_LINT SOURCE_ROOT: the rules in packaging/bazel, with Debian's Bazel and a cache that its nginx serves.

Bazel's own log says which actions ran and which were taken from the cache."""

import collections
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ORM_LINT, ROOT = map(pathlib.Path, sys.argv[1:3])
HERE = pathlib.Path(__file__).parent
# Debian's Bazel has no network to fetch what others download.
SHARE = pathlib.Path("/usr/share/bazel")
REPOSITORIES = {"rules_java": SHARE / "rules/java", "rules_proto": SHARE / "rules/proto",
                "bazel_skylib": SHARE / "tools/skylib", "platforms": SHARE / "tools/platforms"}
# Debian's rules_cc is too new for its Bazel; this is all that is asked of them.
RULES_CC = """
cc_binary = native.cc_binary
cc_import = native.cc_import
cc_library = native.cc_library
cc_proto_library = native.cc_proto_library
cc_test = native.cc_test
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
objc_import = native.objc_import
objc_library = native.objc_library

def _flags_impl(_):
    return [platform_common.TemplateVariableInfo({"CC_FLAGS": ""})]

def _compiler_impl(_):
    return [config_common.FeatureFlagInfo(value = "compiler")]

cc_flags_supplier = rule(implementation = _flags_impl)
compiler_flag = rule(implementation = _compiler_impl)
"""
# Nobody measures coverage here, and yet each test asks for the tools.
STUBS = {"rules_cc/WORKSPACE": "", "rules_cc/BUILD": "", "rules_cc/cc/BUILD": "", "rules_cc/cc/defs.bzl": RULES_CC,
         "remote_coverage_tools/WORKSPACE": "", "remote_coverage_tools/none.sh": "",
         "remote_coverage_tools/BUILD": "".join(f"filegroup(name = '{name}', srcs = ['none.sh'], visibility = ['//visibility:public'])\n"
                                                for name in ("coverage_report_generator", "lcov_merger", "Main"))}
NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  client_max_body_size 0;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/root;
    location / {{
      dav_methods PUT;
      create_full_put_path on;
    }}
  }}
}}
"""


def missing():
    return [name for name in ("bazel", "nginx") if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")] + \
        [str(path) for path in REPOSITORIES.values() if not path.is_dir()]


@contextlib.contextmanager
def cache(folder):
    """A shared cache, by nginx on the loopback device; its address."""
    (folder / "root").mkdir(parents=True)
    folder.chmod(0o777)
    (folder / "root").chmod(0o777)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = "user root;\n" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + NGINX.format(folder=folder, port=port))
    server = subprocess.Popen([shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-c", folder / "nginx.conf", "-p", folder,
                               "-e", folder / "error.log"])
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/cache"
    finally:
        server.terminate()
        server.wait()


class Clone:
    """A copy of the project with a Bazel of its own."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch = folder, scratch
        shutil.copytree(HERE / "project", folder)
        shutil.copytree(ROOT / "runtime-orm/include", folder / "third_party/orm/include")
        (folder / "WORKSPACE").write_text(f"""
local_repository(name = "orm_lint", path = "{ROOT}/packaging/bazel")
load("@orm_lint//:defs.bzl", "orm_lint_tools")
orm_lint_tools(name = "orm_lint_tools", path = "{ORM_LINT}", profiles = ["@//:shelf.yaml"])
""")

    def bazel(self, *arguments):
        return subprocess.run(["bazel", "--nohome_rc", f"--output_user_root={self.scratch}/bazel", *arguments],
                              cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def test(self, address, target="//:lint"):
        """Whether it passes, what it says, and how many actions of each kind (ran, taken from the cache) there were."""
        log = self.folder / "log.json"
        log.unlink(missing_ok=True)
        run = self.bazel("test", target, "--test_output=all", "--noshow_progress", "--curses=no", "--color=no",
                         "--incompatible_strict_action_env", "--spawn_strategy=sandboxed", "--nosandbox_debug", "--jobs=2",
                         f"--remote_cache={address}", f"--execution_log_json_file={log}",
                         *(f"--override_repository={name}={path}" for name, path in REPOSITORIES.items()),
                         *(f"--override_repository={name}={self.scratch}/{name}" for name in ("rules_cc", "remote_coverage_tools")))
        assert run.returncode in (0, 3), f"{run.returncode}\n{run.stdout}"
        counts = collections.Counter()
        text, decoder = log.read_text(), json.JSONDecoder()
        while text := text.lstrip():
            spawn, end = decoder.raw_decode(text)
            text = text[end:]
            counts[spawn["mnemonic"], "cached" if spawn.get("remoteCacheHit") else "ran"] += 1
        return run.returncode == 0, run.stdout, counts

    def close(self):
        self.bazel("shutdown")


class Bazel(unittest.TestCase):
    def test_all(self):
        with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
            scratch = pathlib.Path(scratch)
            stack.callback(subprocess.run, ["chmod", "-R", "u+w", scratch])
            for name, text in STUBS.items():
                (scratch / name).parent.mkdir(parents=True, exist_ok=True)
                (scratch / name).write_text(text)
            address = stack.enter_context(cache(scratch / "cache"))
            clones = [Clone(scratch / name, scratch) for name in ("one", "other")]
            for clone in clones:
                stack.callback(clone.close)
            one, other = clones

            # The query, the loop and the accessor are in three targets; what one of them says alone is nothing.
            passed, said, counts = one.test(address)
            self.assertFalse(passed)
            self.assertIn("site/serve.cpp:6:10: warning: query of 'Book' rows lacks an eager load of 'author': "
                          "1 + N queries, 1 with the fix [orm-n-plus-one]", said)
            self.assertIn("model/print.cpp:4:45: note: 'author' is loaded here", said)
            self.assertIn("3 units read", said)
            self.assertEqual((counts["OrmFacts", "ran"], counts["OrmFacts", "cached"], counts["OrmLink", "ran"]), (3, 0, 1), counts)

            passed, said, counts = one.test(address, "//:model_lint")
            self.assertTrue(passed, said)
            self.assertEqual(counts["OrmFacts", "ran"], 0, counts)

            # A second clone, elsewhere, reads nothing.
            passed, again, counts = other.test(address)
            self.assertFalse(passed)
            self.assertIn("site/serve.cpp:6:10: warning:", again)
            self.assertEqual((counts["OrmFacts", "ran"], counts["OrmFacts", "cached"], counts["OrmLink", "ran"]), (0, 3, 0), counts)

            # One changed file is one unit to read, and a link.
            serve = other.folder / "site/serve.cpp"
            serve.write_text(serve.read_text().replace("objects(db)", 'objects(db).select_related("author")'))
            passed, said, counts = other.test(address)
            self.assertTrue(passed, said)
            self.assertEqual((counts["OrmFacts", "ran"], counts["OrmFacts", "cached"], counts["OrmLink", "ran"]), (1, 0, 1), counts)

            # A changed profile may mean anything: all is read again. One with a mistake fails the build.
            profile = other.folder / "shelf.yaml"
            profile.write_text(profile.read_text().replace("shelf::Table", "shelf::Row"))
            passed, said, counts = other.test(address)
            self.assertTrue(passed, said)
            self.assertEqual((counts["OrmFacts", "ran"], counts["OrmFacts", "cached"], counts["OrmLink", "ran"]), (3, 0, 1), counts)
            profile.write_text(profile.read_text().replace("role: entity", "role: entitty"))
            with self.assertRaisesRegex(AssertionError, "shelf.yaml:6:.*entitty"):
                other.test(address)
            profile.write_text(profile.read_text().replace("entitty", "entity"))

            # What cannot be read fails the build, and is no green test.
            serve.write_text(serve.read_text().replace("render(", "rendr("))
            with self.assertRaisesRegex(AssertionError, "cannot read site/serve.cpp: site/serve.cpp:6:3: use of undeclared identifier 'rendr'"):
                other.test(address)


if __name__ == "__main__":
    if missing():
        print("SKIPPED: the rules for Bazel are not tested, since there is no", ", ".join(missing()))
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
