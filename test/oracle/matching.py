"""The checker's findings against the run's facts."""

import re
from dataclasses import dataclass, field

import truth

# Which checks may say a fact. The first is whom a miss is counted against.
CHECKS = {"lazy": ("orm-n-plus-one", "orm-ineffective-prefetch"),
          "asked": ("orm-query-in-loop", "orm-ineffective-prefetch", "orm-n-plus-one"),
          "repeated": ("orm-query-in-loop",),
          "unused": ("orm-unused-eager-load",),
          "write": ("orm-write-in-loop",)}


# docs/checks/orm-unused-eager-load.md: what is returned, kept or captured may be read elsewhere, an expression in a
# macro stands for others, and objects with a query of their own are not touched.
LEFT_ALONE = {f"source:{how}" for how in ("function", "function of a function", "static member function", "shared function", "default argument", "lambda", "parameter refined",
                                          "function of rows", "member", "handed to a class", "aggregate", "captured", "global", "virtual", "pair", "out of sight", "macro")}
LEFT_ALONE |= {"through:helper", "through:helper of a pointer"}  # it refines what it is handed, for all its callers
LEFT_ALONE |= {"eager:Prefetch object", "eager:Prefetch to attribute", "loop:coroutine"}
# A pointer to a function that anybody could have changed.
OPAQUE = {"source:out of sight"}


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
    opaque: list = field(default_factory=list)  # (check, fact): undecided, and nobody could know where the rows come from
    by_design: list = field(default_factory=list)  # (check, fact): eager loads that a check leaves alone, as its page says
    meant: list = field(default_factory=list)  # facts that are there on purpose
    weak: list = field(default_factory=list)  # (check, finding): of loops with too few rows to show anything
    fixes: int = 0

    def as_json(self):
        """The checks of each kind, and numbers."""
        checks = lambda items: [check for check, _ in items]
        return {"tp": checks(self.hits), "fp": checks(self.false), "fn": checks(self.missed), "undecided": checks(self.undecided),
                "opaque": checks(self.opaque), "by_design": checks(self.by_design), "few_rows": checks(self.weak),
                "meant": len(self.meant), "fixes": self.fixes}


def place(finding):
    """The line and entity of a finding's query."""
    at = finding["claim"]["at"]["line"]
    return at or int(finding["where"].split(":")[-2]), finding["claim"]["entity"].split("::")[-1]


def straight(path, models):
    """The path without its ways back, as a log has it, from whichever of `models` it may start."""
    for model in models:
        here, way = model, []
        for name in path.split("__"):
            relation = next((each for each in here.relations if each.name == name), None)
            if relation is None:
                break
            if way and way[-1].inverse is relation and way[-1].kind in ("ReverseForeignKey", "OneToOne", "ReverseOneToOne"):
                way.pop()
            else:
                way.append(relation)
            here = relation.target
        else:
            yield "__".join(relation.name for relation in way)


def says(finding, fact, models):
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
        return any(ends(fact.path, path) or ends(path, fact.path) or path.startswith(fact.path + "__") for path in finding["paths"]) or \
            any(short and ends(fact.path, short) for path in finding["paths"] for short in straight(path, models))
    return any(ends(fact.path, path) or is_prefix(fact.path, path) for path in finding["paths"])


def is_prefix(path, longer):
    """A longer path that is missing covers its beginning."""
    return flat(longer).startswith(flat(path) + "__")


def needless(finding, log, after):
    """Whether an eager load brought nothing: the first run made none, or the one with the fixes did without.

    Such is one of a relation that is known without: the way back to the row above.
    """
    line, _ = place(finding)
    made = any(truth.loaded_eagerly(entry) and truth.place_of(entry)[0] == line and ends(entry["path"], path) for entry in log for path in finding["paths"])
    unread = bool(after) and not any(truth.read(after, line, path) for path in finding["paths"])
    return finding["check"] == "orm-unused-eager-load" and ((bool(log) and not made) or (bool(finding["edits"]) and unread))


def too_few(finding, log):
    """Whether all its loops ran over related rows that were too few to show anything. The query's own rows are always many.

    Where the message says "up to", a condition may leave out most of them.
    """
    line, _ = place(finding)

    def few(term):
        turns = truth.turns(log, line, term["rows"])
        return term["up_to"] if turns is None else turns < truth.ROWS * (3 if term["up_to"] else 1)

    terms = [term for term in finding["claim"]["terms"] if term["rows"] is not None and any(ends(term["path"], path) for path in finding["paths"])]
    return bool(terms) and finding["check"] != "orm-unused-eager-load" and all(term["rows"] and few(term) for term in terms)


def thrown_away(function, finding, log):
    """A query that is thrown away has never run: no log shows it, but the function was made to have one."""
    line = int(finding["where"].split(":")[-2])
    return "source:discarded load" in function.tags and finding["check"] == "orm-ineffective-prefetch" and all(truth.place_of(entry)[0] != line for entry in log)


def judge(function, log, after, findings, undecided, models=()):
    facts, weak = truth.facts(log)
    facts, weak = ({fact for fact in some if function.first <= fact.line <= function.last} for some in (facts, weak))
    verdict = Verdict()
    used = set()
    for fact in sorted(facts, key=repr):
        if fact.kind == "unused" and any(finding["check"] == "orm-ineffective-prefetch" and any(ends(fact.path, path) for path in finding["paths"]) for finding in findings):
            continue  # one path of one query is said by one check
        sayers = [i for i, finding in enumerate(findings) if says(finding, fact, models)]
        used.update(sayers)
        if sayers:
            verdict.hits.append((findings[sayers[0]]["check"], fact))
        elif function.meant and fact.kind in ("repeated", "write"):
            verdict.meant.append(fact)
        elif fact.kind == "unused" and LEFT_ALONE.intersection(function.tags):
            verdict.by_design.append((CHECKS[fact.kind][0], fact))
        elif undecided and OPAQUE.intersection(function.tags):
            verdict.opaque.append((CHECKS[fact.kind][0], fact))
        elif undecided:
            verdict.undecided.append((CHECKS[fact.kind][0], fact))
        else:
            verdict.missed.append((CHECKS[fact.kind][0], fact))
    for i, finding in enumerate(findings):
        verdict.fixes += bool(finding["edits"])
        if i in used:
            continue
        if any(says(finding, fact, models) for fact in weak) or too_few(finding, log):
            verdict.weak.append((finding["check"], finding))
        elif needless(finding, log, after) or thrown_away(function, finding, log):
            verdict.hits.append((finding["check"], None))
        else:
            verdict.false.append((finding["check"], finding))
    return verdict
