//===--- FactsTest.cpp - What code says, as facts -------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShelfOrm.h"
#include "llvm/ADT/StringRef.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <set>

using testing::HasSubstr;
using testing::Not;

namespace ormlint::facts {
namespace {

TEST(Facts, AFunctionThatTouchesNoRowHasNone) {
  EXPECT_TRUE(factsOf("void f(int n) { use(n); }").Functions.empty());
}

TEST(Facts, AChainIsRefinedStepByStep) {
  EXPECT_THAT(dumpOf("void f() { use(Book::rows().where(1).along(\"author\")"
                     ".ahead(\"author.books\").count()); }"),
              HasSubstr("  v1 = query Book\n"
                        "  v2 = narrow v1 chained\n"
                        "  v3 = join v2 chained \"author\"\n"
                        "  v4 = prefetch v3 chained \"author.books\"\n"
                        "  count v4\n"));
}

TEST(Facts, APathThatNamesNoRelationIsNotRead) {
  EXPECT_THAT(
      dumpOf("void f() { use(Book::rows().ahead(\"tags.x\").count()); }"),
      HasSubstr("= prefetch v1 chained ?\n"));
}

TEST(Facts, ARefinementThroughAVariableIsNotChained) {
  EXPECT_THAT(dumpOf("void f() { auto q = Book::rows(); q = q.where(1);"
                     "use(q.count()); }"),
              HasSubstr("  v2 = narrow v1\n"
                        "  count v2\n"));
}

TEST(Facts, ARangeForGivesEachRow) {
  const std::string Text =
      dumpOf("void f() { for (const Book &b : Book::rows()) use(b.pages); }");
  EXPECT_THAT(Text, HasSubstr("= each v1 in loop 1\n"));
  EXPECT_THAT(Text, HasSubstr("  run v1\n"));
}

TEST(Facts, EveryLoopFormGivesEachRow) {
  for (const char *Body : {
           "auto q = Book::rows(); for (int i = 0; i < q.size(); ++i)"
           " use(q[i].author.key());",
           "auto q = Book::rows(); for (auto i = q.begin(); i != q.end(); ++i)"
           " use(i->author.key());",
           "auto q = Book::rows(); auto i = q.begin(); while (i != q.end())"
           " { use((*i).author.key()); i++; }",
           "auto q = Book::rows(); auto i = q.begin(); do { use(i->pages);"
           " use(i->author.key()); ++i; } while (i != q.end());",
           "auto q = Book::rows(); const Book *b = q.begin();"
           " for (; b != q.end(); b = b + 1) use(b->author.key());",
       })
    EXPECT_THAT(dumpOf(std::string("void f() { ") + Body + " }"),
                HasSubstr("= each v1 in loop 1\n"))
        << Body;
}

TEST(Facts, AnIndexThatNoLoopAdvancesIsOneRow) {
  const std::string Text =
      dumpOf("void f(int i) { auto q = Book::rows(); while (test())"
             " use(q[i].author.key()); }");
  EXPECT_THAT(Text, HasSubstr("= one v"));
  EXPECT_THAT(Text, Not(HasSubstr("= each")));
}

TEST(Facts, AnOuterLoopsIteratorIsTheOuterLoopsRow) {
  EXPECT_THAT(dumpOf("void f() { auto q = Book::rows();"
                     "for (auto i = q.begin(); i != q.end(); ++i)"
                     "  while (test()) use(i->author->age); }"),
              HasSubstr("= each v1 in loop 1\n"));
}

TEST(Facts, ALoopThatRunsOnceIsNoLoop) {
  EXPECT_THAT(dumpOf("void f() { for (const Book &b : Book::rows()) {"
                     " use(b.author->age); break; } }"),
              Not(HasSubstr("= each")));
}

TEST(Facts, ARelationToOneIsLoadedWhereItIsDereferenced) {
  const std::string Text = dumpOf(
      "void f() { for (const Book &b : Book::rows()) use(b.author->age); }");
  EXPECT_THAT(Text, testing::ContainsRegex("= related v[0-9]+.author\n"));
  EXPECT_THAT(Text, testing::ContainsRegex("  load v[0-9]+ in loop 1\n"));
}

TEST(Facts, TheKeyIsNoLoad) {
  EXPECT_THAT(dumpOf("void f() { for (const Book &b : Book::rows())"
                     " use(b.author.key()); }"),
              Not(HasSubstr("  load")));
}

TEST(Facts, ABranchIsAMerge) {
  EXPECT_THAT(dumpOf("void f() { auto q = Book::rows(); if (test())"
                     " q = q.ahead(\"tags\"); use(q.count()); }"),
              testing::ContainsRegex("merge v[12] v[12]\n"));
}

TEST(Facts, AConditionIsNotEveryTurn) {
  EXPECT_THAT(dumpOf("void f() { for (const Book &b : Book::rows())"
                     " if (test()) use(b.author->age); }"),
              testing::ContainsRegex("  load v[0-9]+ in loop 1 conditional\n"));
}

TEST(Facts, AShortCircuitIsACondition) {
  EXPECT_THAT(dumpOf("void f() { for (const Book &b : Book::rows())"
                     " use(test() && b.author->age); }"),
              testing::ContainsRegex("  load v[0-9]+ in loop 1 conditional\n"));
}

TEST(Facts, ALookupObjectKeepsItsQuery) {
  EXPECT_THAT(
      dumpOf("void f() { use(Author::rows().ahead(shelf::Plan<Book>("
             "\"books\", Book::rows().where(1), \"thick\")).count()); }"),
      testing::ContainsRegex("\"books\" of v[0-9]+ as thick"));
}

TEST(Facts, AHeaderFunctionThatIsHandedARowIsFollowed) {
  const Unit Facts = factsOf("void print(const Book &b) { use(b.author->age); }"
                             "void f() { for (const Book &b : Book::rows())"
                             " print(b); }");
  EXPECT_EQ(Facts.Functions.size(), 2u);
}

TEST(Facts, ATemplateIsFollowedWhereItIsInstantiated) {
  const Unit Facts =
      factsOf("template <class Q> void page(const Q &q) { for (auto &b : q)"
              " use(b.author->age); }"
              "void f() { page(Book::rows()); }");
  ASSERT_EQ(Facts.Functions.size(), 2u);
}

TEST(Facts, LambdasInOneMacroCallAreTold) {
  const Unit Facts =
      factsOf("#define BOTH(A, B) A; B\n"
              "template <class F> void each(const F &read) { for (auto &b :"
              " Book::rows()) read(b); }\n"
              "void f() { BOTH(each([](const Book &b) { use(b.pages); }),"
              " each([](const Book &b) { use(b.author->age); })); }");
  std::set<Symbol> Usrs;
  for (const Function &F : Facts.Functions)
    Usrs.insert(F.Usr);
  EXPECT_EQ(Usrs.size(), Facts.Functions.size());
  EXPECT_EQ(Facts.Functions.size(), 5u);
}

TEST(Facts, AQueryMadeAnewOnEachTurnGivesOneRow) {
  EXPECT_THAT(dumpOf("void f() { for (int i = 0; i < 2; ++i)"
                     " use(Book::rows()[i].author->age); }"),
              Not(HasSubstr("= each")));
}

/// From where on the choice of rows in \p Program could stand, by its line; 0:
/// nowhere else.
unsigned sinceLine(const char *Program) {
  const Unit Facts = factsOf(Program);
  for (const Function &F : Facts.Functions)
    for (const Value &V : F.Values)
      if (V.How == Refinement::Narrow && V.Details->Fix->Since.valid())
        return V.Details->Fix->Since.Line;
  return 0;
}

TEST(Facts, AChoiceMayStandWhereWhatItNeedsIsThere) {
  const unsigned Start = sinceLine("void f() {\n"
                                   "for (Author &a : Author::rows())\n"
                                   "for (Book &b : a.books.whole().where(7))\n"
                                   "use(b.pages); }");
  ASSERT_NE(Start, 0U);
  EXPECT_EQ(sinceLine("void f() {\n"
                      "const int n = 7;\n"
                      "for (Author &a : Author::rows())\n"
                      "for (Book &b : a.books.whole().where(n))\n"
                      "use(b.pages); }"),
            Start + 1);
}

TEST(Facts, AChoiceByTheRowStandsNowhereElse) {
  EXPECT_EQ(sinceLine("void f() { for (Author &a : Author::rows())"
                      "for (Book &b : a.books.whole().where(a.age))"
                      "use(b.pages); }"),
            0U);
}

TEST(Facts, AChoiceByWhatChangesStandsNowhereElse) {
  EXPECT_EQ(sinceLine("void f() { int n = 7; for (Author &a : Author::rows()) {"
                      "for (Book &b : a.books.whole().where(n)) use(b.pages);"
                      "++n; } }"),
            0U);
}

/// Whether the declaration of a query in \p Body, that of a loop, could stand
/// before the loop.
bool isHoistable(const std::string &Body) {
  const Unit Facts = factsOf("int total; struct Other; void done(Other &);"
                             "void f(int m, Book &b) { for (int i = 0; i < 99;"
                             "++i) {" +
                             Body + "} }");
  for (const Function &F : Facts.Functions)
    for (const Value &V : F.Values)
      if (V.Kind == ValueKind::Query && V.Details->Fix->Moved.From.valid())
        return V.Details->Fix->Moved.Before == F.Loops[1].At;
  return false;
}

TEST(Facts, AQueryThatIsTheSameOnEachTurnNeedNotBeRepeated) {
  EXPECT_TRUE(isHoistable("const int n = Book::rows().count(); total += n;"));
  EXPECT_TRUE(
      isHoistable("int n = Book::rows().where(m).count(); total += n;"));
  EXPECT_TRUE(isHoistable("const auto q = Book::rows().where(7);"
                          "for (const Book &o : q) total += o.pages;"));
}

TEST(Facts, AQueryStaysInItsLoop) {
  // It is made of what differs, or is changed itself.
  EXPECT_FALSE(
      isHoistable("const int n = Book::rows().where(i).count(); total += n;"));
  EXPECT_FALSE(isHoistable("int n = Book::rows().count(); total += ++n;"));
  // The loop writes, or calls what is out of sight.
  EXPECT_FALSE(isHoistable("const int n = Book::rows().count(); b.keep();"
                           "total += n;"));
  EXPECT_FALSE(isHoistable("const int n = Book::rows().count(); use(n);"));
  // The name means something else outside.
  EXPECT_FALSE(isHoistable("const int total = Book::rows().count();"
                           "::total += total;"));
}

TEST(Facts, AMutableReferenceMayBeAssigned) {
  EXPECT_THAT(
      dumpOf("void narrow(shelf::Rows<Book> &q);"
             "void f() { auto q = Book::rows(); narrow(q);"
             " use(q.count()); }"),
      testing::ContainsRegex("= after call 1 v1 copied\n  count v[0-9]+"));
}

TEST(Facts, AnAssignmentThroughAPointerIsOneOfWhatItPointsAt) {
  for (const char *Body : {
           "Page p{Book::rows()}; Page *s = &p; s->q = s->q.ahead(\"tags\");"
           " use(p.q.count());",
           "shelf::Rows<Book> a[2] = {Book::rows(), Book::rows()};"
           " a[1] = a[1].ahead(\"tags\"); a[0] = Book::rows();"
           " use(a[1].count());",
       })
    EXPECT_THAT(dumpOf(std::string("struct Page { shelf::Rows<Book> q; };"
                                   "void f() { ") +
                       Body + " }"),
                testing::ContainsRegex("  v([0-9]+) = prefetch v[0-9]+ [^\n]*"
                                       "\n(.*\n)?  count v[0-9]+"))
        << Body;
}

TEST(Facts, AnObjectIsUnknownBehindAPointerThatIsSetLater) {
  EXPECT_THAT(dumpOf("struct Page { shelf::Rows<Book> q; };"
                     "void f() { Page p{Book::rows()}; Page *s; s = &p;"
                     " s->q = Book::rows(); use(p.q.count()); }"),
              HasSubstr("unknown \"assigned through a pointer\""));
}

TEST(Facts, ALoopByReferenceLeavesItsElements) {
  const std::string Loop =
      "void f() { shelf::Rows<Book> a[] = {Book::rows(), Book::rows()};"
      " for (auto &q : a) ";
  const std::string After = " use(a[0].count()); }";
  EXPECT_THAT(dumpOf(Loop + "q = q.ahead(\"tags\");" + After),
              testing::ContainsRegex("= collected v[0-9]+\n"));
  // Where the loop ends early, the others are as they were.
  EXPECT_THAT(
      dumpOf(Loop + "{ if (test()) break; q = q.ahead(\"tags\"); }" + After),
      testing::ContainsRegex("= collected v[0-9]+ from v[0-9]+ some\n"));
}

TEST(Facts, PlacesAreWhereAReaderLooks) {
  const Unit Facts = factsOf("#define ALL Book::rows()\n"
                             "void f() {\n"
                             "  use(ALL.count());\n"
                             "}");
  const Function &F = Facts.Functions.front();
  EXPECT_EQ(F.Values[1].Kind, ValueKind::Query);
  EXPECT_EQ(F.Values[1].Details->Site.Why, EditSite::Obstacle::Macro);
}

} // namespace
} // namespace ormlint::facts
