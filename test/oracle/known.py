"""Disagreements whose cause is known. docs/accuracy.md says more; `cases/` has reduced programs of what is mended.

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
    Known("way-back", "a prefetch of the way back, which is known without it, is priced as a statement", ("cost",), "took 0 statements where the formula says 1",
          ("^eager:(all|longer|loaded after a clear|prefix|one of several)",)),
    Known("streamed", "a prefetch beside a stream is a statement for each part of it, and is priced as one", ("cost",), "", ("^loop:streamed",)),
    Known("discarded-after-clear", "a load that is thrown away behind a clear is also said to be missing", ("program", "cost"), "", ("^source:discarded load",)),
    Known("shared", "the fix of a function that returns a query is right for all callers, and the cost is that of one", ("cost",), "a caller that the finding is not about",
          ("^source:(shared function|load on a branch|load behind its branch)",)),
    Known("index-of-returned", "rows fetched by position from a query that a function returned are priced as one statement", ("cost",), "the query's own rows took",
          ("^loop:index of unevaluated",)),
    Known("loaded-way-back", "rows that an eager load reaches by a way back are others than those that are known: what is read from them is priced, and fixed, as if it were theirs",
          ("cost", "program"), "that the formula does not name|where the message promises|which nothing reads", ("^eager:(prefix|longer)",)),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    for known in KNOWN:
        if known.explains(function, kind, text):
            return known
    return None
