"""The checker's findings against the run's facts."""

import re
from dataclasses import dataclass, field

# Which checks may say a fact. The first is whom a miss is counted against.
CHECKS = {"lazy": ("orm-n-plus-one", "orm-ineffective-prefetch"),
          "asked": ("orm-query-in-loop", "orm-ineffective-prefetch", "orm-n-plus-one"),
          "repeated": ("orm-query-in-loop",),
          "unused": ("orm-unused-eager-load",),
          "write": ("orm-write-in-loop",)}


# docs/checks/orm-unused-eager-load.md: what is returned, kept or captured may be read elsewhere, and objects
# with a query of their own are not touched.
LEFT_ALONE = {f"source:{how}" for how in ("function", "function of a function", "static member function", "shared function", "default argument", "lambda", "parameter refined",
                                          "function of rows", "member", "handed to a class", "aggregate", "captured", "global", "virtual", "pair", "out of sight")}
LEFT_ALONE |= {"eager:Prefetch object", "eager:Prefetch to attribute", "loop:coroutine"}


def flat(path):
    """A path through a recursion is said at its first level."""
    return re.sub(r"\b(\w+?)(__\1)+\b", r"\1", path)


def ends(path, tail):
    path, tail = flat(path), flat(tail)
    return path == tail or path.endswith("__" + tail)


@dataclass
class Verdict:
    """What came of one function."""

    hits: list = field(default_factory=list)  # (check, fact)
    missed: list = field(default_factory=list)  # (check, fact)
    false: list = field(default_factory=list)  # (check, text)
    undecided: list = field(default_factory=list)  # (check, fact)
    by_design: list = field(default_factory=list)  # (check, fact): eager loads that a check leaves alone, as its page says
    meant: list = field(default_factory=list)  # facts that are there on purpose
    fixes: int = 0


def place(finding):
    """The line and entity of a finding's query."""
    at = finding["claim"]["at"]["line"]
    return at or int(finding["where"].split(":")[-2]), finding["claim"]["entity"].split("::")[-1]


def says(finding, fact):
    if finding["check"] not in CHECKS[fact.kind]:
        return False
    line, entity = place(finding)
    if fact.kind == "write":
        return line == fact.line or bool(fact.path)
    if line != fact.line:
        return False
    if fact.kind == "repeated":
        return not finding["paths"]
    if fact.kind == "unused":
        return any(ends(fact.path, path) or ends(path, fact.path) or path.startswith(fact.path + "__") for path in finding["paths"])
    return any(ends(fact.path, path) or is_prefix(fact.path, path) for path in finding["paths"])


def is_prefix(path, longer):
    """A longer path that is missing covers its beginning."""
    return flat(longer).startswith(flat(path) + "__")


def judge(function, facts, findings, undecided):
    verdict = Verdict()
    used = set()
    for fact in sorted(facts, key=repr):
        if fact.kind == "unused" and any(finding["check"] == "orm-ineffective-prefetch" and fact.path in finding["paths"] for finding in findings):
            continue  # one path of one query is said by one check
        sayers = [i for i, finding in enumerate(findings) if says(finding, fact)]
        used.update(sayers)
        if sayers:
            verdict.hits.append((findings[sayers[0]]["check"], fact))
        elif function.meant and fact.kind in ("repeated", "write"):
            verdict.meant.append(fact)
        elif fact.kind == "unused" and LEFT_ALONE.intersection(function.tags):
            verdict.by_design.append((CHECKS[fact.kind][0], fact))
        elif undecided:
            verdict.undecided.append((CHECKS[fact.kind][0], fact))
        else:
            verdict.missed.append((CHECKS[fact.kind][0], fact))
    for i, finding in enumerate(findings):
        verdict.fixes += bool(finding["edits"])
        if i not in used:
            verdict.false.append((finding["check"], finding))
    return verdict
