"""What a run shows: the log of the runtime, reduced to what the checks are about.

A relation counts as loaded row by row where one evaluation of a query had it loaded for three rows or more, or by
five statements or more: without a loop, functions touch at most two rows of a query, and no relation more than four
times. Two rows in a loop look like that, too: they are weak facts, which neither prove a finding nor a miss. Each row
that is fetched by its position is an evaluation of its own: that there are many is the fact, not what each one reads.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

ROWS = 3  # rows of one query for which a relation is loaded
STATEMENTS = 5  # that load it, for whichever rows
TURNS = 5  # evaluations of a query, writes of a place


@dataclass(frozen=True)
class Fact:
    kind: str  # lazy, asked, repeated, unused, write
    line: int  # of the query; of a write, where it is made, if the log knows
    entity: str
    path: str = ""  # of a write: not empty where the log does not know its line, and `line` is the query's


def windows(log):
    """The statements of each function: those between its mark and the next."""
    number, found = None, defaultdict(list)
    for entry in log:
        root = entry.get("root") or {}
        if root.get("entity") == "Mark" and entry["cause"] == "exists":
            number = entry["params"][0]
        elif number is not None and (entry["counted"] or entry["kind"] == "eager"):
            found[number].append(entry)
    return found


def place_of(entry):
    root = entry.get("root") or {"line": 0, "entity": ""}
    return root["line"], root["entity"]


def picked(levels, picks, root, path):
    """The number of the statement that read the row by its position whose relation is the end of `path`, where rows came one by one so; else 0.

    `levels`: the statements that read each level last; `picks`: how many read a row of it by its position.
    """
    while path:
        path = path.rpartition("__")[0]
        made = levels.get((root, path))
        if made and made["rows"] > 1:
            return 0
        if made and made["cause"] == "index":
            return made["n"] if picks[root, path] > 1 else 0
    return 0


def loads(entries):
    """The owners and the number of the statements that read a relation for one row, by evaluation, query and path."""
    owners, statements, levels = defaultdict(set), defaultdict(int), {}
    picks = Counter((entry["root"]["id"], entry["path"]) for entry in entries if entry["cause"] == "index" and entry.get("root"))
    for entry in entries:
        if entry["kind"] == "select" and entry.get("root"):
            levels[entry["root"]["id"], entry["path"]] = entry
        # A column that was left out is no relation, and has no owner.
        if entry["kind"] == "select" and entry["path"] and (entry["owner"] is not None or entry["cause"] == "lazy"):
            evaluation = (entry["root"]["id"], picked(levels, picks, entry["root"]["id"], entry["path"]))
            kind = "lazy" if entry["cause"] == "lazy" and not entry["refined"] else "asked"
            key = (kind, evaluation, *place_of(entry), entry["path"])
            owners[key].add(entry["owner"] or -entry["n"])
            statements[key] += 1
    return owners, statements


def facts(entries):
    """(facts, weak facts)"""
    roots, writes, eager = defaultdict(int), defaultdict(int), defaultdict(lambda: [0, 0])
    # A prefetch of what is in memory, or of nothing but null keys, asks for nothing.
    fetched = {(*place_of(entry), entry["path"]) for entry in entries if entry["kind"] == "select" and entry["cause"] == "prefetch"}
    for entry in entries:
        if entry["kind"] == "eager":
            if entry["cause"] == "prefetch_related" and (*place_of(entry), entry["path"]) not in fetched:
                continue
            counts = eager[(*place_of(entry), entry["path"])]
            counts[0] += entry["rows"]
            counts[1] += entry["served"]
        elif entry["cause"] == "write" and entry["kind"] != "select":
            writes[((entry.get("access") or {}).get("line", 0), *place_of(entry), entry["kind"])] += 1
        elif not entry["path"]:
            roots[place_of(entry)] += 1
    shown, weak = set(), set()
    owners, statements = loads(entries)
    for (kind, root, line, entity, path), rows in owners.items():
        count = statements[kind, root, line, entity, path]
        if len(rows) >= ROWS or count >= STATEMENTS:
            shown.add(Fact(kind, line, entity, path))
        elif count >= 2:
            weak.add(Fact(kind, line, entity, path))
    for (line, entity), count in roots.items():
        if count >= 2 * TURNS:  # every function runs twice
            shown.add(Fact("repeated", line, entity))
    for (line, entity, path), (rows, served) in eager.items():
        # One row may have a null key, or not meet the condition under which it is read.
        if rows and not served:
            (shown if rows >= ROWS else weak).add(Fact("unused", line, entity, path))
    for (access, line, entity, _), count in writes.items():
        if count >= 2 * TURNS:
            shown.add(Fact("write", access or line, entity, "" if access else "somewhere"))
    return shown, weak - shown


def turns(entries, line, path):
    """The most rows of a relation that an evaluation of the query in this line came by: how often a loop over them turns.

    None: they came eagerly, and were read of one row or two: how many of them these had, nobody counts. Of more, it is
    their share.
    """
    rows, read, owners = defaultdict(int), {}, {}
    for entry in entries:
        if entry["path"] != path or place_of(entry)[0] != line:
            continue
        if entry["kind"] == "eager":
            read[entry["root"]["id"]] = entry["served"]
            owners[entry["root"]["id"]] = entry["rows"]
        elif entry["kind"] == "select" and entry["cause"] not in ("count", "exists"):
            rows[entry["root"]["id"]] += entry["rows"]
    counted = [count * read[root] // owners[root] if owners.get(root) else count for root, count in rows.items() if read.get(root, ROWS) >= ROWS]
    return None if rows and not counted else max(counted, default=0)


def loaded_eagerly(entry):
    """Whether it is a relation that a join or a statement brought for all rows."""
    return entry["kind"] == "eager" or entry["cause"] == "prefetch"


def read(entries, line, path):
    """Whether a relation of the query in this line was loaded, eagerly or row by row."""
    return any(entry["path"] == path and place_of(entry)[0] == line and entry["kind"] in ("select", "eager") for entry in entries)
