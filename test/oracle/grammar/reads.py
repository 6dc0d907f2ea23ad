"""What the loop's body reads of a row, and by how many hands."""

from .case import Row, block, dotted

OUT = "std::cout << "


def leaf(case, row, path, relation):
    """Reads `relation` of `row`; `path` leads to the row."""
    kind = {}
    if relation.to_many:
        kind = {"loop": 8, "size": 2, "empty": 1, "count": 1, "exists": 1, "filter": 1, "order": 1, "get": 1, "first": 1, "values": 1}
    elif relation.kind == "ReverseOneToOne":
        kind = {"reverse one": 4, "reverse test": 2}
    elif relation.nullable:
        kind = {"nullable": 6, "key": 1, "test": 1}
    else:
        kind = {"one": 8, "get()": 1, "key": 1, "test": 1}
    what = case.choose("read", kind)
    case.note("relation", relation.kind + (" to itself" if relation.target is relation.owner else ""))
    case.note("rival", "yes" if sum(r.target is relation.target for r in relation.owner.relations) > 1 else "no")
    here = path + [relation]
    member = row.at(relation.name)
    if what not in ("key", "test", "count", "exists", "filter", "order", "get", "first", "values"):
        case.paths.append(here)
    elif what not in ("key", "test"):
        case.asked.append(here)
    if what in ("one", "get()"):
        via = f"{member}.get()" if what == "get()" else member
        return [f"{OUT}{via}->name << '\\n';"]
    if what == "nullable":
        return block(f"if ({member})", [f"{OUT}{member}->name << '\\n';"])
    if what == "key":
        return [f"{OUT}{member}.id() << '\\n';"]
    if what in ("test", "reverse test"):
        return [f"{OUT}static_cast<bool>({member}) << '\\n';"]
    if what == "reverse test":
        return [f"{OUT}static_cast<bool>({member}) << '\\n';"]
    if what == "reverse one":
        return block(f"if ({member})", [f"{OUT}{member}->name << '\\n';"])
    if what == "size":
        return [f"{OUT}{member}.all().size() << '\\n';"]
    if what in ("count", "exists", "empty"):
        return [f"{OUT}{member}.{what}() << '\\n';"]
    if what == "get":
        # The related rows are sorted by key; whichever is first by it is there in every set that is not empty.
        return block(f'if (const auto only = {member}.filter("id"_c > 0).first())', [f"{OUT}only->name << '\\n';"])
    if what == "first":
        return block(f"if (const auto only = {member}.first())", [f"{OUT}only->name << '\\n';"])
    each = case.fresh("each")
    if what == "values":
        return block(f'for (const std::string &{each} : {member}.values_list("name"_c))', [f"{OUT}{each} << '\\n';"])
    source = {"loop": ".all()", "filter": '.filter("rank"_c > 1)', "order": '.order_by("-rank", "id")'}[what]
    return block(f"for (const {relation.target.name} &{each} : {member}{source})", [f"{OUT}{each}.name << '\\n';"])


def relations(case, row, model, path, depth):
    """One relation, or a way of several."""
    relation = case.random.choice(model.relations)
    deeper = depth > 1 and case.random.chance(45) and relation.target.relations
    if not deeper:
        return leaf(case, row, path, relation)
    case.note("way", f"{'many' if relation.to_many else 'one'}, then")
    member = row.at(relation.name)
    inner = case.fresh("each")
    if relation.to_many:
        return block(f"for (const {relation.target.name} &{inner} : {member}.all())",
                     relations(case, Row(inner), relation.target, path + [relation], depth - 1))
    if relation.nullable or relation.kind == "ReverseOneToOne":
        return block(f"if ({member})", relations(case, Row(member, True), relation.target, path + [relation], depth - 1))
    return relations(case, Row(member, True), relation.target, path + [relation], depth - 1)


def body(case, row, model, database=None):
    """What is done with a row, as lines."""
    reads = case.choose("reads", {"one way": 12, "two ways": 3, "the same twice": 1, "columns only": 2, "a method": 3, "operator<<": 1, "unevaluated": 1})
    if reads == "columns only":
        return [f"{OUT}{row.at('name')} << '\\n';"]
    if reads == "a method":
        relation = case.random.choice(model.relations)
        case.paths.append([relation])
        case.note("relation", relation.kind)
        return [f"{OUT}{row.at(relation.name)}_label() << '\\n';"]
    if reads == "operator<<" and model.to_one:
        case.paths.append([model.to_one[0]])
        return [f"{OUT}{row.ref} << '\\n';"]
    if reads == "unevaluated":
        dead = [f"{OUT}{row.at(relation.name)}_label() << '\\n';" for relation in model.relations[:1]]
        return [f"static_assert(sizeof({row.at(model.relations[0].name)}_label()) > 0);", *block("if constexpr (false)", dead), f"{OUT}{row.at('name')} << '\\n';"]
    lines = relations(case, row, model, [], 3)
    if reads == "two ways":
        lines += relations(case, row, model, [], 2)
    if reads == "the same twice":
        lines += lines
    return lines


def handed(case, row, model):
    """Reads in place, or in helpers that the row is handed to."""
    how = case.choose("hand", {"in place": 10, "by reference": 3, "by pointer": 2, "by value": 2, "two deep": 2, "three deep": 1,
                               "template": 2, "lambda": 2, "generic lambda": 1, "std::function": 1, "struct method": 1})
    if how == "in place":
        return body(case, row, model)
    name = model.name
    show = case.fresh("show")
    if how in ("lambda", "generic lambda", "std::function"):
        parameter = "const auto &row" if how == "generic lambda" else f"const {name} &row"
        kind = f"const std::function<void(const {name} &)>" if how == "std::function" else "const auto"
        inner = body(case, Row("row"), model)
        return [f"{kind} {show} = []({parameter}) {{", *inner, "};", f"{show}({row.ref});"]
    if how == "struct method":
        case.helpers += [f"struct {show.title()} {{", f"const {name} &row;", *block("void print() const", body(case, Row("row"), model)), "};"]
        return [f"{show.title()}{{{row.ref}}}.print();"]
    if how == "template":
        case.helpers += ["template <class Row>", *block(f"static void {show}(const Row &row)", body(case, Row("row"), model))]
        return [f"{show}({row.ref});"]
    if how == "by pointer":
        case.helpers += block(f"static void {show}(const {name} *row)", body(case, Row("row", True), model))
        return [f"{show}(&{row.ref});"]
    parameter = f"{name} row" if how == "by value" else f"const {name} &row"
    case.helpers += block(f"static void {show}({parameter})", body(case, Row("row"), model))
    for _ in range({"two deep": 1, "three deep": 2}.get(how, 0)):
        inner, show = show, case.fresh("show")
        case.helpers += block(f"static void {show}(const {name} &row)", [f"{inner}(row);"])
    return [f"{show}({row.ref});"]


def formed(case, row, model):
    """The loop's row in another form."""
    how = case.choose("form", {"as it is": 14, "pointer": 2, "optional": 1, "unique_ptr": 1, "shared_ptr": 1, "reference_wrapper": 1,
                               "pair": 1, "struct": 1, "copy": 1, "auto&&": 1, "tuple": 1})
    name = model.name
    if how == "as it is":
        return handed(case, row, model)
    new = case.fresh("same")
    if how == "pointer":
        return [f"const {name} *{new} = &{row.ref};", *handed(case, Row(new, True), model)]
    if how == "optional":
        return [f"const std::optional<{name}> {new} = {row.ref};", *block(f"if ({new})", handed(case, Row(new, True), model))]
    if how in ("unique_ptr", "shared_ptr"):
        return [f"const auto {new} = std::make_{how.replace('_ptr', '')}<{name}>({row.ref});", *handed(case, Row(new, True), model)]
    if how == "reference_wrapper":
        return [f"const std::reference_wrapper<const {name}> {new} = {row.ref};", *handed(case, Row(f"{new}.get()"), model)]
    if how == "pair":
        return [f"const std::pair<int, {name}> {new}(1, {row.ref});", *handed(case, Row(f"{new}.second"), model)]
    if how == "tuple":
        return [f"const std::tuple<int, {name}> {new}(1, {row.ref});", f"const {name} &held{new} = std::get<1>({new});",
                *handed(case, Row(f"held{new}"), model)]
    if how == "struct":
        case.helpers += [f"struct {new.title()} {{", "int number;", f"const {name} *row;", "};"]
        return [f"const {new.title()} {new}{{1, &{row.ref}}};", *handed(case, Row(f"{new}.row", True), model)]
    if how == "copy":
        return [f"const {name} {new} = {row.ref};", *handed(case, Row(new), model)]
    return [f"auto &&{new} = {row.ref};", *handed(case, Row(new), model)]


def conditioned(case, row, model):
    """Under a condition of the row, or not."""
    how = case.choose("condition", {"always": 12, "if": 3, "if else": 1, "continue": 1, "turn ends early": 1, "loop ends early": 1, "switch": 1, "constant loop": 1})
    lines = formed(case, row, model)
    rank = row.at("rank")
    if how == "if":
        return block(f"if ({rank} % 2 == 0)", lines)
    if how == "if else":
        return [*block(f"if ({rank} % 2 == 0)", lines), *block("else", [f"{OUT}{row.at('name')} << '\\n';"])]
    if how == "continue":
        return [f"if ({rank} == 1) continue;", *lines]
    if how == "turn ends early":
        return [*lines, "break;"]
    if how == "loop ends early":
        return [*lines, f"if ({row.at('id')} == 9) break;"]
    if how == "switch":
        return [f"switch ({rank}) {{", "case 0:", "case 2:", "case 4: {", *lines, "break;", "}", "default:", "break;", "}"]
    if how == "constant loop":
        turn = case.fresh("turn")
        return block(f"for (int {turn} = 0; {turn} < 2; ++{turn})", lines)
    return lines


__all__ = ["conditioned", "handed", "dotted"]
