#!/usr/bin/env python3
"""Writes a program of a shape that is hard on an analysis: shapes.py SHAPE N > FILE.

The models are those of test/checker/Inputs/school.hpp. The lit tests in test/checker/bounds hold
what the checks say of them, the benchmark what they take.
"""

import sys

LOOP = "for (const Student &s : {}) std::cout << s.department->name;"


def loops(n):
    """As many row loops, each in a function of its own that calls a helper of its own."""
    for i in range(n):
        yield f"static void h{i}(const Student &s) {{ std::cout << s.department->name; }}"
        yield f"void f{i}(orm::Database &db) {{ for (const Student &s : Student::objects(db)) h{i}(s); }}"


def branches(n):
    """One function in which each branch may put another query in the variable."""
    return conditional(n, "Student::objects(db)")


def refinements(n):
    """The same, but each branch refines the query: twice as many ways after each."""
    return conditional(n, "q.all()")


def conditional(n, value):
    yield "void f(orm::Database &db, const int *flags) {"
    yield "  auto q = Student::objects(db);"
    for i in range(n):
        yield f"  if (flags[{i}]) q = {value};"
    yield "  " + LOOP.format("q")
    yield "}"


def calls(n):
    """A row handed down through a chain of calls."""
    yield "static void f0(const Student &s) { std::cout << s.department->name; }"
    for i in range(1, n):
        yield f"static void f{i}(const Student &s) {{ f{i - 1}(s); }}"
    yield f"void top(orm::Database &db) {{ for (const Student &s : Student::objects(db)) f{n - 1}(s); }}"


def recursion(n):
    """Functions that all call each other, two by each."""
    for i in range(n):
        yield f"void r{i}(const Student &s, int k);"
    for i in range(n):
        yield f"void r{i}(const Student &s, int k) {{"
        yield "  if (k == 0) return;"
        yield f"  std::cout << s.department->name; r{(i + 1) % n}(s, k - 1); r{(7 * i + 3) % n}(s, k - 1);"
        yield "}"
    yield "void top(orm::Database &db) { for (const Student &s : Student::objects(db)) r0(s, 5); }"


def chain(n):
    """One query with as many calls."""
    yield "void f(orm::Database &db) {"
    yield "  " + LOOP.format("Student::objects(db)" + "\n    .all()" * n)
    yield "}"


SHAPES = (loops, branches, refinements, calls, recursion, chain)


def program(shape, n):
    shapes = {each.__name__: each for each in SHAPES}
    return "\n".join(['#include "school.hpp"', *shapes[shape](n), ""])


if __name__ == "__main__":
    print(program(sys.argv[1], int(sys.argv[2])), end="")
