"""Shrinks a function that disagrees, as long as it disagrees in the same way."""

import re

CALL = r"\.(?:filter|exclude|order_by|all|distinct|limit|select_related|prefetch_related)\([^()]*(?:\([^()]*\)[^()]*)*\)"


def ends_of(lines, at):
    """The lines of the statement or block that begins at `at`, as an end index; None where none does."""
    depth = 0
    for end in range(at, len(lines)):
        depth += lines[end].count("{") - lines[end].count("}")
        if depth < 0:
            return None
        if depth == 0:
            return end + 1
    return None


def shorter(lines):
    """Shorter variants, the biggest cuts first."""
    spans = [(at, end) for at in range(1, len(lines) - 1) if (end := ends_of(lines, at)) and end < len(lines)]
    for at, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield lines[:at] + lines[end:]
    for at, end in spans:  # a block without its head
        if end - at > 2 and lines[at].endswith("{") and lines[end - 1].startswith("}"):
            yield lines[:at] + lines[at + 1 : end - 1] + lines[end:]
    for at, line in enumerate(lines):  # calls of a chain
        for call in re.finditer(CALL, line):
            yield lines[:at] + [line[: call.start()] + line[call.end() :]] + lines[at + 1 :]


def without_relations(models):
    """Each relation that could be left out, with its other side."""
    for model in models:
        for relation in model.relations:
            if not relation.kind.startswith("Reverse"):
                yield relation


def reduce(unit, number, disagrees, tests=60):
    """Shrinks function `number` of `unit` in place. `disagrees()` runs what is left and says whether it still does."""
    function = next(f for f in unit.functions if f.number == number)
    unit.functions[:] = [function]
    # The models first: what is left compiles faster. Their helpers name all relations, so these go together.
    text = lambda: "\n".join(function.lines)
    for relation in list(without_relations(unit.models)):
        if not re.search(rf"\b({relation.name}|{relation.inverse.name})(_label)?\b", text()):
            relation.owner.relations.remove(relation)
            relation.target.relations.remove(relation.inverse)
    for model in list(unit.models):
        if not model.relations and not re.search(rf"\b{model.name}\b", text()) and len(unit.models) > 1:
            unit.models.remove(model)
    left = tests
    progress = True
    while progress and left > 0:
        progress = False
        for lines in shorter(function.lines):
            if left <= 0:
                break
            before, function.lines = function.lines, lines
            left -= 1
            if disagrees():
                progress = True
                break
            function.lines = before
    return function
