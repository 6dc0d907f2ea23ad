"""Disagreements whose cause is known; docs/accuracy.md says more, and `cases/` has a reduced program of each.

They are counted apart, and a run that shows no others ends well. What is mended is taken out here. A cause is
recognised by all that it takes for it: the kind of disagreement, what it says, and features of the function.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    name: str  # that of the program in cases/
    cause: str
    kinds: tuple  # of a disagreement: missed, false, cost, program
    text: str  # a pattern in what it says
    tags: tuple = ()  # patterns: each matches a feature of the function

    def explains(self, function, kind, text):
        return kind in self.kinds and re.search(self.text, text) and all(any(re.search(pattern, tag) for tag in function.tags) for pattern in self.tags)


KNOWN = [
    Known("related-on-one-way", "the fix of a related query of a single row is for the way on which nothing is loaded; on another way an eager load above served it", ("cost",),
          r"it has no finding, but its statement \d+ changed from\s+nothing\s+to\s+SELECT", ("^source:(either of two|load on a branch)$", "^condition:turn ends early$|^single:", "^way:many, then$")),
    Known("way-back-of-related-rows", "no fault of the checks: an eager load of the way back brings nothing; the oracle does not know which rows it starts from", ("false",),
          "orm-unused-eager-load: .* which nothing reads$", ("^source:relation of one row$", "^one row:to one of it$")),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    return next((known for known in KNOWN if known.explains(function, kind, text)), None)
