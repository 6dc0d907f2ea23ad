//===--- PartsAnalysisTest.cpp - Parts say what the whole says ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../analysis/School.h"
#include "index/Parts.h"
#include <tuple>

using namespace ormlint::analysis;

namespace ormlint::index {
namespace {

/// What a run says: the line and the cost of each finding, and the loops.
struct Verdict {
  std::vector<std::tuple<std::uint32_t, std::string, std::optional<unsigned>>>
      Said;
  std::size_t Checked = 0, Reported = 0, Undecided = 0, Functions = 0;

  void add(const Findings &More) {
    for (const MissingEagerLoad &Each : More.MissingEagerLoads)
      Said.emplace_back(Each.At.Line, Each.Cost.BeforeText, Each.Cost.After);
    for (const Finding &Each : More.Others)
      Said.emplace_back(Each.At.Line, Each.Cost.BeforeText, Each.Cost.After);
    Checked += More.Coverage.LoopsChecked.size();
    Reported += More.Coverage.LoopsReported.size();
    Undecided += More.Coverage.LoopsUndecided.size();
    Functions += More.Coverage.Functions;
  }
};

// Called with a row, called with a query, a query that is handed on through two
// functions, and a row from nowhere: each stands for itself.
constexpr const char *Program = R"(
function print params 1
  row = param 0
  department = related row.department
  load department
function page
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 print(student) in loop 1

function unseen params 1
  row = param 0
  minor = related row.minor
  load minor

function table params 1
  students = param 0
  run students
  loop 1 rows
  student = each students in loop 1
  taken = related student.courses
  all_courses = all taken chained
  run all_courses in loop 1
  loop 2 in loop 1 rows
  course = each all_courses in loop 2
function middle params 1
  students = param 0
  call 1 table(students)
function report
  students = query Student
  call 1 middle(students)

function quiet
  students = query Student
  loaded = join students chained "department"
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  department = related student.department
  load department in loop 1
)";

TEST(Parts, SayWhatTheWholeSays) {
  Verdict Whole;
  Whole.add(analyze(school(Program)));
  ASSERT_EQ(Whole.Said.size(), 2u);

  for (const std::size_t Least : {1, 3, 100}) {
    facts::Unit Taken = school(Program);
    const std::vector<Part> All = partsOf(Taken, Least);
    EXPECT_EQ(All.size(), Least == 1 ? 4u : Least == 3 ? 3u : 1u);
    Verdict Parts;
    for (const Part &Each : All)
      Parts.add(analyze(take(Taken, Each)));
    EXPECT_THAT(Parts.Said, testing::UnorderedElementsAreArray(Whole.Said));
    EXPECT_EQ(Parts.Checked, Whole.Checked);
    EXPECT_EQ(Parts.Reported, Whole.Reported);
    EXPECT_EQ(Parts.Undecided, Whole.Undecided);
    EXPECT_EQ(Parts.Functions, Whole.Functions);
  }
}

} // namespace
} // namespace ormlint::index
