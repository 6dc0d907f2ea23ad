//===--- NotationTest.cpp - Facts written and read ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Dump.h"
#include "facts/Parse.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace ormlint::facts {
namespace {

std::string printed(const Unit &Facts) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  dump(Facts, Out);
  return Text;
}

TEST(Notation, EveryKindOfLineIsPrintedAsItIsRead) {
  const std::string Text = R"text(file f0 school.cpp
file f1 "with a space.hpp"
field students closed by Page "c:@S@Page#&1"
field ""
relation Student.courses -> Course many ordered identity-map inverse student_set
relation Student.department -> "Map<K, V>" attached nullable reverse
relation Course.department -> Department column
function f params 2 method constructor instance coroutine hides internal @f1:3:1
  loop 1 range rows @4:1
  loop 2 in loop 1 counted short conditional early-exit
  v1 = query Student of school identity-map named objects {p0 p63} @4:2
  v2 = prefetch v1 chained "courses.department"@4:9 ? "guides" of v1 as some conditional @4:3
  v3 = join v2 "department" discarded on-purpose variable q statement @f0:9:1
  v4 = clear-prefetches v3 made in loop 1
  v5 = clear-joins v4 not-editable macro
  v6 = narrow v5 only "title" slice streamed named limit {varies 1 opaque outside batch}
  v7 = narrow v6 defer
  v8 = all v7
  v9 = at-most-one v8
  v10 = reshape v9
  v11 = iterator v8
  v12 = each v11 in loop 1 fetched
  v13 = one v8 fetched
  v14 = related v12.courses
  v15 = related v12.Student.department
  v16 = target v15
  v17 = collected v12 v13 from v8
  v18 = param 1
  v19 = result of call 1
  v20 = after call 1 v18 argument 1
  v21 = merge v1 [1 !2] v20 [!1] -
  v22 = lookup "courses" of v8 as guides
  v23 = object from v18 .students=v1 .""=v22 runs "operator()"
  v24 = part v23.students
  v25 = unknown "a \"reason\""
  v26 = unknown
  v27 = assigned v12.Student.department conditional
  v28 = after call 1 v18 copied
  v29 = part -.students
  v30 = object .students=v29
  load v15 [1] in loop 2 conditional @5:1
  test v15
  run v8 named begin of school ends @5:2
  count v8
  pick v8 first
  index v8 {varies 2}
  bulk v2
  write v14 named add entity Course
  call 1 f~2(v12 {varies 1}, -) [!2] in loop 1 conditional returns-query virtual @6:1
  call 2 callback through v18(v18, v12)
  returns v1 v19
  exits v20 -
  escapes v26
  stores v30
function f~2
left-out "too large" @8:1
)text";
  auto Facts = parse(Text);
  ASSERT_TRUE(static_cast<bool>(Facts)) << llvm::toString(Facts.takeError());
  EXPECT_EQ(printed(*Facts), Text);
}

TEST(Notation, NamesCommentsAndAnyOrder) {
  auto Facts = parse(R"(
function f # the only one
  run students in loop each_student
  student = each students in loop each_student

  loop each_student rows
  students = query Student
)");
  ASSERT_TRUE(static_cast<bool>(Facts)) << llvm::toString(Facts.takeError());
  EXPECT_EQ(printed(*Facts), R"(function f
  loop 1 rows
  v1 = each v2 in loop 1
  v2 = query Student
  run v2 in loop 1
)");
}

TEST(Notation, APlaceIsTheLineOfTheTextOnRequest) {
  auto Facts = parse("function f\n  v1 = query Student\n  v2 = all v1 @9:2\n",
                     Unplaced::InTheText);
  ASSERT_TRUE(static_cast<bool>(Facts)) << llvm::toString(Facts.takeError());
  const auto &Values = Facts->Functions.front().Values;
  EXPECT_EQ(Values[1].At.Line, 2u);
  EXPECT_EQ(Values[2].At.Line, 9u);
}

TEST(Notation, MistakesNameTheirLine) {
  const std::string F = "function f\n  v1 = query Student\n  ";
  for (const auto &[Text, Mistake] : {
           std::pair("unction f",
                     "line 1: expected file, field, relation, function or "
                     "left-out, not 'unction'"),
           std::pair("function", "line 1: expected a name at the end"),
           std::pair("function f many", "line 1: expected nothing more, not "
                                        "'many'"),
           std::pair("field a\nfield a", "line 2: a second field 'a'"),
           std::pair("file f1 x", "line 1: expected 'f0', not 'f1'"),
           std::pair("left-out \"x", "line 1: a text without an end"),
       }) {
    auto Facts = parse(Text);
    ASSERT_FALSE(static_cast<bool>(Facts)) << Text;
    EXPECT_EQ(llvm::toString(Facts.takeError()), Mistake);
  }
  for (const auto &[Line, Mistake] : {
           std::pair("v1 = all v1", "a second value 'v1'"),
           std::pair(
               "v2 = al v1",
               "expected one of unknown, query, all, narrow, "
               "at-most-one, reshape, prefetch, join, clear-prefetches, "
               "clear-joins, related, target, assigned, iterator, each, one, "
               "collected, param, result, after, merge, lookup, object, "
               "part, not 'al'"),
           std::pair("v2 = all v3", "expected a value, not 'v3'"),
           std::pair("v2 = each v1 in loop 1", "expected a loop, not '1'"),
           std::pair("v2 = related v1.courses",
                     "expected a relation, not 'courses'"),
           std::pair("v2 = related v1", "expected value.name, not 'v1'"),
           std::pair("run v1 @x", "expected @line:column, not 'x'"),
           std::pair("load v1 [x]", "expected the number of a condition, not "
                                    "'x'"),
           std::pair("call 1 g(v1", "expected ',' at the end"),
           std::pair("jump v1",
                     "expected NAME =, loop, call, an event, "
                     "returns, exits, escapes or stores, not 'jump'"),
       }) {
    auto Facts = parse(F + Line);
    ASSERT_FALSE(static_cast<bool>(Facts)) << Line;
    EXPECT_EQ(llvm::toString(Facts.takeError()),
              std::string("line 3: ") + Mistake);
  }
}

TEST(Notation, ARelationThatIsNotClear) {
  auto Facts = parse("relation A.x -> B\nrelation B.x -> A\n"
                     "function f\n  a = query A\n  x = related a.x\n");
  ASSERT_FALSE(static_cast<bool>(Facts));
  EXPECT_EQ(llvm::toString(Facts.takeError()), "line 5: 'x' may be A.x or B.x");
}

TEST(Notation, AParameterThatIsNotThere) {
  auto Facts = parse("\nfunction f params 1\n  a = param 1\n");
  ASSERT_FALSE(static_cast<bool>(Facts));
  EXPECT_EQ(llvm::toString(Facts.takeError()),
            "line 2: 'f' has 1 parameters and uses parameter 1, counted from "
            "0");
}

} // namespace
} // namespace ormlint::facts
