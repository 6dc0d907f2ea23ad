#!/usr/bin/env python3
"""Generates programs, runs them, and compares what ran with what the checks say."""

import argparse
import concurrent.futures
import pathlib
import re
import secrets
import sys

import matching
import running
import truth
import unit as units


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
    lines = map(int, re.findall(r"unit\.cpp:(\d+):\d+: (?:error|query|\w+ of)", text))
    return sorted({function.number for function in map(unit.at, lines) if function})


def judged(unit, outcome):
    windows = truth.windows(outcome.log)
    verdicts, wrong = {}, {}
    for function in unit.functions:
        if not function.first:
            continue
        inside = lambda line: function.first <= line <= function.last
        mine = [f for f in outcome.findings if inside(int(f["where"].split(":")[-2]))]
        undecided = [u for u in outcome.undecided if inside(u["at"]["line"])]
        facts = {fact for fact in truth.facts(windows[function.number]) if inside(fact.line)}
        verdict = matching.judge(function, facts, mine, undecided)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verify", type=pathlib.Path, required=True, help="the orm-verify to ask")
    parser.add_argument("--programs", type=int, default=10, help="units, each of --functions functions (%(default)s)")
    parser.add_argument("--functions", type=int, default=80, help="(%(default)s)")
    parser.add_argument("--seed", type=int, help="a random one by default, printed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/oracle"))
    options = parser.parse_args()
    seed = secrets.randbelow(1 << 32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)

    def one(at):
        unit = units.generate(seed + at, options.functions)
        return unit, *examine(unit, options.verify.resolve(), options.out.resolve() / f"{seed + at}")

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for at, (unit, verdicts, wrong) in enumerate(pool.map(one, range(options.programs))):
            hits = sum(len(v.hits) for v in verdicts.values())
            print(f"{seed + at}: {len(unit.functions)} functions, {hits} hits, {sum(len(v.undecided) for v in verdicts.values())} undecided, {len(wrong)} disagree", flush=True)
            for number, said in wrong.items():
                function = unit.functions[number]
                print(f"  case{number} {' '.join(function.tags)}")
                for kind, text in said:
                    print(f"    {kind}: {text}")
                bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
