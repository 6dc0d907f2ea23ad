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


def eager(n):
    """The same with the eager load in place: nothing is to be said."""
    return (line.replace("objects(db)", 'objects(db).select_related("department")') for line in loops(n))


def pages(n):
    """A unit of an application: each function reads, formats, sorts. Every fourth lacks its loads."""
    yield "#include <algorithm>"
    yield "#include <vector>"
    yield "struct Wanted { bool sorted, latest; int least; };"
    for i in range(n):
        loads = "" if i % 4 == 0 else '.select_related("department").prefetch_related("courses")'
        yield f"""
std::string page{i}(orm::Database &db, const Wanted &wanted) {{
  std::vector<std::string> lines;
  auto students = Student::objects(db){loads};
  if (wanted.sorted)
    students = students.order_by("first_name");
  if (wanted.latest)
    students = students.filter("id"_c > wanted.least);
  for (const Student &student : students) {{
    std::string line = student.first_name;
    if (student.department)
      line += " (" + student.department->name + ")";
    for (const Course &course : student.courses.all())
      line += ", " + course.title;
    lines.push_back(std::move(line));
  }}
  std::sort(lines.begin(), lines.end());
  std::size_t longest = 0;
  for (std::size_t at = 0; at < lines.size(); ++at)
    longest = std::max(longest, lines[at].size());
  std::string result = std::to_string(longest) + " characters at most\\n";
  std::vector<std::string> kept = std::move(lines);
  while (!kept.empty() && kept.back().empty())
    kept.pop_back();
  for (const std::string &line : kept)
    result += line + "\\n";
  for (const Department &department : Department::objects(db).order_by("name"))
    result += department.name + "\\n";
  return result;
}}"""


def branches(n):
    """One function in which each branch may put another query in the variable."""
    return conditional(n, "Student::objects(db)")


def refinements(n):
    """The same, but each branch refines the query: twice as many ways after each."""
    return conditional(n, "q.all()")


def searches(n):
    """A search form: each field that is filled in narrows the query."""
    yield "struct Form {"
    for i in range(n):
        yield f"  bool given{i}; int value{i};"
    yield "};"
    yield "void f(orm::Database &db, const Form &form) {"
    yield "  auto q = Student::objects(db);"
    for i in range(n):
        yield f'  if (form.given{i}) q = q.filter("id"_c > form.value{i});'
    yield "  " + LOOP.format("q")
    yield "}"


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


SHAPES = (loops, eager, pages, branches, refinements, searches, calls, recursion, chain)


def program(shape, n):
    shapes = {each.__name__: each for each in SHAPES}
    return "\n".join(['#include "school.hpp"', *shapes[shape](n), ""])


if __name__ == "__main__":
    print(program(sys.argv[1], int(sys.argv[2])), end="")
