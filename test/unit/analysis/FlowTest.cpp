//===--- FlowTest.cpp - Queries through objects and function objects ------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using testing::AllOf;

TEST(Flow, APartOfAnObjectIsWhatWasPutThere) {
  EXPECT_THAT(analyzed(R"(
field loaded
field bare
function f
  students = query Student
  loaded = join students chained "department"
  students2 = query Student
  object = object .loaded=loaded .bare=students2
  held = part object.loaded
  run held
  loop 1 rows
  student = each held in loop 1
  department = related student.department
  load department in loop 1
  held2 = part object.bare
  run held2
  loop 2 rows
  student2 = each held2 in loop 2
  department2 = related student2.department
  load department2 in loop 2
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, ANewVersionOfAnObjectHidesTheOldPart) {
  EXPECT_THAT(analyzed(R"(
field students
function f
  students = query Student
  object = object .students=students
  held = part object.students
  loaded = join held chained "department"
  object2 = object from object .students=loaded
  held2 = part object2.students
  run held2
  loop 1 rows
  student = each held2 in loop 1
  department = related student.department
  load department in loop 1
)"),
              isQuiet());
}

TEST(Flow, APartIsFollowedIntoTheCaller) {
  EXPECT_THAT(analyzed(R"(
field students
function print params 1
  arg0 = param 0
  held = part arg0.students
  run held
  loop 1 rows
  student = each held in loop 1
  department = related student.department
  load department in loop 1
function f
  students = query Student
  object = object .students=students
  call 1 print(object)
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, AnObjectThatNobodyIsSeenToMakeIsTheConstructors) {
  EXPECT_THAT(analyzed(R"(
field students closed by Page
function Page params 1 method constructor
  students = query Student
  object = object .students=students
  returns object
  exits object
function print params 1 method
  arg0 = param 0
  held = part arg0.students
  run held
  loop 1 rows
  student = each held in loop 1
  department = related student.department
  load department in loop 1
)"),
              reports("department", costs("1 + N", 1)));
  EXPECT_THAT(analyzed(R"(
field students by Page
function Page params 1 method constructor
  students = query Student
  object = object .students=students
  returns object
  exits object
function print params 1 method
  arg0 = param 0
  held = part arg0.students
  run held
  loop 1 rows
  student = each held in loop 1
  department = related student.department
  load department in loop 1
)"),
              isQuiet());
}

TEST(Flow, ACallbackBelongsToTheCallThatBringsIt) {
  EXPECT_THAT(analyzed(R"(
function lambda params 2 method
  arg1 = param 1
  department = related arg1.department
  load department
function other params 2
function each params 2
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  arg1 = param 1
  call 1 callback through arg1(arg1, row) in loop 1
function f
  students = query Student
  object = object runs other
  call 1 each(students, object)
)"),
              isQuiet());
  EXPECT_THAT(analyzed(R"(
function lambda params 2 method
  arg1 = param 1
  department = related arg1.department
  load department
function other params 2
function each params 2
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  arg1 = param 1
  call 1 callback through arg1(arg1, row) in loop 1
function f
  students = query Student
  object = object runs other
  call 1 each(students, object)
function g
  students = query Student
  object = object runs lambda
  call 1 each(students, object)
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, ACallbackIsHandedOn) {
  EXPECT_THAT(analyzed(R"(
function lambda params 2 method
  arg1 = param 1
  department = related arg1.department
  load department
function each params 2
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  arg1 = param 1
  call 1 callback through arg1(arg1, row) in loop 1
function hand_on params 2
  arg0 = param 0
  arg1 = param 1
  call 1 each(arg0, arg1)
  courses = query Course
  object = object runs c:nowhere
  call 2 each(courses, object)
function f
  students = query Student
  object = object runs lambda
  call 1 hand_on(students, object)
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, ACallbackIsKeptInAnObject) {
  EXPECT_THAT(analyzed(R"(
field callback
function lambda params 2 method
  arg1 = param 1
  department = related arg1.department
  load department
function click params 2
  arg0 = param 0
  held = part arg0.callback
  arg1 = param 1
  call 1 callback through held(held, arg1)
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  object = object runs lambda
  object2 = object .callback=object
  call 1 click(object2, student) in loop 1
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, AFunctionHasNoParameterForTheObjectItIs) {
  EXPECT_THAT(analyzed(R"(
function plain params 1
  arg0 = param 0
  department = related arg0.department
  load department
function each params 2
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  arg1 = param 1
  call 1 callback through arg1(arg1, row) in loop 1
function f
  students = query Student
  object = object runs plain
  call 1 each(students, object)
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, ALambdaThatCallsItselfThroughItsCaptureEnds) {
  EXPECT_THAT(analyzed(R"(
field self
function lambda params 2 method
  arg1 = param 1
  department = related arg1.department
  load department
  arg0 = param 0
  held = part arg0.self
  call 1 callback through held(held, arg1)
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  object = object runs lambda
  object2 = object from object .self=object runs lambda
  call 1 callback through object2(object2, student) in loop 1
)"),
              findsMissing(1));
}

TEST(Flow, AWayThatTheConditionRulesOutIsNotTaken) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = join students chained "department"
  either = merge loaded [1] students [!1]
  run either
  loop 1 rows
  student = each either in loop 1
  department = related student.department
  load department [1] in loop 1
)"),
              isQuiet());
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = join students chained "department"
  either = merge loaded [1] students [!1]
  run either
  loop 1 rows
  student = each either in loop 1
  department = related student.department
  load department [!1] in loop 1
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(Flow, ARecursionHasNoNumber) {
  EXPECT_THAT(analyzed(R"(
relation Part.parts -> Part many
function walk params 1
  arg0 = param 0
  within = related arg0.parts
  all_parts = all within chained
  run all_parts
  loop 1 rows
  part = each all_parts in loop 1
  call 1 walk(part) in loop 1
function f
  parts = query Part
  run parts
  loop 1 rows
  part = each parts in loop 1
  call 1 walk(part) in loop 1
)"),
              AllOf(reports("parts", costs("more than 1 + N + N·M")),
                    hasNoFix(NoFix::Recursive)));
}

TEST(Flow, AThousandFunctionsThatCallEachOtherEnd) {
  std::string Text;
  constexpr unsigned Count = 1000;
  for (unsigned I = 0; I < Count; ++I)
    Text += llvm::formatv(R"(
function f{0} params 1
  row = param 0
  department = related row.department
  load department
  call 1 f{1}(row)
  call 2 f{2}(row)
)",
                          I, (I + 1) % Count, (I + 7) % Count);
  EXPECT_THAT(analyzed(Text + R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 f0(student) in loop 1
)"),
              findsMissing(1));
}

} // namespace
} // namespace ormlint::analysis
