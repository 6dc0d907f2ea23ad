"""The figures: a table for people, JSON for programs."""

import itertools
import json
from collections import Counter, defaultdict

import catalogue
import known
import matching

CHECKS = ["orm-n-plus-one", "orm-ineffective-prefetch", "orm-query-in-loop", "orm-unused-eager-load", "orm-write-in-loop"]


class Report:
    def __init__(self, seed):
        self.seed, self.seeds = seed, []
        self.functions, self.disagreements = [], []
        self.checks = {check: Counter(tp=0, fp=0, fn=0, undecided=0, by_design=0, weak=0) for check in CHECKS}
        self.fixes = Counter(applied=0, proved=0)
        self.found, self.meant, self.unread = 0, 0, 0
        self.features = defaultdict(Counter)

    def add(self, unit, seed, verdicts, wrong):
        self.seeds.append(seed)
        self.functions += unit.functions
        for function in unit.functions:
            verdict, said = verdicts.get(function.number), wrong.get(function.number, [])
            if said:
                causes = [known.explanation(function, kind, text) for kind, text in said]
                self.disagreements.append({"seed": seed, "function": function.number, "tags": function.tags, "said": [list(each) for each in said],
                                           "known": sorted({cause.name for cause in causes if cause}), "explained": all(causes)})
            for tag in function.tags:
                self.features[tag]["functions"] += 1
                self.features[tag]["disagree"] += bool(said)
            if verdict is None:
                self.unread += 1
                continue
            for key, items in (("tp", verdict.hits), ("fp", verdict.false), ("fn", verdict.missed), ("undecided", verdict.undecided), ("by_design", verdict.by_design), ("weak", verdict.weak)):
                for check, _ in items:
                    self.checks[check][key] += 1
                    for tag in function.tags:
                        self.features[tag][key] += 1
            self.found += bool(verdict.hits)
            self.meant += len(verdict.meant)
            self.fixes["applied"] += verdict.fixes
            unproved = any(kind in ("cost", "program") for kind, _ in said)
            self.fixes["proved"] += 0 if unproved else verdict.fixes

    def pairs(self):
        """Pairs of features of different choices: how many occur together, of those that can.

        Two choices can meet where some function makes both; within them every pair of values should.
        """
        met, values = Counter(), defaultdict(set)
        dimensions = set()
        for function in self.functions:
            for a, b in itertools.combinations(sorted(function.tags), 2):
                left, right = a.split(":")[0], b.split(":")[0]
                if left != right:
                    met[a, b] += 1
                    dimensions.add((left, right))
            for tag in function.tags:
                values[tag.split(":")[0]].add(tag)
        possible = [(a, b) for left, right in dimensions for a in values[left] for b in values[right]]
        return len(met), len(possible)

    def unexplained(self):
        return [each for each in self.disagreements if not each["explained"]]

    def as_json(self):
        together, possible = self.pairs()
        return {"seed": self.seed, "seeds": len(self.seeds), "functions": len(self.functions), "with_a_finding": self.found,
                "not_read": self.unread, "meant": self.meant,
                "checks": {check: dict(counts) for check, counts in self.checks.items()}, "fixes": dict(self.fixes),
                "grammar": {"cases": catalogue.coverage(self.functions), "elsewhere": catalogue.ELSEWHERE, "pairs": {"together": together, "possible": possible},
                            "features": {tag: dict(counts) for tag, counts in sorted(self.features.items())}},
                "disagreements": self.disagreements}

    def write(self, file):
        file.write_text(json.dumps(self.as_json(), indent=1) + "\n")

    def table(self):
        share = lambda part, whole: f"{part / whole:.3f}" if whole else "-"
        yield f"{'check':26}{'tp':>7}{'fp':>6}{'fn':>6}{'undecided':>11}{'by design':>11}{'few rows':>10}{'precision':>11}{'recall':>8}"
        total = Counter()
        for check, n in itertools.chain(self.checks.items(), [("all", total)]):
            yield (f"{check:26}{n['tp']:7}{n['fp']:6}{n['fn']:6}{n['undecided']:11}{n['by_design']:11}{n['weak']:10}"
                   f"{share(n['tp'], n['tp'] + n['fp']):>11}{share(n['tp'], n['tp'] + n['fn']):>8}")
            if n is not total:
                total.update(n)
        together, possible = self.pairs()
        facts = total["tp"] + total["fn"] + total["undecided"]
        yield ""
        yield f"functions {len(self.functions)}, of {len(self.seeds)} seeds from {self.seed}; with a finding {share(self.found, len(self.functions))}; not read {self.unread}"
        yield f"undecided {share(total['undecided'], facts)} of what ran row by row; on purpose {self.meant}"
        yield f"fixes applied {self.fixes['applied']}, proved {self.fixes['proved']}"
        yield f"pairs of features together {together} of {possible}"
        absent = [case for case, count in catalogue.coverage(self.functions).items() if not count]
        yield f"cases of the catalogue without a function: {', '.join(absent) or 'none'}"
        causes = Counter(name for each in self.disagreements for name in each["known"])
        yield f"known causes: {', '.join(f'{name} {count}' for name, count in causes.most_common()) or 'none'}"
        yield f"functions that disagree {len(self.disagreements)}, without a known cause {len(self.unexplained())}"


assert set(itertools.chain(*matching.CHECKS.values())) == set(CHECKS)
