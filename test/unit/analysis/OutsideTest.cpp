//===--- OutsideTest.cpp - Values that other functions decide on ----------===//
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

/// A variable that outlives calls is looped over.
const std::string Print = R"(
field page
function print
  page = part -.page
  run page
  loop 1 rows
  student = each page in loop 1
  department = related student.department
  load department in loop 1
)";

const std::string Set = R"(
function set
  students = query Student
  object = object .page=students
  stores object
)";

TEST(Outside, AVariableHoldsWhatOnePlacePutsThere) {
  EXPECT_THAT(analyzed(Print + Set),
              reports("department", costs("up to 1 + N", 1)));
}

TEST(Outside, NobodySetsIt) { EXPECT_THAT(analyzed(Print), isQuiet()); }

TEST(Outside, WhichOfTwoPlacesIsTheLastNobodyKnows) {
  EXPECT_THAT(analyzed(Print + Set + R"(
function widen
  page = part -.page
  loaded = join page "department"
  object = object .page=loaded
  stores object
)"),
              isQuiet());
}

TEST(Outside, WhatIsAddedIsThereToo) {
  EXPECT_THAT(analyzed(Print + R"(
function add
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  page = part -.page
  more = collected student from page
  object = object .page=more
  stores object
)"),
              findsMissing(1));
}

/// A callback that narrows a query is handed to `take`, and the query is looped
/// over afterwards.
const std::string Taken = R"(
field students
field later
function change params 1 method
  arg0 = param 0
  held = part arg0.students
  narrowed = narrow held
  object = object from arg0 .students=narrowed
  exits object
function f
  students = query Student
  closure = object .students=students runs change
  call 1 take(closure)
  after = after call 1 closure
  left = part after.students
  run left
  loop 1 rows
  student = each left in loop 1
  department = related student.department
  load department in loop 1
)";

TEST(Outside, ACallbackThatIsCalledChangesItsVariables) {
  EXPECT_THAT(analyzed(Taken + R"(
function take params 1
  job = param 0
  call 1 job through job(job)
  after = after call 1 job
  exits after
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Outside, WhenAKeptCallbackIsCalledNobodyKnows) {
  EXPECT_THAT(analyzed(Taken + R"(
function take params 1
  job = param 0
  object = object .later=job
  stores object
  exits job
)"),
              isQuiet());
}

TEST(Outside, ACallbackThatIsHandedOnMayBeKept) {
  EXPECT_THAT(analyzed(Taken + R"(
function take params 1
  job = param 0
  call 1 keep(job)
  after = after call 1 job
  exits after
function keep params 1
  job = param 0
  escapes job
  exits job
)"),
              isQuiet());
}

} // namespace
} // namespace ormlint::analysis
