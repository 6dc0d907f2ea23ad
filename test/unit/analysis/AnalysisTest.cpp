//===--- AnalysisTest.cpp - Findings from facts ---------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "gtest/gtest.h"

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

using testing::AllOf;

TEST(NPlusOne, ARelationToManyInALoop) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("courses", costs("1 + N", 2)));
}

TEST(NPlusOne, ARelationToOneInALoop) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(NPlusOne, AnEagerLoadServes) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              isQuiet());
}

TEST(NPlusOne, ARowReadTwiceIsLoadedOnce) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1
  load department in loop 1
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(NPlusOne, ManyRelatedRowsAreReadAgainEachTime) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  all_courses2 = all taken chained
  run all_courses2 in loop 1
  loop 3 in loop 1 rows
  course2 = each all_courses2 in loop 3
)"),
              reports("courses", costs("1 + 2N", 2)));
}

TEST(NPlusOne, TwoLoopsOverOneEvaluatedQueryShareItsRows) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1
  run students
  loop 2 rows
  student2 = each students in loop 2
  department2 = related student2.department
  load department2 in loop 2
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(NPlusOne, TwoLoopsOverOneEvaluatedQueryReadManyTwice) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  run students
  loop 3 rows
  student2 = each students in loop 3
  taken2 = related student2.courses
  all_courses2 = all taken2 chained
  run all_courses2 in loop 3
  loop 4 in loop 3 rows
  course2 = each all_courses2 in loop 4
)"),
              reports("courses", costs("1 + 2N", 2)));
}

TEST(NPlusOne, TwoQueriesOfOneStartAreTwoStatements) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  some = narrow students
  run some
  loop 1 rows
  student = each some in loop 1
  department = related student.department
  load department in loop 1
  some2 = narrow students
  run some2
  loop 2 rows
  student2 = each some2 in loop 2
  department2 = related student2.department
  load department2 in loop 2
)"),
              reports("department", costs("2 + N + M", 2)));
}

TEST(NPlusOne, AnAssignedRelationIsInMemory) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  write department in loop 1
  load department in loop 1
)"),
              isQuiet());
}

TEST(NPlusOne, NestedLoopsAreOnePath) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  owner = related course.owner
  load owner in loop 2
)"),
              reports("courses courses__owner", costs("1 + N + N·M", 3)));
}

TEST(NPlusOne, AShorterEagerLoadLeavesTheRest) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  owner = related course.owner
  load owner in loop 2
)"),
              reports("courses__owner", costs("2 + N·M", 3)));
}

TEST(NPlusOne, ToOneThenToMany) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1
  target = target department
  members = related target.students
  all_students = all members chained
  run all_students in loop 1
  loop 2 in loop 1 rows
  student2 = each all_students in loop 2
)"),
              reports("department department__students", costs("1 + 2N", 2)));
}

TEST(NPlusOne, ASingleRowHasNoN) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  pick students
  student = one students
  taken = related student.courses
  all_courses = all taken chained
  run all_courses
  loop 1 rows
  course = each all_courses in loop 1
)"),
              isQuiet());
}

TEST(NPlusOne, ALimitOfOneHasNoN) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  first = at-most-one students chained
  run first
  loop 1 rows
  student = each first in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              isQuiet());
}

TEST(NPlusOne, TheRelatedRowsOfASingleRow) {
  EXPECT_THAT(analyzed(R"(
function f
  departments = query Department
  pick departments
  department = one departments
  members = related department.students
  all_students = all members chained
  run all_students
  loop 1 rows
  student = each all_students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("courses", costs("2 + N", 3)));
}

TEST(NPlusOne, RelatedRowsThatArePrefetchedAreFixedWhereTheyArePrefetched) {
  EXPECT_THAT(analyzed(R"(
function f
  departments = query Department
  loaded = prefetch departments chained "students"
  pick loaded
  department = one loaded
  members = related department.students
  all_students = all members chained
  run all_students
  loop 1 rows
  student = each all_students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("students__courses", costs("2 + N", 3)));
}

TEST(NPlusOne, TheWayBackIsKnown) {
  EXPECT_THAT(analyzed(R"(
function f
  departments = query Department
  pick departments
  department = one departments
  members = related department.students
  all_students = all members chained
  run all_students
  loop 1 rows
  student = each all_students in loop 1
  department2 = related student.department
  load department2 in loop 1
)"),
              isQuiet());
}

TEST(NPlusOne, AnEagerLoadMustHoldOnEveryPath) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  either = merge students loaded
  run either
  loop 1 rows
  student = each either in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("courses", costs("up to 1 + N", 2)));
}

TEST(NPlusOne, AnEagerLoadOnEveryPathServes) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  some = narrow students chained
  loaded2 = prefetch some chained "courses"
  either = merge loaded loaded2
  run either
  loop 1 rows
  student = each either in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              isQuiet());
}

TEST(NPlusOne, ARefinementOnOneBranchKeepsTheNumberExact) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  some = narrow students
  either = merge students some
  run either
  loop 1 rows
  student = each either in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("courses", costs("1 + N", 2)));
}

TEST(NPlusOne, AConditionalAccessIsABound) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1 conditional
)"),
              reports("department", costs("up to 1 + N", 1)));
}

TEST(NPlusOne, ANullableKeyIsABound) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  minor = related student.minor
  load minor in loop 1
)"),
              reports("minor", costs("up to 1 + N", 1)));
}

TEST(NPlusOne, AnAccessInAHelper) {
  EXPECT_THAT(analyzed(R"(
function helper params 1
  arg0 = param 0
  department = related arg0.department
  load department
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 helper(student) in loop 1
)"),
              reports("department", costs("1 + N", 1)));
}

TEST(NPlusOne, ALoopInAHelperWarnsOnlyForTheCallerThatLacksTheLoad) {
  EXPECT_THAT(analyzed(R"(
function page params 1
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  taken = related row.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
function good
  students = query Student
  loaded = prefetch students chained "courses"
  call 1 page(loaded)
function bad
  students = query Student
  call 1 page(students)
)"),
              reports("courses", costs("1 + N", 2)));
}

TEST(NPlusOne, AQueryThatAFunctionReturnsIsFixedAtTheCall) {
  EXPECT_THAT(analyzed(R"(
function all
  students = query Student
  returns students
function f
  call 1 all() returns-query
  result = result of call 1 @100:1
  run result
  loop 1 rows
  student = each result in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              AllOf(reports("courses", costs("1 + N", 2)), atLine(100)));
}

TEST(NPlusOne, OneBranchWithAndOneWithoutCostsN) {
  EXPECT_THAT(analyzed(R"(
function f
  students = query Student
  loaded = prefetch students chained "courses"
  either = merge loaded students
  run either
  loop 1 rows
  student = each either in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              reports("courses", costs("up to 1 + N", 2)));
}

TEST(NPlusOne, ALoopThatWritesWhatItReadsGetsNoFix) {
  EXPECT_THAT(
      analyzed(R"(
function write params 1
  arg0 = param 0
  write arg0 entity Course
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  call 1 write(student) in loop 1
)"),
      AllOf(reports("courses", costs("1 + N", 2)), hasNoFix(NoFix::Written)));
}

TEST(NPlusOne, ALoopThatWritesSomethingElseGetsItsFix) {
  EXPECT_THAT(
      analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  department = related student.department
  load department in loop 1
  write student entity Student in loop 1
)"),
      AllOf(reports("department", costs("1 + N", 1)), hasNoFix(NoFix::None)));
}

TEST(NPlusOne, RecursionEnds) {
  EXPECT_THAT(analyzed(R"(
function walk params 1
  arg0 = param 0
  members = related arg0.students
  all_students = all members chained
  run all_students
  loop 1 rows
  student = each all_students in loop 1
  department = related student.department
  load department in loop 1
  target = target department
  call 1 walk(target) in loop 1
function f
  departments = query Department
  pick departments
  department = one departments
  call 1 walk(department)
)"),
              hasNoFix(NoFix::Recursive));
}

TEST(Coverage, AParameterWithoutCallersIsUndecided) {
  EXPECT_THAT(analyzed(R"(
function page params 1
  arg0 = param 0
  run arg0
  loop 1 rows
  row = each arg0 in loop 1
  taken = related row.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
              leavesUndecided({"no caller of 'page' is in sight",
                               "no caller of 'page' is in sight"}));
}

TEST(Coverage, UnknownRowsAreUndecidedWithTheReason) {
  EXPECT_THAT(
      analyzed(R"(
function f
  value = unknown "kept in a class member"
  run value
  loop 1 rows
  row = each value in loop 1
  taken = related row.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
)"),
      leavesUndecided({"kept in a class member", "kept in a class member"}));
}

TEST(Coverage, CheckedAndReportedLoopsAreCounted) {
  const Coverage Result = analyzed(R"(
function f
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
  courses = query Course
  run courses
  loop 3 rows
  course2 = each courses in loop 3
)")
                              .Coverage;
  EXPECT_EQ(Result.LoopsChecked.size(), 3u);
  EXPECT_EQ(Result.LoopsReported.size(), 1u);
  EXPECT_TRUE(Result.LoopsUndecided.empty());
}

} // namespace
} // namespace ormlint::analysis
