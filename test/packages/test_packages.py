"""test_packages.py BUILD CPACK LLVM: makes the Debian packages of BUILD, and looks into them. Exits with 77 where the tools for that are missing."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="orm-packages-", dir="/var/tmp")
        made = subprocess.run([CPACK, "--config", pathlib.Path(BUILD, "CPackConfig.cmake"), "-B", cls.folder.name,
                               # What takes long is to compress.
                               "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip"], capture_output=True, text=True)
        assert made.returncode == 0, made.stdout + made.stderr
        cls.packages = {output("dpkg-deb", "--field", str(file), "Package").strip(): str(file)
                        for file in pathlib.Path(cls.folder.name).glob("*.deb")}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def files(self, package):
        lines = output("dpkg-deb", "--contents", self.packages[package]).splitlines()
        return {line.split(maxsplit=5)[5].removeprefix(".") for line in lines if not line.startswith("d")}

    def depends(self, package):
        said = output("dpkg-deb", "--field", self.packages[package], "Depends")
        return {each.split()[0] for each in said.split(", ")}

    def test_there_are_two(self):
        self.assertEqual(set(self.packages), {"orm-lint", "liborm-dev"})

    def test_orm_lint(self):
        files = self.files("orm-lint")
        self.assertLessEqual({
            "/usr/bin/orm-lint", "/usr/bin/orm-clang-tidy", "/usr/bin/orm-clangd", "/usr/bin/orm-verify", "/usr/bin/orm-tidy-gate", "/usr/lib/orm-tidy.so",
            "/usr/lib/cmake/orm-lint/orm-lint-config.cmake", "/usr/lib/cmake/orm-lint/OrmLint.cmake", "/usr/share/bash-completion/completions/orm-lint",
            "/usr/share/orm-lint/bazel/defs.bzl",
            "/usr/share/zsh/vendor-completions/_orm-lint", "/usr/share/doc/orm-lint/copyright"}, files)
        if shutil.which("pandoc"):
            self.assertIn("/usr/share/man/man1/orm-lint.1", files)
        # clang's own headers are no shared library, and nothing runs without them.
        self.assertLessEqual({f"libclang-common-{LLVM}-dev", f"libclang-cpp{LLVM}", f"libllvm{LLVM}", "libc6", "python3:any"}, self.depends("orm-lint"))

    def test_liborm_dev(self):
        files = self.files("liborm-dev")
        self.assertLessEqual({"/usr/include/orm/orm.hpp", "/usr/lib/liborm.a", "/usr/lib/cmake/orm/orm-config.cmake", "/usr/share/doc/liborm-dev/copyright"}, files)
        self.assertEqual(self.depends("liborm-dev"), {"libsqlite3-dev"})

    def test_no_file_is_in_both(self):
        self.assertEqual(self.files("orm-lint") & self.files("liborm-dev"), set())

    def test_everything_is_below_usr(self):
        for package in self.packages:
            self.assertEqual([file for file in self.files(package) if not file.startswith("/usr/")], [])

    def test_no_folder_of_the_build_is_named(self):
        with tempfile.TemporaryDirectory() as root:
            for package in self.packages.values():
                subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
            found = subprocess.run(["grep", "-rl", "--include=*.cmake", "--include=orm-lint", str(pathlib.Path(BUILD).resolve()), root],
                                   capture_output=True, text=True).stdout
            self.assertEqual(found, "")


if __name__ == "__main__":
    BUILD, CPACK, LLVM = sys.argv[1:4]
    missing = [tool for tool in ("dpkg-deb", "dpkg-shlibdeps", "file") if not shutil.which(tool)]
    if missing:
        print(f"SKIPPED: the packages were not made: needs {' and '.join(missing)} (Debian's dpkg-dev and file)")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1], verbosity=2)
