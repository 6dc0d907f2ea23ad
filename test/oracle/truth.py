"""What a run shows: the log of the runtime, reduced to what the checks are about.

A relation counts as loaded row by row where one evaluation of a query had it loaded for three rows or
more: functions touch at most two rows of a query without a loop, and every table has more.
"""

from collections import defaultdict
from dataclasses import dataclass

ROWS = 3  # rows of one query for which a relation is loaded
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


def facts(entries):
    owners, roots, asked, writes, eager = defaultdict(set), defaultdict(int), defaultdict(set), defaultdict(int), defaultdict(lambda: [0, 0])
    for entry in entries:
        root = entry.get("root") or {"line": 0, "entity": "", "id": 0}
        place = (root["line"], root["entity"])
        path = entry["path"]
        if entry["kind"] == "eager":
            eager[place + (path,)][0] += entry["rows"]
            eager[place + (path,)][1] += entry["served"]
        elif entry["cause"] == "write" and entry["kind"] != "select":
            access = entry.get("access") or {}
            writes[(access.get("line", 0), root["line"], root["entity"], entry["kind"])] += 1
        elif path and (entry["owner"] is not None or entry["cause"] == "lazy"):  # a column is no relation: it has no owner
            whole = entry["cause"] == "lazy" and not entry["refined"]
            (owners if whole else asked)[(root["id"],) + place + (path,)].add(entry["owner"] or -entry["n"])
        elif not path:
            roots[place] += 1
    result = set()
    for (_, line, entity, path), rows in owners.items():
        if len(rows) >= ROWS:
            result.add(Fact("lazy", line, entity, path))
    for (_, line, entity, path), rows in asked.items():
        if len(rows) >= ROWS:
            result.add(Fact("asked", line, entity, path))
    for (line, entity), count in roots.items():
        if count >= 2 * TURNS:  # every function runs twice
            result.add(Fact("repeated", line, entity))
    for (line, entity, path), (rows, served) in eager.items():
        if rows and not served:
            result.add(Fact("unused", line, entity, path))
    for (access, line, entity, _), count in writes.items():
        if count >= 2 * TURNS:
            result.add(Fact("write", access or line, entity, "" if access else "somewhere"))
    return result
