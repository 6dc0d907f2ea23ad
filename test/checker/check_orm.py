#!/usr/bin/env python3
"""Runs the orm checks over one test source and compares with what its comments say.

    // RUN: %check_orm %s [options] [-- compiler arguments]

The source says what is expected of it:

    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: ...   what is reported, in order
    // CHECK-FIXES: ...                                lines of the source after --fix

- A warning or error that no CHECK-MESSAGES names fails the test; so a source
  without any is a quiet case.
- With CHECK-FIXES, the fixed copy must compile, and a second run must say nothing
  (or repeat the --in-words N warnings that have no fix).
  Without, --fix must leave the source as it is.

All work is done on a copy in which these comments are blank, so they can neither
satisfy themselves nor be seen by the checks.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

EXPECTATION = re.compile(r"// *CHECK-(MESSAGES|FIXES)[A-Z-]*:.*")
FIX_NOISE = re.compile(r"note: FIX-IT applied suggested code changes|"
                       r"^Found compiler errors, but -fix-errors was not specified|^Fixes have NOT been applied|"
                       r"^clang-tidy applied \d+ of \d+ suggested fixes|"
                       r"^\d+ (warning|error)s?( and \d+ errors?)? generated|"
                       r"^Found compiler error\(s\)|^Error while processing ")
COMPILER_ERROR = re.compile(r": error: .*\[clang-diagnostic-")


def fail(what, *outputs):
    print(f"check_orm: {what}", *outputs, sep="\n", file=sys.stderr)
    sys.exit(1)


def arguments():
    own, compiler = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, compiler = own[:at], own[at + 1:]
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", help="loaded into --clang-tidy; none: the checks are inside")
    parser.add_argument("--filecheck", required=True)
    parser.add_argument("--directory", type=pathlib.Path, required=True, help="to work in; emptied first")
    parser.add_argument("--include", action="append", default=[], help="directory of the runtime's headers")
    parser.add_argument("--checks", default="-*,orm-*")
    parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="check option")
    parser.add_argument("--with", dest="beside", action="append", type=pathlib.Path, default=[], metavar="FILE",
                        help="copied beside the source, so that it may be included, warned about and fixed")
    parser.add_argument("--in-words", type=int, default=0, metavar="N", help="so many warnings have no fix, and stay")
    parser.add_argument("--std", default="c++20")
    parser.add_argument("--allow-errors", action="store_true", help="the source does not compile, and that is not reported here")
    return parser.parse_args(own), compiler


def main():
    options, compiler = arguments()
    shutil.rmtree(options.directory, ignore_errors=True)
    options.directory.mkdir(parents=True)
    copies = []
    for original in [options.source, *options.beside]:
        copy = options.directory / original.name
        copy.write_text(EXPECTATION.sub("//", original.read_text()))
        copies.append(copy)
    before = [copy.read_text() for copy in copies]

    def tidy(*extra):
        check_options = ", ".join(f'{key}: "{value}"' for key, value in (option.split("=", 1) for option in options.option))
        command = [options.clang_tidy]
        if options.plugin:
            command.append(f"--load={options.plugin}")
        command += [f"--checks={options.checks}", "--config={CheckOptions: {%s}}" % check_options,
                    f"--header-filter=^{re.escape(str(options.directory))}/", *extra, str(copies[0]),
                    "--", f"-std={options.std}"]
        for directory in options.include:
            command += ["-isystem", directory]
        command += [f"-I{pathlib.Path(__file__).parent / 'Inputs'}", f"-I{options.source.parent}", *compiler]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = [line for line in run.stdout.splitlines() if not FIX_NOISE.search(line)]
        if options.allow_errors:
            lines = [line for line in lines if not COMPILER_ERROR.search(line)]
        if run.returncode not in (0, 1):
            fail(f"clang-tidy ended with {run.returncode}", run.stdout)
        return "\n".join(lines) + "\n"

    def filecheck(prefix, text, *extra):
        expected = options.directory / f"{prefix}.txt"
        expected.write_text(text)
        run = subprocess.run([options.filecheck, str(options.source), f"--input-file={expected}",
                              f"--check-prefix={prefix}", "--allow-empty", *extra],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if run.returncode != 0:
            fail(f"{prefix} of {options.source} do not hold; this is what there was:", text, run.stdout)

    def silent(output):
        return not re.search(r"(warning|error):", output)

    text = options.source.read_text()
    reports = "CHECK-MESSAGES" in text
    fixes = "CHECK-FIXES" in text

    output = tidy("--fix")
    if reports:
        filecheck("CHECK-MESSAGES", output, "--implicit-check-not={{warning|error}}:")
    elif not silent(output):
        fail("nothing should be reported here:", output)

    after = [copy.read_text() for copy in copies]
    if not fixes:
        if after != before:
            fail("nothing should be fixed here; --fix made of it:", *after)
        return
    filecheck("CHECK-FIXES", "".join(after))
    again = tidy("--fix")
    left = re.findall(r"(?:warning|error):.*", again)
    if len(left) != options.in_words or any("error:" in each for each in left):
        fail(f"the fixed source should compile, with {options.in_words} warnings:", again, *after)
    if [copy.read_text() for copy in copies] != after:
        fail("a second --fix should change nothing")


if __name__ == "__main__":
    main()
