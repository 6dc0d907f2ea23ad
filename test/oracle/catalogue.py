"""The cases that the checks are specified by, and the features of the grammar that stand for them.

A case is generated where a function has all features of one of its alternatives.
"""

COLLECTED = ("loop:to_vector", "loop:constructor", "loop:push_back", "loop:copy", "loop:pointers", "loop:map", "source:function of rows")


def all_of(*tags):
    return set(tags)


CASES = {
    "A1 to many in a loop": [all_of("read:loop", "eager:none")],
    "A2 to one in a loop": [all_of("read:one", "eager:none"), all_of("read:nullable", "eager:none")],
    "A3 loaded, anywhere in the chain": [all_of("eager:all", "chain:load first"), all_of("eager:all", "chain:load last")],
    "A4 nested": [all_of("way:many, then", "eager:none")],
    "A5 a longer path loaded": [all_of("eager:longer")],
    "A6 a prefix loaded": [all_of("eager:prefix")],
    "A7 to one, then to many": [all_of("way:one, then", "read:loop")],
    "A8 two relations": [all_of("reads:two ways")],
    "A9 refined step by step": [all_of("source:step by step")],
    "A10 loaded on one branch": [all_of("source:load on a branch"), all_of("source:either of two")],
    "A11 loaded on every branch": [all_of("source:load on both branches", "eager:all")],
    "A12 cleared": [all_of("eager:cleared"), all_of("eager:loaded after a clear")],
    "A13 a single row": [all_of("kind:single")],
    "A14 a relation of a single row": [all_of("source:relation of one row")],
    "A15 the way back": [all_of("known:the way back")],
    "A16 key only": [all_of("read:key"), all_of("read:test")],
    "A17 in a helper": [all_of("hand:by reference"), all_of("hand:by pointer"), all_of("hand:by value")],
    "A18 deeper, methods, operators": [all_of("hand:two deep"), all_of("hand:three deep"), all_of("reads:a method"), all_of("reads:operator<<")],
    "A19 the loop is in a helper": [all_of(f"delivery:{how}") for how in ("const reference", "value", "two deep", "rvalue reference", "method")],
    "A20 the query is returned": [all_of(f"source:{how}") for how in ("function", "function of a function", "shared function", "function of rows")],
    "A21 recursion": [all_of("kind:recursion")],
    "A22 collected": [all_of(tag) for tag in COLLECTED],
    "A23 every form of loop": [all_of("kind:rows")],
    "A24 pointers and wrappers": [all_of(f"form:{how}") for how in ("pointer", "optional", "unique_ptr", "shared_ptr", "reference_wrapper", "pair", "struct", "tuple", "auto&&")],
    "A25 in a class member": [all_of("source:member"), all_of("source:handed to a class")],
    "A26 templates, generic lambdas": [all_of(tag) for tag in ("delivery:template", "delivery:generic lambda", "hand:template", "hand:generic lambda", "delivery:iterators")],
    "A27 assigned, loaded in bulk": [all_of("known:assigned"), all_of("known:bulk before"), all_of("loop:bulk loaded")],
    "A28 two loops over one query": [all_of("delivery:two loops")],
    "A29 conditional": [all_of("condition:if"), all_of("read:nullable")],
    "A30 runs once": [all_of("condition:turn ends early"), all_of("single:loop that ends")],
    "A31 out of sight": [all_of("source:out of sight")],
    "A32 two relations to one model": [all_of("rival:yes")],
    "A33 one to one, both ways": [all_of("relation:OneToOne"), all_of("relation:ReverseOneToOne")],
    "A34 unevaluated, dead code": [all_of("reads:unevaluated")],
    "A37 in a macro": [all_of("source:macro")],
    "A38 the loop writes what it reads": [all_of("write:what is read")],
    "A39 test of a reverse one to one": [all_of("read:reverse test")],
    "A40 to one by prefetch, inner eager loads": [all_of("eager:prefetch to one"), all_of("eager:Prefetch object")],
    "A41 only, defer": [all_of("kind:columns")],
    "A42 the manager instead of the attribute": [all_of("eager:Prefetch to attribute")],
    "A43 correlated branches": [all_of("source:load behind its branch")],
    "A44 index of an unevaluated query": [all_of("loop:index of unevaluated")],
    "B1 narrowed beside a load": [all_of("read:filter", "eager:all"), all_of("read:filter", "eager:too much")],
    "B2 other narrowings": [all_of(f"read:{how}", "eager:too much") for how in ("order", "get", "first", "values")],
    "B3 served by the load": [all_of("read:size", "eager:all"), all_of("read:count", "eager:too much"), all_of("read:exists", "eager:too much")],
    "A22, A23 streamed": [all_of("loop:streamed")],
    "B5 discarded": [all_of("source:discarded load")],
    "B6 modified before the read": [all_of("write:relation before read")],
    "C1 by key": [all_of("query:get by key"), all_of("query:filter by key")],
    "C2 counted": [all_of("read:count"), all_of("read:exists")],
    "C3 narrowed": [all_of("read:filter")],
    "C4 the same each time": [all_of("query:same query")],
    "C5 meant": [all_of(f"query:{how}") for how in ("batches", "pages", "few turns", "until found")],
    "C6 behind a helper": [all_of("query:behind a helper"), all_of("query:two deep")],
    "D1 unused": [all_of("eager:unrelated"), all_of("eager:longer")],
    "D2 escapes": [all_of("source:out of sight", "eager:unrelated"), all_of("source:member", "eager:unrelated"), all_of("source:global", "eager:unrelated")],
    "D3 used on one branch": [all_of("eager:all", "condition:if")],
    "E1 writes": [all_of(f"write:{how}") for how in ("save", "update", "create", "delete", "add")],
    "E2 many at once, or one": [all_of(f"write:{how}") for how in ("few", "bulk", "batches", "one")],
}

# Not about what a program does when it runs.
ELSEWHERE = {"A35 NOLINT": "words for the reader of a warning", "A36 broken code": "does not run", "B4 streamed beside a prefetch": "the runtime throws", "A45 system headers": "a property of the command line"}


def coverage(functions):
    """How many of the functions stand for each case."""
    counts = dict.fromkeys(CASES, 0)
    for function in functions:
        tags = set(function.tags)
        for case, alternatives in CASES.items():
            counts[case] += any(tags >= alternative for alternative in alternatives)
    return counts
