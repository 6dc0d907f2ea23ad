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
    Known("one-row-of-a-returned-query", "of a query that a function returned one row is used, and the formula counts what is below as if all were", ("cost",),
          r"took \d+ statements? where the formula says \d+$", ("^source:(shared )?function$", "^condition:turn ends early$")),
    Known("unused-join-behind-a-way-back", "a join along a way back loads what a prefetch further on starts from; without it that is a statement", ("cost",),
          r"took 1 statement that the formula does not name$", ("^eager:longer$", "^way:one, then$")),
    Known("bulk-of-related-rows", "what is loaded in bulk for copies of the related rows of one row serves the rows themselves, too", ("false", "cost"),
          r"orm-query-in-loop: .* is followed by a query for each row|took 1 statement where the formula says", ("^source:relation of one row$", "^loop:bulk loaded$")),
    Known("prefetched-behind-a-way-back", "a prefetch along a way back loads a relation of the rows themselves", ("false", "cost"),
          r"orm-n-plus-one: .* lacks an eager load|took 1 statement where the formula says", ("^eager:prefetch to one$", "^way:one, then$", "^relation:OneToOne$")),
    Known("bulk-beside-a-branch", "a load in bulk of what one of two ways has joined is a statement on the other, which the formula leaves out", ("cost",),
          "changes what the query costs a caller that the finding is not about", ("^source:load on a branch$", "^loop:bulk loaded$")),
    Known("null-of-a-single-row", "what is prefetched beyond a nullable relation of a single row takes no statement where that is null", ("cost",),
          r"took 0 statements where the formula says 1$", ("^kind:single$",)),
    Known("fix-for-two-queries", "one fix on related rows is for both of two queries, and counts for the first", ("missed", "cost"),
          r"orm-n-plus-one|it has no finding, but its statement \d+ changed", ("^source:either of two$", "^way:many, then$", "^condition:turn ends early$")),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    return next((known for known in KNOWN if known.explains(function, kind, text)), None)
