#!/usr/bin/env python3
"""Generates programs, runs them, and compares what ran with what the checks say."""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import secrets
import shutil
import sys
import traceback

import known
import matching
import reducer
import running
import truth
import unit as units
from report import Report, tolerable


def examine(unit, verify, folder):
    """(verdicts by function number, disagreements) of a unit; one that fails as a whole is halved."""
    return split(unit, [f.number for f in unit.functions], verify, folder)


def split(unit, only, verify, folder):
    try:
        text = units.write(unit, set(only))
        outcome = running.run(verify, text, folder)
        vague = [problem for problem in outcome.problems if not at_fault(unit, problem)]
        if vague and len(only) > 1:
            raise running.Failed(vague[0])
    except running.Failed as why:
        guilty = at_fault(unit, str(why))
        if len(only) == 1:
            return {}, {only[0]: [("program", str(why)[-2000:])]}
        if guilty and len(guilty) < len(only):
            verdicts, wrong = split(unit, [number for number in only if number not in guilty], verify, folder)
            return verdicts, wrong | {number: [("program", str(why)[-2000:])] for number in guilty}
        half = len(only) // 2
        verdicts, wrong = split(unit, only[:half], verify, folder / "a")
        more, worse = split(unit, only[half:], verify, folder / "b")
        return verdicts | more, wrong | worse
    return judged(unit, outcome)


def at_fault(unit, text):
    """The functions whose lines a compiler's or a check's complaint names."""
    lines = map(int, re.findall(r"unit\.cpp:(\d+):\d+", text))
    return sorted({function.number for function in map(unit.at, lines) if function})


def judged(unit, outcome):
    windows, after = truth.windows(outcome.log), truth.windows(outcome.after)
    verdicts, wrong = {}, {}
    for function in unit.functions:
        if not function.first:
            continue
        inside = lambda line: function.first <= line <= function.last
        mine = [f for f in outcome.findings if inside(int(f["where"].split(":")[-2]))]
        undecided = [u for u in outcome.undecided if inside(u["at"]["line"])]
        verdict = matching.judge(function, windows[function.number], after[function.number], mine, undecided, unit.models)
        verdicts[function.number] = verdict
        said = [("missed", f"{check}: {fact}") for check, fact in verdict.missed]
        said += [("false", f"{check}: {finding['where'].rsplit(':', 2)[1]}: {finding['text']}") for check, finding in verdict.false]
        for cost in outcome.costs:
            if inside(cost["at"]["line"]):
                said += [("cost", f"{cost['at']['line']}: {cost['formula']}: {problem}") for problem in cost["problems"]]
        said += [("program", problem) for problem in outcome.problems if at_fault(unit, problem) in ([], [function.number])]
        if said:
            wrong[function.number] = said
    return verdicts, wrong


def kinds(said):
    """What a disagreement is about, without places. A program that does not compile as it is shows nothing."""
    return {(kind, text.split(":")[0] if kind in ("missed", "false") else text[:20] if kind == "program" else "") for kind, text in said if "the program does not compile" not in text}


def reduced(seed, functions, number, verify, folder):
    """A disagreement as a small program, or None where there is none."""
    unit = units.generate(seed, functions)
    unit.functions[:] = [unit.functions[number]]

    def look():
        units.write(unit)
        _, wrong = examine(unit, verify, folder)
        return kinds(wrong.get(number, []))

    first = look()
    if not first:
        return None
    reducer.reduce(unit, number, lambda: bool(look() & first))
    said = ", ".join(sorted(" ".join(filter(None, kind)) for kind in look()))
    return f"// Seed {seed}, function {number}. Not mended yet: {said}\n" + units.write(unit)


def agrees(file, verify, folder):
    """Whether a reduced case is as it says: what is not mended yet still disagrees, and nothing else does."""
    text = file.read_text()
    unit = units.read(text)
    try:
        _, wrong = judged(unit, running.run(verify, text, folder))
    except running.Failed as why:
        wrong = {0: [("program", str(why))]}
    lines = text.splitlines()
    known = {f.number for f in unit.functions if "Not mended yet:" in lines[0] + lines[f.first - 1]}
    for number, said in wrong.items():
        for each in said:
            print(f"{file.name}, function {number}:", *each)
    for number in known - wrong.keys():
        print(f"{file.name}, function {number}: is mended; it still says it is not")
    return wrong.keys() == known


class Results:
    """What came of each seed, in a file each: a long run can be made in slices."""

    def __init__(self, out, verify, functions, resume):
        self.out, self.verify, self.functions, self.resume = out, verify, functions, resume
        sources = sorted(path for path in pathlib.Path(__file__).parent.rglob("*") if path.suffix in (".py", ".hpp"))
        self.made_by = hashlib.sha256(b"".join(path.read_bytes() for path in [verify, *sources])).hexdigest()
        (out / "results").mkdir(parents=True, exist_ok=True)

    def of(self, seed):
        unit = units.generate(seed, self.functions)
        file = self.out / "results" / f"{seed}.json"
        if self.resume and file.exists():
            result = json.loads(file.read_text())
            if result["made_by"] == self.made_by and result["functions"] == self.functions:
                return unit, seed, result
        folder = self.out / f"{seed}"
        try:
            verdicts, wrong = examine(unit, self.verify, folder)
        except Exception:  # a fault of the oracle's own must not end a long run
            verdicts, wrong = {}, {0: [("program", "the oracle failed: " + traceback.format_exc())]}
        if not wrong:  # logs are large
            shutil.rmtree(folder)
        text = json.dumps({"made_by": self.made_by, "functions": self.functions, "wrong": wrong,
                           "verdicts": {number: verdict.as_json() for number, verdict in verdicts.items()}})
        file.write_text(text)
        return unit, seed, json.loads(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verify", type=pathlib.Path, required=True, help="the orm-verify to ask")
    parser.add_argument("--programs", type=int, default=10, help="units, each of --functions functions (%(default)s)")
    parser.add_argument("--functions", type=int, default=100, help="(%(default)s)")
    parser.add_argument("--seed", type=int, help="a random one by default, printed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/oracle"))
    parser.add_argument("--resume", action="store_true", help="take what an earlier run of the same programs and checks left in --out")
    parser.add_argument("--batch", action="store_true", help="fail only where more functions disagree without a known cause than 99.9 %% of batches have")
    parser.add_argument("--catalogue", action="store_true", help="print how often each case of the checks' catalogue was generated")
    parser.add_argument("--reduce", type=int, metavar="FUNCTION", help="shrink this function of --seed, and print it")
    parser.add_argument("--cases", type=pathlib.Path, nargs="+", help="look at these reduced cases instead")
    options = parser.parse_args()
    verify, out = options.verify.resolve(), options.out.resolve()
    if options.cases:
        return 0 if all([agrees(case, verify, out / case.stem) for case in options.cases]) else 1
    seed = secrets.randbelow(1 << 32) if options.seed is None else options.seed
    if options.reduce is not None:
        text = reduced(seed, options.functions, options.reduce, verify, out / f"reduce-{seed}-{options.reduce}")
        print(text or "nothing disagrees", end="")
        return 0 if text else 1
    print(f"seed {seed}", flush=True)

    results = Results(out, verify, options.functions, options.resume)
    report = Report()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for unit, at, result in pool.map(results.of, range(seed, seed + options.programs)):
            report.add(unit, at, result["verdicts"], result["wrong"])
            for number, said in result["wrong"].items():
                function = unit.functions[int(number)]
                print(f"seed {at}, function {number}: {', '.join(function.tags)}")
                for kind, text in said:
                    cause = known.explanation(function, kind, text)
                    print(f"  {kind}{f' (known: {cause.name})' if cause else ''}: {text}")
            sys.stdout.flush()
    report.write(out / "report.json")
    print(*report.table(), sep="\n")
    if options.catalogue:
        print("", *report.catalogue(), sep="\n")
    bound = tolerable(report.functions) if options.batch else 0
    if options.batch:
        print(f"a batch fails with more than {bound} functions that disagree without a known cause")
    return 1 if len(report.unexplained()) > bound else 0


if __name__ == "__main__":
    sys.exit(main())
