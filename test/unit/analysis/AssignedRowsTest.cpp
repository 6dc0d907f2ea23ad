//===--- AssignedRowsTest.cpp - Relations that the program sets -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "gtest/gtest.h"

namespace ormlint::analysis {
namespace {

/// Rows in a container; \p Sets says what a loop over them does to each, the
/// next one reads their department.
Findings readAfter(const std::string &Sets, const std::string &More = "") {
  return analyzed(R"(
function f
  query_set = query Student
  run query_set
  students = collected from query_set
  loop 1 rows
  student = each students in loop 1
)" + Sets + R"(
  loop 2 rows
  again = each students in loop 2
  department = related again.department
  load department in loop 2
)" + More);
}

TEST(AssignedRows, TheRowItself) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  set = assigned student.department made in loop 1
  department = related set.department
  load department in loop 1
)"),
              isQuiet());
}

TEST(AssignedRows, AllRowsOfAContainer) {
  EXPECT_THAT(readAfter("  set = assigned student.department made in loop 1"),
              isQuiet());
}

TEST(AssignedRows, AnotherRelation) {
  EXPECT_THAT(readAfter("  set = assigned student.minor made in loop 1"),
              reports("department", costs("1 + N", 1)));
}

TEST(AssignedRows, SomeOfThem) {
  EXPECT_THAT(
      readAfter("  set = assigned student.department conditional made in "
                "loop 1"),
      reports("department", costs("up to 1 + N", 1)));
}

TEST(AssignedRows, ByAHelperOfAHelper) {
  const std::string Calls =
      "  call 1 give(student) in loop 1\n  left = after call 1 student";
  EXPECT_THAT(readAfter(Calls, R"(
function give params 1
  row = param 0
  call 1 hand_on(row)
  left = after call 1 row
  exits left
function hand_on params 1
  row = param 0
  set = assigned row.department
  exits set
)"),
              isQuiet());
  // It leaves the row as it was.
  EXPECT_THAT(readAfter(Calls, R"(
function give params 1
  row = param 0
  exits row
)"),
              reports("department", costs("1 + N", 1)));
}

} // namespace
} // namespace ormlint::analysis
