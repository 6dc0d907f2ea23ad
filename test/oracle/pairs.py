"""Pairs of features: which of them the grammar can put into one function, and which one a function is made to have.

Functions that draw freely seldom have some of them. So a part of the functions is made for one of those: its two
choices are fixed, and the rest is drawn anew until it has both.
"""

import functools
import itertools
from collections import Counter

SHARE = 4  # one function in so many is made for a pair
SELDOM = 3  # met so often or less among the functions that are explored
TRIES = 40


def dimension(tag):
    return tag.split(":")[0]


def of(tags):
    """Pairs of features of different choices: two values of one choice are alternatives."""
    return [(a, b) for a, b in itertools.combinations(sorted(tags), 2) if dimension(a) != dimension(b)]


class Universe:
    """What free functions show. `make(attempt, pair)` is a function with the choices of a pair fixed."""

    def __init__(self, functions, make):
        met, values = Counter(), {}
        for function in functions:
            met.update(of(function.tags))
            for tag in function.tags:
                values.setdefault(dimension(tag), set()).add(tag)
        dimensions = {tuple(sorted((dimension(a), dimension(b)))) for a, b in met}
        every = {tuple(sorted(pair)) for left, right in dimensions for pair in itertools.product(values[left], values[right])}
        # Those that no try has exclude each other: a single row has no loop.
        self.excluded = {pair for pair in every - met.keys() if not any(pair in of(make(attempt, pair).tags) for attempt in range(TRIES))}
        self.possible = every - self.excluded
        self.seldom = sorted(pair for pair in self.possible if met[pair] <= SELDOM)


@functools.cache
def universe():
    """Explored with seeds of its own, so that it is the same in every run."""
    import models
    import unit
    from random_numbers import Random
    explored = (f for seed in range(100) for f in unit.generate(f"explored {seed}", 100, free=True).functions)

    def make(attempt, pair):
        random = Random("explored", attempt, *pair)
        return unit.draw_function(random, models.generate(random), 0, pair)

    return Universe(explored, make)


def wanted(seed, count, number):
    """The pair that function `number` of `count` is made for, or None: units of consecutive seeds go through all."""
    seldom = universe().seldom
    return None if number % SHARE else seldom[(seed * count + number) // SHARE % len(seldom)]
