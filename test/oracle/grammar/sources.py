"""Where a query comes from, and how it gets its refinements."""

from . import eager
from .case import block
from .loops import delivered

REFINEMENTS = ['.filter("rank"_c >= 0)', '.order_by("id")', '.order_by("-name", "id")', '.exclude("rank"_c == 7)', ".all()", '.filter("id"_c > 1)', ".distinct()"]


def chain(case, start, load, last=True):
    """`start` with refinements, and the eager load before or behind them. `last`: nothing is asked of it any more."""
    some = [case.random.choice(REFINEMENTS) for _ in range(case.random.below(3))]
    if last and case.choose("slice", {"no": 5, "limit": 1}) == "limit":  # nothing may be asked of a slice
        some.append(".limit(9)")
    where = case.choose("chain", {"load first": 1, "load last": 1})
    return start + load + "".join(some) if where == "load first" else start + "".join(some) + load


def rows(case):
    """A query that is looped over: helpers go to the case, the statements of its `run(db, flag)` come back."""
    random = case.random
    model = random.choice([m for m in case.models if m.relations])
    how = case.choose("source", {"expression": 8, "variable": 4, "step by step": 3, "load on a branch": 2, "load on both branches": 1, "load behind its branch": 2,
                                 "either of two": 2, "function": 4, "function of a function": 2, "lambda": 2, "member": 4, "handed to a class": 2, "aggregate": 2, "optional": 1,
                                 "unique_ptr": 1, "relation of one row": 3, "function of rows": 2, "out of sight": 1, "discarded load": 1, "captured": 1, "shared function": 2,
                                 "default argument": 1, "static member function": 1, "pair": 1, "reference": 1, "parameter refined": 1, "virtual": 1, "global": 1, "macro": 1,
                                 "assigned through": 3})
    name = model.name
    if how == "relation of one row":
        return of_one_row(case)
    if how == "function of rows":
        return function_of_rows(case, model)
    query = case.fresh("query")
    start = f"{name}::objects(db)"
    # The reads come first: the eager loads are chosen by them.
    marker = "@query@"
    body = delivered(case, marker, model)
    load = eager.loads(case, model, case.paths)
    sized(case, body, load)
    if how == "parameter refined" and "(db)" in load:  # nothing there to begin a query of its own with
        load = ""
    whole = chain(case, start, load, last=how not in ("function of a function",))
    put = lambda text: [line.replace(marker, text) for line in body]
    if how == "expression":
        return put(whole)
    if how == "variable":
        return [f"const auto {query} = {whole};", *put(query)]
    if how == "macro":
        macro = f"ROWS_{case.number}"
        case.helpers.insert(0, f"#define {macro}(db) {whole}")
        return [f"const auto {query} = {macro}(db);", *put(query)]
    if how == "reference":
        return [f"const auto {query} = {whole};", f"const auto &same = {query};", *put("same")]
    if how == "step by step":
        return [f"auto {query} = {start};", f'{query} = {query}.filter("rank"_c >= 0);', *([f"{query} = {query}{load};"] if load else []), f'{query} = {query}.order_by("id");', *put(query)]
    if how == "load on a branch":
        return [f"auto {query} = {start};", f"if (flag) {query} = {query}{load or '.all()'};", *put(query)]
    if how == "load on both branches":
        return [f"auto {query} = {start};", f"if (flag) {query} = {query}{load}.order_by(\"-name\");", f"else {query} = {query}.filter(\"rank\"_c >= 0){load};", *put(query)]
    if how == "load behind its branch":
        negated = case.choose("branch", {"flag": 1, "!flag": 1})
        return [f"auto {query} = {start};", f"if (flag) {query} = {query}{load or '.all()'};", *block(f"if ({negated})", put(query))]
    if how == "either of two":
        return [f"const auto {query} = flag", f"? {start}{load}", f": {start}.filter(\"rank\"_c >= 0);", *put(query)]
    if how == "discarded load":
        return [f"auto {query} = {start};", f"{query}{load or '.all()'};", *put(query)]
    if how in ("function", "function of a function", "static member function", "shared function"):
        find = case.fresh("find")
        function = block(f"static orm::QuerySet<{name}> {find}(orm::Database &db)", [f"return {whole};"])
        if how == "static member function":
            case.helpers += [f"struct {find.title()} {{", *function, "};"]
            find = f"{find.title()}::{find}"
        else:
            case.helpers += function
        if how == "function of a function":
            inner, find = find, case.fresh("find")
            case.helpers += block(f"static orm::QuerySet<{name}> {find}(orm::Database &db)", [f"return {inner}(db).filter(\"rank\"_c >= 0);"])
        if how == "shared function":  # another caller, who has what this one may lack
            other = ["std::cout << row.name << '\\n';"]
            return [*put(f"{find}(db)"), *block(f"for (const {name} &row : {find}(db))", other)]
        return put(f"{find}(db)")
    if how == "default argument":
        find = case.fresh("find")
        case.helpers += block(f"static orm::QuerySet<{name}> {find}(orm::Database &db, int least = 0)", [f"return {start}.filter(\"rank\"_c >= least){load};"])
        return put(f"{find}(db)")
    if how == "parameter refined":
        find = case.fresh("find")
        case.helpers += block(f"static orm::QuerySet<{name}> {find}(const orm::QuerySet<{name}> &all)", [f"return all.filter(\"rank\"_c >= 0){load};"])
        return put(f"{find}({start})")
    if how == "assigned through":
        return assigned_through(case, name, start, load, put)
    if how == "lambda":
        return [f"const auto {query} = [&] {{", f"return {whole};", "};", *put(f"{query}()")]
    if how == "captured":
        return [f"const auto {query} = {whole};", f"const auto print = [&{query}] {{", *put(query), "};", "print();"]
    if how == "aggregate":
        page = case.fresh("Page")
        case.helpers[:0] = [f"struct {page} {{", "int number;", f"orm::QuerySet<{name}> rows;", "};"]
        return [f"const {page} page{{1, {whole}}};", *put("page.rows")]
    if how == "pair":
        return [f"const auto {query} = std::make_pair(1, {whole});", *put(f"{query}.second")]
    if how == "optional":
        return [f"const std::optional<orm::QuerySet<{name}>> {query} = {whole};", *put(f"(*{query})")]
    if how == "unique_ptr":
        return [f"const auto {query} = std::make_unique<orm::QuerySet<{name}>>({whole});", *put(f"(*{query})")]
    page = case.fresh("Page")
    if how in ("member", "handed to a class"):
        made = "orm::Database &db" if how == "member" else f"orm::QuerySet<{name}> given"
        value = whole if how == "member" else "std::move(given)"
        case.helpers += [f"class {page} {{", "public:", f"explicit {page}({made}) : rows({value}) {{}}", *block("void print() const", put("rows")), "private:", f"orm::QuerySet<{name}> rows;", "};"]
        return [f"{page}({'db' if how == 'member' else whole}).print();"]
    if how == "virtual":
        case.helpers += [f"struct {page} {{", f"virtual ~{page}() = default;", f"virtual orm::QuerySet<{name}> rows(orm::Database &db) const = 0;", "};",
                         f"struct Some{page} final : {page} {{", *block(f"orm::QuerySet<{name}> rows(orm::Database &db) const override", [f"return {whole};"]), "};"]
        return [f"const std::unique_ptr<{page}> page = std::make_unique<Some{page}>();", *put("page->rows(db)")]
    if how == "global":
        case.helpers += [f"static std::optional<orm::QuerySet<{name}>> {query};"]
        return [f"{query} = {whole};", *put(f"(*{query})")]
    assert how == "out of sight", how
    find = case.fresh("find")
    case.helpers += [*block(f"static orm::QuerySet<{name}> {find}(orm::Database &db)", [f"return {whole};"]), f"orm::QuerySet<{name}> (*volatile {query})(orm::Database &) = {find};"]
    return put(f"{query}(db)")


def assigned_through(case, name, start, load, put):
    """The query is refined where it is kept: by what holds it, an element's place, a reference, a pointer."""
    rows, page = f"orm::QuerySet<{name}>", case.fresh("Page")
    how = case.choose("through", {"optional": 1, "unique_ptr": 1, "element": 1, "front": 1, "key": 1, "array": 1, "each": 1, "member of a pointer": 1, "helper": 1, "helper of a pointer": 1})
    refined = lambda kept: f"{kept}{load or '.all()'}"
    assign = lambda kept: f"{kept} = {refined(kept)};"
    if how == "optional":
        return [f"std::optional<{rows}> kept = {start};", f"*kept = (*kept){refined('')};", *put("(*kept)")]
    if how == "unique_ptr":
        return [f"const auto kept = std::make_unique<{rows}>({start});", f"*kept = {refined('kept->all()')};", *put("(*kept)")]
    if how == "element":
        return [f"std::vector<{rows}> kept{{{start}, {start}}};", assign("kept[0]"), *put("kept[0]")]
    if how == "front":
        return [f"std::vector<{rows}> kept{{{start}}};", assign("kept.front()"), *put("kept[0]")]
    if how == "key":
        return [f"std::map<int, {rows}> kept;", f"kept.emplace(1, {start});", assign("kept.at(1)"), *put("kept.at(1)")]
    if how == "array":
        return [f"{rows} kept[] = {{{start}, {start}}};", assign("kept[1]"), *put("kept[1]")]
    if how == "each":
        return [f"std::vector<{rows}> kept{{{start}, {start}}};", *block("for (auto &each : kept)", [assign("each")]), *put("kept[1]")]
    case.helpers[:0] = [f"struct {page} {{", f"{rows} rows;", "};"]
    if how == "member of a pointer":
        return [f"{page} kept{{{start}}};", f"{page} *const same = &kept;", assign("same->rows"), *put("kept.rows")]
    refine = case.fresh("refine")
    pointer = how == "helper of a pointer"
    case.helpers += block(f"static void {refine}([[maybe_unused]] orm::Database &db, {page} {'*' if pointer else '&'}page)", [assign("page->rows" if pointer else "page.rows")])
    return [f"const auto kept = std::make_unique<{page}>({page}{{{start}}});", f"{refine}(db, {'kept.get()' if pointer else '*kept'});", *put("kept->rows")]


def sized(case, body, load):
    """Gives streams a size: iterator() without one refuses a prefetch."""
    if "prefetch_related" in load:
        body[:] = [line.replace(".iterator()", ".iterator(4)") for line in body]
        case.helpers[:] = [line.replace(".iterator()", ".iterator(4)") for line in case.helpers]


def of_one_row(case):
    """The rows are those of a relation of a single row."""
    owners = [m for m in case.models if m.to_many]
    owner = case.random.choice(owners)
    relation = case.random.choice(owner.to_many)
    marker = "@query@"
    how = case.choose("one row", {"get": 3, "first": 1, "index": 1, "to one of it": 1})
    body = delivered(case, marker, relation.target)
    load = eager.loads(case, relation.target, case.paths)
    query = chain(case, f"one.{relation.name}.all()", load)
    start = {"get": f"const {owner.name} one = {owner.name}::objects(db).get(\"id\"_c == 2);",
             "first": f"const {owner.name} one = {owner.name}::objects(db).filter(\"id\"_c == 2).first().value();",
             "index": f"const {owner.name} one = {owner.name}::objects(db).order_by(\"id\")[1];"}
    sized(case, body, load)
    if how == "to one of it":
        keys = [r for m in case.models for r in m.pick("ForeignKey") if r.target is owner and r.owner is not owner]
        if not keys:
            how = "get"
        else:
            key = keys[0]
            return [f"const {key.owner.name} start = {key.owner.name}::objects(db).get(\"id\"_c == 2);", f"const {owner.name} &one = *start.{key.name};", *[line.replace(marker, query) for line in body]]
    return [start[how], *[line.replace(marker, query) for line in body]]


def function_of_rows(case, model):
    """A function that returns rows, or one that fills a container."""
    from .reads import conditioned
    from .case import Row
    how = case.choose("rows of", {"returned": 2, "filled": 1, "optional": 1})
    find = case.fresh("find")
    name = model.name
    inside = conditioned(case, Row("row"), model)
    load = eager.loads(case, model, case.paths)
    whole = chain(case, f"{name}::objects(db)", load)
    case.note("loop", "range-for")
    if how == "returned":
        case.helpers += block(f"static std::vector<{name}> {find}(orm::Database &db)", [f"return {whole}.to_vector();"])
        return [f"const auto rows = {find}(db);", *block(f"for (const {name} &row : rows)", inside)]
    if how == "filled":
        case.helpers += block(f"static void {find}(orm::Database &db, std::vector<{name}> &rows)", block(f"for (const {name} &each : {whole})", ["rows.push_back(each);"]))
        return [f"std::vector<{name}> rows;", f"{find}(db, rows);", *block(f"for (const {name} &row : rows)", inside)]
    case.features["condition"] = ["always"]
    inside = [line for line in inside if not line.endswith(("break;", "continue;"))] if "switch (row.rank) {" not in inside else inside
    case.helpers += block(f"static std::optional<{name}> {find}(orm::Database &db)", [f"return {name}::objects(db).first();"])
    return [f"if (const std::optional<{name}> one = {find}(db)) {{", f"const {name} &row = *one;", *inside, "}"]
