"""Functions that are not about one query and its loop: single rows, rows that are known, recursion, queries and writes for each row."""

from . import eager
from .case import Row, block
from .reads import OUT, conditioned
from .sources import chain


def outer(case, model, eager_load=""):
    """A loop over rows of `model`; `{}` in what comes back is its body."""
    row = case.fresh("row")
    return row, lambda body, const="const ": block(f"for ({const}{model.name} {'&' if const else ''}{row} : {model.name}::objects(db){eager_load})", body)


def single(case):
    """One row: what it reads is read once."""
    model = case.random.choice([m for m in case.models if m.relations])
    how = case.choose("single", {"get": 2, "first": 2, "last": 1, "index": 1, "limit 1": 1, "loop that ends": 1, "in_bulk": 1})
    inside = [line for line in conditioned(case, Row("row"), model) if line != "break;"] if how != "loop that ends" else conditioned(case, Row("row"), model)
    if any(line.endswith("continue;") or line.endswith("== 9) break;") for line in inside):
        inside = [line for line in inside if not line.endswith(("continue;", "== 9) break;"))]
    name = model.name
    if "switch (row.rank) {" in inside:  # its breaks are its own
        inside = [f"{OUT}row.name << '\\n';"]
        case.features["condition"] = ["always"]
    query = chain(case, f"{name}::objects(db)", eager.loads(case, model, case.paths), last=False)
    if how == "get":
        return [f"const {name} row = {name}::objects(db).get(\"id\"_c == 2);", *inside]
    if how in ("first", "last"):
        return [f"if (const auto found = {query}.{how}()) {{", f"const {name} &row = *found;", *inside, "}"]
    if how == "index":
        return [f"const {name} row = {query}[1];", *inside]
    if how == "limit 1":
        return block(f"for (const {name} &row : {query}.limit(1))", inside)
    if how == "in_bulk":
        return [f"const auto found = {name}::objects(db).in_bulk({{1, 2}});", f"const {name} &row = found.at(1);", *inside]
    return block(f"for (const {name} &row : {query})", [*inside, "break;"])


def known(case):
    """Rows whose relation is known without a query, or was put there."""
    how = case.choose("known", {"the way back": 2, "assigned": 2, "bulk before": 2, "bulk too late": 1})
    if how == "the way back":
        relation = case.random.choice([r for m in case.models for r in m.pick("ReverseForeignKey")])
        return [f"const {relation.owner.name} one = {relation.owner.name}::objects(db).get(\"id\"_c == 2);",
                *block(f"for (const {relation.target.name} &row : one.{relation.name}.all())", [f"{OUT}row.{relation.inverse.name}->name << '\\n';"])]
    relation = case.random.choice([r for m in case.models for r in m.relations if r.kind == "ForeignKey"])
    name = relation.owner.name
    if how == "assigned":
        return [f"const {relation.target.name} one = {relation.target.name}::objects(db).get(\"id\"_c == 1);",
                *block(f"for ({name} row : {name}::objects(db))", [f"row.{relation.name} = one;", f"{OUT}row.{relation.name}->name << '\\n';"])]
    test = f"if (row.{relation.name}) " if relation.nullable else ""
    read = block(f"for (const {name} &row : rows)", [f"{test}{OUT}row.{relation.name}->name << '\\n';"])
    load = f'orm::prefetch_related_objects(rows, "{relation.name}");'
    lines = [f"const auto rows = {name}::objects(db).to_vector();"]
    return lines + ([load, *read] if how == "bulk before" else [*read, load, *read])


def recursion(case):
    """A walk over a tree."""
    relation = case.random.choice([r for m in case.models for r in m.relations if r.target is m])
    name = relation.owner.name
    walk = case.fresh("walk")
    case.note("relation", relation.kind + " to itself")
    down = relation if relation.to_many else relation.inverse
    up = down.inverse
    how = case.choose("recursion", {"down": 3, "up": 2, "down, one level loaded": 1, "up in a loop": 1, "worklist": 1, "function object": 1})
    if how == "up in a loop":
        return block(f"for (const {name} &row : {name}::objects(db))", [f"int levels = 0;", *block(f"for (const {name} *at = &row; at->{up.name}; ++levels)", [f"at = &*at->{up.name};"]), f"{OUT}levels << '\\n';"])
    if how == "worklist":
        return [f"std::vector<{name}> open = {name}::objects(db).filter(\"rank\"_c == 0).to_vector();",
                *block("while (!open.empty())", [f"const {name} row = open.back();", "open.pop_back();", f"{OUT}row.name << '\\n';",
                                                 *block(f"for (const {name} &inner : row.{down.name}.all())", ["open.push_back(inner);"])])]
    if how == "function object":
        return [f"std::function<void(const {name} &)> walk = [&](const {name} &row) {{", f"{OUT}row.name << '\\n';", *block(f"for (const {name} &inner : row.{down.name}.all())", ["walk(inner);"]), "};",
                *block(f"for (const {name} &row : {name}::objects(db).filter(\"rank\"_c == 0))", ["walk(row);"])]
    if how == "up":
        case.helpers += block(f"static int {walk}(const {name} &row)", [f"return row.{up.name} ? 1 + {walk}(*row.{up.name}) : 0;"])
        return block(f"for (const {name} &row : {name}::objects(db))", [f"{OUT}{walk}(row) << '\\n';"])
    case.helpers += block(f"static void {walk}(const {name} &row)", [f"{OUT}row.name << '\\n';", *block(f"for (const {name} &inner : row.{down.name}.all())", [f"{walk}(inner);"])])
    load = f'.prefetch_related("{down.name}")' if how != "down" else ""
    return block(f"for (const {name} &row : {name}::objects(db).filter(\"rank\"_c == 0){load})", [f"{walk}(row);"])


def queried(case):
    """A query of its own for each row, or one that is meant."""
    model = case.random.choice([m for m in case.models if m.pick("ForeignKey")])
    relation = case.random.choice(model.pick("ForeignKey"))
    target = relation.target.name
    how = case.choose("query", {"get by key": 3, "filter by key": 2, "count by column": 1, "same query": 2, "behind a helper": 2, "two deep": 1, "batches": 1, "pages": 1,
                                "few turns": 1, "until found": 1, "numbers": 1})
    row, over = outer(case, model)
    get = f"{target}::objects(db).get(\"id\"_c == {row}.{relation.name}.id())"
    test = f"if ({row}.{relation.name}) " if relation.nullable else ""
    if how == "get by key":
        return over([f"{test}{OUT}{get}.name << '\\n';"])
    if how == "filter by key":
        return over(block(f"for (const {target} &each : {target}::objects(db).filter(\"rank\"_c == {row}.rank))", [f"{OUT}each.name << '\\n';"]))
    if how == "count by column":
        return over([f"{OUT}{target}::objects(db).filter(\"rank\"_c >= {row}.rank).count() << '\\n';"])
    if how == "same query":
        return over([f"{OUT}{row}.name << {target}::objects(db).get(\"id\"_c == 1).name << '\\n';"])
    if how in ("behind a helper", "two deep"):
        find = case.fresh("find")
        case.helpers += block(f"static std::string {find}(orm::Database &db, std::int64_t id)", [f"return {target}::objects(db).get(\"id\"_c == id).name;"])
        if how == "two deep":
            inner, find = find, case.fresh("find")
            case.helpers += block(f"static std::string {find}(orm::Database &db, std::int64_t id)", [f"return {inner}(db, id);"])
        return over([f"{test}{OUT}{find}(db, {row}.{relation.name}.id()) << '\\n';"])
    if how == "numbers":
        return ["const std::vector<std::int64_t> ids{1, 2, 3, 4, 5};", *block("for (const std::int64_t id : ids)", [f"{OUT}{target}::objects(db).get(\"id\"_c == id).name << '\\n';"])]
    case.meant = True
    if how == "batches":
        return ["const std::vector<std::vector<std::int64_t>> chunks{{1, 2}, {3, 4}, {5, 6}, {7}};",
                *block("for (const auto &chunk : chunks)", block(f"for (const {target} &each : {target}::objects(db).filter(\"id\"_c.in(chunk)))", [f"{OUT}each.name << '\\n';"]))]
    if how == "pages":
        return block("for (int page = 0; page < 12; ++page)", block(f"for (const {target} &each : {target}::objects(db).order_by(\"id\").offset(page * 2).limit(2))", [f"{OUT}each.name << '\\n';"]))
    if how == "few turns":
        return block("for (int attempt = 0; attempt < 4; ++attempt)", [f"{OUT}{target}::objects(db).filter(\"rank\"_c == 1).count() << '\\n';"])
    return block("for (std::int64_t id = 20; id > 0; --id)", [f"if (const auto found = {target}::objects(db).filter(\"id\"_c == id).first()) {{", f"{OUT}found->name << '\\n';", "break;", "}"])


def written(case):
    """A write for each row, or one for many."""
    model = case.random.choice(case.models)
    name = model.name
    how = case.choose("write", {"save": 2, "update": 2, "create": 2, "delete": 1, "add": 1, "few": 1, "bulk": 1, "batches": 1, "one": 1, "what is read": 2,
                               "relation before read": 1})
    row, over = outer(case, model)
    many = [m for m in case.models if m.pick("ManyToMany")]
    if how == "add" and many:
        owner = case.random.choice(many)
        relation = case.random.choice(owner.pick("ManyToMany"))
        target = relation.target.name
        return [f"{owner.name} one = {owner.name}::objects(db).get(\"id\"_c == 2);", *block(f"for (const {target} &each : {target}::objects(db))", [f"one.{relation.name}.add(each);"])]
    if how in ("what is read", "relation before read"):
        sets = [r for m in case.models for r in m.pick("ManyToMany")]
        relation = case.random.choice(sets)
        owner, target = relation.owner.name, relation.target.name
        load = f'.prefetch_related("{relation.name}")' if how == "relation before read" else ""
        return [f"const {target} one = {target}::objects(db).get(\"id\"_c == 2);",
                *block(f"for ({owner} {row} : {owner}::objects(db){load})", [f"{row}.{relation.name}.add(one);", f"{OUT}{row}.{relation.name}.all().size() << '\\n';"])]
    if how == "save":
        return block(f"for ({name} {row} : {name}::objects(db))", [f"{row}.rank += 1;", f"{row}.save();"])
    if how == "update":
        return over([f"{name}::objects(db).filter(\"id\"_c == {row}.id).update(\"rank\"_c = 3);"])
    if how == "delete":
        return over([f"{name}::objects(db).filter(\"id\"_c == {row}.id).delete_();"])
    if how in ("create", "add"):
        mark = "for (int number = 0; number < 12; ++number)"
        return block(mark, ["Mark::objects(db).create({.number = number});"])
    case.meant = True
    if how == "few":
        return block("for (int number = 0; number < 3; ++number)", ["Mark::objects(db).create({.number = number});"])
    if how == "bulk":
        return ["std::vector<Mark> marks;", *block("for (int number = 0; number < 12; ++number)", ["marks.push_back({.number = number});"]), "Mark::objects(db).bulk_create(std::move(marks));"]
    if how == "batches":
        return ["const std::vector<std::vector<std::int64_t>> chunks{{1, 2}, {3, 4}, {5, 6}, {7}};",
                *block("for (const auto &chunk : chunks)", [f"{name}::objects(db).filter(\"id\"_c.in(chunk)).update(\"rank\"_c = 3);"])]
    return [f"{name}::objects(db).filter(\"id\"_c == 1).update(\"rank\"_c = 3);"]


def columns(case):
    """Columns that are left out, and read or not."""
    model = case.random.choice(case.models)
    how = case.choose("columns", {"only": 2, "defer": 2, "only, not read": 1, "defer, not read": 1, "single": 1, "only all": 1})
    kept = ", ".join(f'"{column}"_c' for column in ["name", "rank", *(r.name for r in model.relations if r.forward_key)])
    load = f".only({kept})" if how.startswith("only") else '.defer("note"_c)'
    if how == "only all":
        load = load.replace('"rank"_c', '"rank"_c, "note"_c')
    read = "row.name" if how.endswith("not read") else "*row.note"
    if how == "single":
        return [f"const {model.name} row = {model.name}::objects(db){load}.get(\"id\"_c == 2);", f"{OUT}{read} << '\\n';"]
    return block(f"for (const {model.name} &row : {model.name}::objects(db){load})", [f"{OUT}{read} << '\\n';"])
