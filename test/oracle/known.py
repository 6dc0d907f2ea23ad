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
    Known("single-row-condition", "what is read of a single row under a condition is priced as if the condition held", ("cost", "false"), r"took 0 statements where the formula says \d|orm-n-plus-one",
          ("^kind:single", "^source:relation of one row", "^rows of:optional")),
    Known("first-beside-object", "whether the rows of an eager load's own query have an order that first() is answered by is not followed", ("missed",), "orm-(query-in-loop|unused-eager-load)", ("^eager:Prefetch object",)),
    Known("bulk-of-copies", "rows that are copied out of a query share its relations: what is loaded in bulk for the copies serves the query's own loop, too", ("false", "cost"), "", ("^loop:bulk loaded",)),
    Known("shared-rows", "a prefetch beyond a relation of many to many gives rows that several rows above share: a loop turns more often than rows were fetched", ("cost",), r"__\w+__\w+' took \d+ statements where the formula says",
          ("^relation:(Reverse)?ManyToMany",)),
    Known("until-found", "a loop over positions in a query that ends early is taken for one that looks for a row", ("missed",), "orm-query-in-loop", ("^condition:loop ends early",)),
    Known("unused-in-a-map", "rows that are put into a map and taken out by a structured binding are out of sight", ("missed",), "orm-unused-eager-load", ("^loop:map",)),
    Known("few-rows", "a loop over the relation of one row took its branch once, which shows nothing", ("false",), "", ("^source:relation of one row",)),
]


def explanation(function, kind, text):
    """The known cause of a disagreement, or None."""
    for known in KNOWN:
        if known.explains(function, kind, text):
            return known
    return None
