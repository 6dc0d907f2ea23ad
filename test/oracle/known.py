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
    Known("shared", "the fix of a function that returns a query is right for all callers, and the cost is that of one", ("cost",), "a caller that the finding is not about",
          ("^source:(shared function|load on a branch|load behind its branch)",)),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    for known in KNOWN:
        if known.explains(function, kind, text):
            return known
    return None
