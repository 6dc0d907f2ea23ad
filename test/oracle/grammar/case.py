"""What a function under construction carries along, and the catalogue rows that its features stand for."""

from dataclasses import dataclass


@dataclass
class Row:
    """An expression for a row: an object, or something to dereference."""

    text: str
    pointer: bool = False

    @property
    def ref(self):
        return f"*{self.text}" if self.pointer else self.text

    def at(self, member):
        return f"{self.text}{'->' if self.pointer else '.'}{member}"


class Case:
    def __init__(self, random, models, number, pair=()):
        self.random, self.models, self.number = random, models, number
        self.fixed = dict(feature.split(":", 1) for feature in pair)  # dimension -> the value to choose there
        self.features = {}  # dimension -> the values chosen there, in order
        self.helpers = []  # functions and classes before the one that runs
        self.paths = []  # relation paths that are read: lists of Relation
        self.asked = []  # those that are asked for something else than all their rows
        self.meant = False  # a query in a loop that is there for the query (case C5, E2)
        self._names = 0

    def choose(self, dimension, weights):
        """Draws from `weights`, or takes what is fixed."""
        fixed = self.fixed.get(dimension)
        value = fixed if weights.get(fixed) else self.random.weighted(weights)
        self.note(dimension, value)
        return value

    def note(self, dimension, value):
        values = self.features.setdefault(dimension, [])
        if value not in values:
            values.append(value)

    def fresh(self, stem):
        self._names += 1
        return f"{stem}{self._names}"

    @property
    def tags(self):
        return [f"{dimension}:{value}" for dimension, values in self.features.items() for value in values]


def block(head, body):
    """`head { body }` as lines."""
    return [head + " {", *body, "}"]


def dotted(path):
    return "__".join(relation.name for relation in path)
