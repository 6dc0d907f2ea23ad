"""Eager loads: none, the right ones, others, and in vain."""

from .case import dotted


def split(path):
    """The relations to one that lead a path, and whether there are others behind."""
    lead = []
    for relation in path:
        if relation.to_many:
            return lead, True
        lead.append(relation)
    return lead, False


def calls(paths, joins=True):
    """Calls that load `paths`."""
    select, prefetch = [], []
    for path in paths:
        lead, more = split(path)
        if not joins:
            prefetch.append(path)
            continue
        if lead:
            select.append(lead)
        if more:
            prefetch.append(path)
    texts = lambda chosen: ", ".join(dict.fromkeys(f'"{dotted(path)}"' for path in chosen))
    return (f".select_related({texts(select)})" if select else "") + (f".prefetch_related({texts(prefetch)})" if prefetch else "")


def longer(case, path):
    more = path[-1].target.relations
    return path + [case.random.choice(more)] if more else path


def objects(path):
    """A Prefetch with a query set of its own."""
    many = path[0]
    rows = f"{many.target.name}::objects(db)"
    return f'.prefetch_related(orm::Prefetch<{many.owner.name}>("{many.name}", {rows}{calls([path[1:]]) if path[1:] else ""}))'


def loads(case, model, paths):
    """What stands for an eager load of `paths` in the chain of a query of `model` rows."""
    unique = []
    for path in paths:
        if path not in unique:
            unique.append(path)
    whole = {"none": 22, "all": 8, "unrelated": 3}
    if case.asked:
        whole["too much"] = 8
    if unique:
        whole |= {"prefix": 2, "longer": 2, "prefetch to one": 1, "one of several": 2, "cleared": 1, "loaded after a clear": 1}
        if unique[0][0].to_many:
            whole |= {"Prefetch object": 2, "Prefetch to attribute": 1, "Prefetch narrowed": 0}
    how = case.choose("eager", whole)
    if how == "none":
        return ""
    if how == "too much":
        return calls([case.random.choice(case.asked)])
    if how == "all":
        return calls(unique)
    if how == "unrelated":
        others = [r for r in model.relations if all(path[0] is not r for path in unique)]
        return calls([[case.random.choice(others)]]) if others else ""
    path = case.random.choice(unique)
    if how == "prefix":
        return calls([path[:-1]]) if len(path) > 1 else ""
    if how == "longer":
        return calls([longer(case, path)])
    if how == "prefetch to one":
        return calls(unique, joins=False)
    if how == "one of several":
        return calls([path])
    if how == "cleared":
        return calls(unique) + ".select_related(nullptr).prefetch_related(nullptr)"
    if how == "loaded after a clear":
        return ".prefetch_related(nullptr)" + calls(unique)
    if how == "Prefetch object":
        return objects(unique[0])
    many = unique[0][0]
    return f'.prefetch_related(orm::Prefetch<{many.owner.name}>("{many.name}", {many.target.name}::objects(db), "some_{many.name}"))'
