"""How rows are looped over, and through which functions the query comes there."""

from .case import Row, block
from .reads import OUT, conditioned

QUERY_FORMS = {"range-for": 12, "iterator": 2, "while": 2, "do": 1, "for_each": 2, "ranges::for_each": 2, "transform": 1, "accumulate": 1,
               "views::filter": 2, "views::transform": 1, "views::take": 1, "index of evaluated": 1, "goto": 1, "streamed": 1,
               "to_vector": 2, "constructor": 1, "push_back": 1, "copy": 1, "pointers": 1, "map": 1, "bulk loaded": 1, "coroutine": 1,
               "index of unevaluated": 1}


def loop(case, query, model, again=False):
    """Loops over what the expression `query` stands for. `again`: it is an lvalue that may be looped over twice."""
    how = case.choose("loop", QUERY_FORMS)
    name = model.name
    each, rows = case.fresh("row"), case.fresh("rows")
    row = Row(each)
    inside = conditioned(case, row, model)
    as_lambda = [f"[](const {name} &{each}) {{", *inside, "}"]
    jumps = "break;" in inside or any(line.endswith(("break;", "continue;")) for line in inside)
    lambdas = ("for_each", "ranges::for_each", "transform", "accumulate", "views::transform")
    if jumps and how in lambdas + ("goto", "do"):
        how = "range-for"
        case.features["loop"][-1] = how
    keep = [f"const auto &{rows} = {query};"] if again else [f"const auto {rows} = {query};"]
    iterator = case.fresh("it")
    at_iterator = [f"const {name} &{each} = *{iterator};", *inside]
    if how == "range-for":
        return block(f"for (const {name} &{each} : {query})", inside)
    if how == "iterator":
        return [*keep, *block(f"for (auto {iterator} = {rows}.begin(); {iterator} != {rows}.end(); ++{iterator})", at_iterator)]
    if how == "while":
        return [*keep, f"auto {iterator} = {rows}.begin();",
                *block(f"while ({iterator} != {rows}.end())", [f"const {name} &{each} = *{iterator};", f"++{iterator};", *inside])]
    if how == "do":
        return [*keep, f"auto {iterator} = {rows}.begin();", f"if ({iterator} != {rows}.end()) {{", "do {", *at_iterator, f"}} while (++{iterator} != {rows}.end());", "}"]
    if how == "goto":
        label = case.fresh("again")
        return [*keep, "{", f"auto {iterator} = {rows}.begin();", f"{label}:", f"if ({iterator} != {rows}.end()) {{", "{", *at_iterator, "}", f"++{iterator};", f"goto {label};", "}", "}"]
    if how == "for_each":
        return [*keep, f"std::for_each({rows}.begin(), {rows}.end(), {as_lambda[0]}", *as_lambda[1:-1], "});"]
    if how == "ranges::for_each":
        return [f"std::ranges::for_each({query}, {as_lambda[0]}", *as_lambda[1:-1], "});"]
    if how == "transform":
        out = case.fresh("names")
        return [*keep, f"std::vector<std::string> {out};", f"std::transform({rows}.begin(), {rows}.end(), std::back_inserter({out}), {as_lambda[0]}", *inside,
                f"return {each}.name;", "});", f"{OUT}{out}.size() << '\\n';"]
    if how == "accumulate":
        return [*keep, f"{OUT}std::accumulate({rows}.begin(), {rows}.end(), 0, [](int sum, const {name} &{each}) {{", *inside, f"return sum + {each}.rank;", "}) << '\\n';"]
    if how == "views::filter":
        return [*keep, *block(f"for (const {name} &{each} : {rows} | std::views::filter([](const {name} &some) {{ return some.rank != 3; }}))", inside)]
    if how == "views::take":
        return [*keep, *block(f"for (const {name} &{each} : {rows} | std::views::take(5))", inside)]
    if how == "views::transform":
        return [*keep, f"for (const std::string &text : {rows} | std::views::transform([](const {name} &{each}) {{", *inside, f"return {each}.name;", "})) {", f"{OUT}text << '\\n';", "}"]
    index = case.fresh("i")
    if how == "index of evaluated":
        return [*keep, *block(f"for (std::size_t {index} = 0; {index} < {rows}.size(); ++{index})",
                              [f"const {name} {each} = {rows}[static_cast<std::ptrdiff_t>({index})];", *inside])]
    if how == "index of unevaluated":
        return [*keep, *block(f"for (std::int64_t {index} = 0; {index} < {rows}.count(); ++{index})", [f"const {name} {each} = {rows}[{index}];", *inside])]
    if how == "streamed":
        size = case.choose("streamed", {"": 1, "4": 1})
        return block(f"for (const {name} &{each} : {wrapped(query)}.iterator({size}))", inside)
    if how == "coroutine":
        walk = case.fresh("walk")
        case.helpers += block(f"static Generator<{name}> {walk}(orm::QuerySet<{name}> rows)", block(f"for (const {name} &row : rows)", ["co_yield row;"]))
        return block(f"for (const {name} &{each} : {walk}({query}))", inside)
    if how in ("to_vector", "bulk loaded"):
        lines = [f"const std::vector<{name}> {rows} = {wrapped(query)}.to_vector();"]
        if how == "bulk loaded" and case.paths:
            path = case.random.choice(case.paths)
            lines.append(f'orm::prefetch_related_objects({rows}, "{"__".join(r.name for r in path)}");')
        form = case.choose("vector", {"range-for": 2, "index": 1, "at": 1, "iterator": 1})
        if form == "range-for":
            return lines + block(f"for (const {name} &{each} : {rows})", inside)
        if form == "iterator":
            return lines + block(f"for (auto {iterator} = {rows}.cbegin(); {iterator} != {rows}.cend(); ++{iterator})", at_iterator)
        got = f"{rows}.at({index})" if form == "at" else f"{rows}[{index}]"
        return lines + block(f"for (std::size_t {index} = 0; {index} < {rows}.size(); ++{index})", [f"const {name} &{each} = {got};", *inside])
    source = case.fresh("source")
    keep = [line.replace(rows, source) for line in keep]
    if how == "constructor":
        return [*keep, f"const std::vector<{name}> {rows}({source}.begin(), {source}.end());", *block(f"for (const {name} &{each} : {rows})", inside)]
    if how == "copy":
        return [*keep, f"std::vector<{name}> {rows};", f"std::copy({source}.begin(), {source}.end(), std::back_inserter({rows}));", *block(f"for (const {name} &{each} : {rows})", inside)]
    if how == "push_back":
        return [*keep, f"std::vector<{name}> {rows};", *block(f"for (const {name} &some : {source})", [f"if (some.rank != 2) {rows}.push_back(some);"]),
                *block(f"for (const {name} &{each} : {rows})", inside)]
    if how == "pointers":
        return [*keep, f"std::vector<const {name} *> {rows};", *block(f"for (const {name} &some : {source})", [f"{rows}.push_back(&some);"]),
                *block(f"for (const {name} *one : {rows})", [f"const {name} &{each} = *one;", *inside])]
    assert how == "map", how
    return [*keep, f"std::map<std::int64_t, {name}> {rows};", *block(f"for (const {name} &some : {source})", [f"{rows}.emplace(some.id, some);"]),
            *block(f"for (const auto &[key{each}, {each}] : {rows})", inside)]


def wrapped(query):
    """`query` with a call behind it: an expression with an operator needs parentheses."""
    return f"({query})" if " ? " in query else query


def delivered(case, query, model, again=False):
    """Brings the query to a loop: here, or in functions that it is handed to."""
    how = case.choose("delivery", {"here": 12, "const reference": 3, "value": 2, "two deep": 2, "template": 2, "lambda": 1, "generic lambda": 1, "method": 1,
                                   "callback": 2, "std::function callback": 1, "function pointer": 1, "iterators": 1, "two loops": 2, "rvalue reference": 1})
    name = model.name
    render = case.fresh("render")
    if how == "here":
        return loop(case, query, model, again)
    if how == "two loops":
        rows = case.fresh("both")
        first = loop(case, rows, model, again=True)
        lines = [f"const auto {rows} = {query};", *first]
        return lines + block(f"for (const {name} &row : {rows})", conditioned(case, Row("row"), model))
    if how in ("lambda", "generic lambda"):
        parameter = "const auto &rows" if how == "generic lambda" else f"const orm::QuerySet<{name}> &rows"
        return [f"const auto {render} = []({parameter}) {{", *loop(case, "rows", model, again=True), "};", f"{render}({query});"]
    if how == "template":
        case.helpers += ["template <class Rows>", *block(f"static void {render}(const Rows &rows)", loop(case, "rows", model, again=True))]
        return [f"{render}({query});"]
    if how == "method":
        case.helpers += [f"struct {render.title()} {{", *block(f"void print(const orm::QuerySet<{name}> &rows) const", loop(case, "rows", model, again=True)), "};"]
        return [f"{render.title()}{{}}.print({query});"]
    if how in ("callback", "std::function callback", "function pointer"):
        type = {"callback": "Callback", "std::function callback": f"const std::function<void(const {name} &)> &", "function pointer": f"void (*)(const {name} &)"}[how]
        parameter = f"void (*callback)(const {name} &)" if how == "function pointer" else f"{type} callback"
        inside = conditioned(case, Row("row"), model)
        if any(line.endswith(("break;", "continue;")) for line in inside) and "switch (row.rank) {" not in inside:
            inside = [line for line in inside if not line.endswith(("break;", "continue;"))]
            case.features["condition"].pop()
            case.note("condition", "always")
        each = block(f"static void {render}(const orm::QuerySet<{name}> &rows, {parameter})", block(f"for (const {name} &each : rows)", ["callback(each);"]))
        case.helpers += (["template <class Callback>"] if how == "callback" else []) + each
        case.note("loop", "range-for")
        return [f"{render}({query}, [](const {name} &row) {{", *inside, "});"]
    if how == "iterators":
        case.helpers += ["template <class Iterator>", *block(f"static void {render}(Iterator begin, Iterator end)",
                         block("for (; begin != end; ++begin)", [f"const {name} &row = *begin;", *conditioned(case, Row("row"), model)]))]
        rows = case.fresh("rows")
        case.note("loop", "iterator")
        return [f"const auto {rows} = {query};", f"{render}({rows}.begin(), {rows}.end());"]
    parameter = {"value": f"orm::QuerySet<{name}> rows", "rvalue reference": f"orm::QuerySet<{name}> &&rows"}.get(how, f"const orm::QuerySet<{name}> &rows")
    case.helpers += block(f"static void {render}({parameter})", loop(case, "rows", model, again=True))
    if how == "rvalue reference":
        return [f"{render}(orm::QuerySet<{name}>({query}));"]
    if how == "two deep":
        inner, render = render, case.fresh("render")
        case.helpers += block(f"static void {render}(const orm::QuerySet<{name}> &rows)", [f"{inner}(rows);"])
    return [f"{render}({query});"]
