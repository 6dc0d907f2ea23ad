"""Disagreements whose cause is known. Each has a reduced program in `cases/`; docs/accuracy.md says more.

They are counted apart, and a run that shows no others ends well. What is mended is taken out here.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    name: str  # that of the program in cases/
    cause: str
    kinds: tuple  # of a disagreement: missed, false, cost, program
    text: str = ""  # a pattern in what it says
    tags: tuple = ()  # one of these patterns matches a feature of the function

    def explains(self, function, kind, text):
        return kind in self.kinds and re.search(self.text, text) and (
            not self.tags or any(re.search(pattern, tag) for pattern in self.tags for tag in function.tags))


KNOWN = [
    Known("values", "what `values` and `values_list` of a relation ask for each row is not seen", ("missed", "cost"), "'asked'|'unused'|does not name|where the|no finding", ("^read:values",)),
    Known("tuple", "a row in a `std::tuple` is lost where `std::get` takes it out", ("missed", "cost"), "", ("^form:tuple",)),
    Known("recursion", "a recursion's cost is a lower bound, and orm-verify holds it against an exact number", ("cost",), "more than", ("^kind:recursion",)),
    Known("removal", "an unused prefetch stays where a join is added right behind it, though the message prices both", ("cost", "program", "missed"),
          "message promises|which nothing reads|'unused'", ("^eager:unrelated", "^eager:longer", "^eager:prefix", "^eager:one of several")),
    Known("bulk-too-late", "loading in bulk what is loaded is priced as a statement", ("cost", "missed"), "", ("^known:bulk too late", "^loop:bulk loaded")),
    Known("way-back", "an eager load of the way back, which is known without, is priced as a statement", ("cost", "false", "missed"), "", ("^eager:(all|longer|loaded after a clear|prefix|one of several|prefetch to one)",)),
    Known("discarded-after-clear", "a load that is thrown away behind a clear is said twice: as thrown away, and as missing", ("false", "program", "cost"), "thrown away|no finding", ("^source:discarded load",)),
    Known("address-taken", "the callers of a function whose address is kept are not all in sight, and it is taken for unused", ("false", "cost", "missed", "program"), "which nothing reads|no finding|is read", ("^source:out of sight",)),
    Known("streamed", "a prefetch of a stream is a statement for each part, and priced as one", ("cost",), "", ("^loop:streamed",)),
    Known("unused-through-callable", "an eager load is left alone where its rows go through a callable, an algorithm, iterators or one row", ("missed",), "'unused'",
          ("^loop:(for_each|ranges::for_each|transform|accumulate|views::)", "^delivery:(callback|std::function|function pointer|iterators|lambda|generic lambda)", "^kind:single",
           "^hand:(std::function|lambda|generic lambda|struct method)", "^form:", "^delivery:", "^source:discarded")),
    Known("columns-beside-others", "cost of a returned container's query names its own statements only", ("cost",), "", ("^source:function of rows",)),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    for known in KNOWN:
        if known.explains(function, kind, text):
            return known
    return None
