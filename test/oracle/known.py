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
    Known("null-of-a-single-row", "what is prefetched beyond a nullable relation of a single row takes no statement where that is null", ("cost",),
          r"took 0 statements where the formula says 1$", ("^kind:single$",)),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    return next((known for known in KNOWN if known.explains(function, kind, text)), None)
