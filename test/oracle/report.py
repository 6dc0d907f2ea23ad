"""The figures: a table for people, JSON for programs."""

import itertools
import json
import math
import re
from collections import Counter, defaultdict

import catalogue
import known
import matching
import pairs

CHECKS = ["orm-n-plus-one", "orm-ineffective-prefetch", "orm-query-in-loop", "orm-unused-eager-load", "orm-write-in-loop"]
COUNTED = ("tp", "fp", "fn", "undecided")
APART = ("opaque", "by_design", "few_rows")  # nothing that a check could say, or should


# Functions that disagree without a known cause: more than the last runs had, docs/accuracy.md.
UNNAMED = 1 / 500


def tolerable(functions):
    """So many such functions, or fewer, are in 99.9 % of batches of this size."""
    expected, count = UNNAMED * functions, 0
    term = left = math.exp(-expected)
    while left < 0.999:
        count += 1
        term *= expected / count
        left += term
    return count


def shape(kind, text):
    """What a disagreement is, without the names and numbers of its function."""
    if kind in ("missed", "false"):
        return f"{kind}: {text.split(':')[0]}" + (f" ({found.group(1)})" if (found := re.search(r"kind='(\w+)'", text)) else "")
    said = text.splitlines()[0] if kind == "program" else text.split(": ", 2)[-1].splitlines()[0]
    return f"{kind}: " + re.sub(r"\d+", "#", re.sub(r"'[^']*'|/\S+", "…", said))[:100]


class Report:
    def __init__(self):
        self.seeds, self.functions, self.disagreements = [], 0, []
        self.checks = {check: Counter(dict.fromkeys(COUNTED + APART, 0)) for check in CHECKS}
        self.fixes = Counter(applied=0, proved=0)
        self.found, self.meant, self.unread = 0, 0, 0
        self.features, self.cases, self.pairs = defaultdict(Counter), Counter(), set()

    def add(self, unit, seed, verdicts, wrong):
        """`verdicts` and `wrong` by function number, as JSON has them."""
        self.seeds.append(seed)
        self.functions += len(unit.functions)
        self.cases.update(catalogue.coverage(unit.functions))
        for function in unit.functions:
            self.pairs.update(pairs.of(function.tags))
            said = wrong.get(str(function.number), [])
            if said:
                causes = [known.explanation(function, kind, text) for kind, text in said]
                self.disagreements.append({"seed": seed, "function": function.number, "tags": function.tags, "said": said,
                                           "known": sorted({cause.name for cause in causes if cause}), "explained": all(causes)})
            self.count(function, verdicts.get(str(function.number)), said)

    def count(self, function, verdict, said):
        for tag in function.tags:
            self.features[tag]["functions"] += 1
            self.features[tag]["disagree"] += bool(said)
        if verdict is None:
            self.unread += 1
            return
        for key in COUNTED + APART:
            for check in verdict[key]:
                self.checks[check][key] += 1
                for tag in function.tags:
                    self.features[tag][key] += 1
        self.found += bool(verdict["tp"])
        self.meant += verdict["meant"]
        self.fixes["applied"] += verdict["fixes"]
        unproved = any(kind in ("cost", "program") for kind, _ in said)
        self.fixes["proved"] += 0 if unproved else verdict["fixes"]

    def missing_pairs(self):
        return sorted(pairs.universe().possible - self.pairs)

    def unexplained(self):
        return [each for each in self.disagreements if not each["explained"]]

    def groups(self):
        """Disagreements without a known cause by what they are, the most frequent first: (shapes, functions, features that they have in common)."""
        by = defaultdict(list)
        for each in self.unexplained():
            by[tuple(sorted({shape(kind, text) for kind, text in each["said"]}))].append(each)
        for shapes, members in sorted(by.items(), key=lambda item: -len(item[1])):
            common = set.intersection(*(set(each["tags"]) for each in members))
            yield shapes, [f"{each['seed']}/{each['function']}" for each in members], sorted(common)

    def as_json(self):
        apart = {key: {check: counts[key] for check, counts in self.checks.items()} for key in APART}
        missing = self.missing_pairs()
        grammar = {"cases": {case: self.cases[case] for case in catalogue.CASES}, "elsewhere": catalogue.ELSEWHERE,
                   "pairs": {"together": len(self.pairs), "missing": [" + ".join(pair) for pair in missing], "excluded": len(pairs.universe().excluded - self.pairs)},
                   "features": {tag: dict(counts) for tag, counts in sorted(self.features.items())},
                   "with_a_finding": self.found, "not_read": self.unread, "on_purpose": self.meant, "apart": apart}
        return {"functions": self.functions, "seeds": self.seeds,
                "checks": {check: {key: counts[key] for key in COUNTED} for check, counts in self.checks.items()},
                "fixes": dict(self.fixes), "grammar": grammar, "disagreements": self.disagreements,
                "unnamed": [{"shapes": shapes, "functions": functions, "common": common} for shapes, functions, common in self.groups()]}

    def write(self, file):
        file.write_text(json.dumps(self.as_json(), indent=1) + "\n")

    def table(self):
        share = lambda part, whole: f"{part / whole:.3f}" if whole else "-"
        yield f"{'check':26}{'tp':>7}{'fp':>6}{'fn':>6}{'undecided':>11}{'opaque':>8}{'by design':>11}{'few rows':>10}{'precision':>11}{'recall':>8}"
        total = Counter()
        for check, n in itertools.chain(self.checks.items(), [("all", total)]):
            yield (f"{check:26}{n['tp']:7}{n['fp']:6}{n['fn']:6}{n['undecided']:11}{n['opaque']:8}{n['by_design']:11}{n['few_rows']:10}"
                   f"{share(n['tp'], n['tp'] + n['fp']):>11}{share(n['tp'], n['tp'] + n['fn']):>8}")
            if n is not total:
                total.update(n)
        facts = total["tp"] + total["fn"] + total["undecided"]
        missing = len(self.missing_pairs())
        seeds = f"seeds {min(self.seeds)} to {max(self.seeds)}" if len(self.seeds) > 1 else f"seed {self.seeds[0]}"
        yield ""
        yield f"functions {self.functions}, of {seeds}; with a finding {share(self.found, self.functions)}; not read {self.unread}"
        yield f"undecided {share(total['undecided'], facts)} of what ran row by row and could be known; on purpose {self.meant}"
        yield f"fixes applied {self.fixes['applied']}, proved {self.fixes['proved']}"
        yield f"pairs of features together {len(self.pairs)} of {len(self.pairs) + missing}"
        absent = [case for case in catalogue.CASES if not self.cases[case]]
        yield f"cases of the catalogue without a function: {', '.join(absent) or 'none'}"
        yield f"functions that disagree {len(self.disagreements)}, without a known cause {len(self.unexplained())}"
        for name, count in Counter(name for each in self.disagreements for name in each["known"]).most_common():
            yield f"  {name}: {count}, {share(count, self.functions)} of all functions"
        for shapes, functions, common in self.groups():
            yield f"  without a name: {' + '.join(shapes)}: {len(functions)}, seed/function {', '.join(functions)}"
            yield f"    in common: {', '.join(common) or 'nothing'}"

    def catalogue(self):
        """How often each case of the catalogue was generated."""
        for case in catalogue.CASES:
            yield f"{self.cases[case]:7}  {case}"


assert set(itertools.chain(*matching.CHECKS.values())) == set(CHECKS)
