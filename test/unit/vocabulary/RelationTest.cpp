//===--- RelationTest.cpp - Which fields are relations --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tusks.h"
#include "clang/AST/DeclCXX.h"
#include "gtest/gtest.h"

namespace ormlint::vocabulary {
namespace {

const char Herd[] = R"(
struct Herd; struct Tag; struct Tree;
struct Calf : tusk::Record<int, Calf> {
  long age;
  tusk::Link<Herd> herd;
  tusk::Link<Herd, tusk::index, tusk::maybe> old_herd;
  tusk::Link<Tag> tag;
  tusk::Links<Tree> trees;
  tusk::CrossLinks<Calf, "rivals"> feared_by;
  tusk::Dust<Tree> near_trees;
  tusk::Grain<Tree> nearest_tree;
  const tusk::Links<Tree> *elsewhere;
  tusk::Link<Herd> &elsewhere_too;
};
struct Herd : tusk::Record<int, Herd> {
  tusk::BackLinks<Calf, &Calf::herd> calves;
  tusk::BackLinks<Calf, tusk::name("old_herd")> old_calves;
};
struct Tag : tusk::Record<int, Tag> {
  tusk::BackLink<Calf, "tag"> calf;
};
struct Tree : tusk::Record<int, Tree> {};
)";

TEST(Relation, ToOne) {
  TuskProgram Code(Herd);
  const Relation *It = Code.Lex.relation(Code.field("Calf::herd"));
  ASSERT_TRUE(It);
  EXPECT_EQ(It->Name, "herd");
  EXPECT_EQ(It->Owner, Code.record("Calf")->getCanonicalDecl());
  EXPECT_EQ(It->Target, Code.record("Herd")->getCanonicalDecl());
  EXPECT_FALSE(It->ToMany);
  EXPECT_FALSE(It->Attached);
  EXPECT_FALSE(It->Nullable);
  EXPECT_FALSE(It->Reverse);
  EXPECT_EQ(It->Inverse, "");
  ASSERT_TRUE(It->Entry);
  EXPECT_EQ(It->Entry->Name, "tusk::Link");
}

TEST(Relation, TwoToTheSameModelAreTwo) {
  TuskProgram Code(Herd);
  const Relation *One = Code.Lex.relation(Code.field("Calf::herd"));
  const Relation *Two = Code.Lex.relation(Code.field("Calf::old_herd"));
  ASSERT_TRUE(One && Two);
  EXPECT_NE(One, Two);
  EXPECT_EQ(One->Target, Two->Target);
  EXPECT_EQ(Two->Name, "old_herd");
}

TEST(Relation, ATagMakesTheKeyNullable) {
  TuskProgram Code(Herd);
  EXPECT_TRUE(Code.Lex.relation(Code.field("Calf::old_herd"))->Nullable);
  EXPECT_FALSE(Code.Lex.relation(Code.field("Calf::herd"))->Nullable);
  EXPECT_TRUE(Code.Lex.relation(Code.field("Tag::calf"))->Nullable);
}

TEST(Relation, ToManyAndAttached) {
  TuskProgram Code(Herd);
  const Relation *Trees = Code.Lex.relation(Code.field("Calf::trees"));
  const Relation *Dust = Code.Lex.relation(Code.field("near_trees"));
  ASSERT_TRUE(Trees && Dust);
  EXPECT_TRUE(Trees->ToMany);
  EXPECT_FALSE(Trees->Attached);
  EXPECT_TRUE(Dust->ToMany);
  EXPECT_TRUE(Dust->Attached);
  // Attached too, but its profile says that it loads one row.
  const Relation *Grain = Code.Lex.relation(Code.field("nearest_tree"));
  ASSERT_TRUE(Grain);
  EXPECT_FALSE(Grain->ToMany);
  EXPECT_TRUE(Grain->Attached);
}

// The name is an argument of its own in each: a pointer to member, and a
// string with its length kept before the characters.
TEST(Relation, TheInverseIsReadFromTheTemplateArgument) {
  TuskProgram Code(Herd);
  EXPECT_EQ(Code.Lex.relation(Code.field("Herd::calves"))->Inverse, "herd");
  EXPECT_EQ(Code.Lex.relation(Code.field("old_calves"))->Inverse, "old_herd");
  EXPECT_EQ(Code.Lex.relation(Code.field("Tag::calf"))->Inverse, "tag");
}

// The profile gives no `inverse` for it: following it back would be a query.
TEST(Relation, AnArgumentTheProfileDoesNotPointAtIsNoInverse) {
  TuskProgram Code(Herd);
  EXPECT_EQ(Code.Lex.relation(Code.field("feared_by"))->Inverse, "");
}

TEST(Relation, BothSidesOfAOneToOneLeadBack) {
  TuskProgram Code(Herd);
  EXPECT_EQ(Code.Lex.relation(Code.field("Calf::tag"))->Inverse, "calf");
  // A reverse side that leads to many rows makes no one-to-one.
  EXPECT_EQ(Code.Lex.relation(Code.field("Calf::herd"))->Inverse, "");
}

TEST(Relation, ByName) {
  TuskProgram Code(std::string(Herd) + "struct White : Calf { "
                                       "tusk::Link<Herd> other; };");
  const auto *White = Code.record("White");
  EXPECT_EQ(Code.Lex.relation(Code.record("Calf"), "herd"),
            Code.Lex.relation(Code.field("Calf::herd")));
  EXPECT_EQ(Code.Lex.relation(White, "herd"),
            Code.Lex.relation(Code.field("Calf::herd")));
  ASSERT_TRUE(Code.Lex.relation(White, "other"));
  EXPECT_EQ(Code.Lex.relation(Code.record("Calf"), "age"), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.record("Calf"), "no_such"), nullptr);
  EXPECT_EQ(Code.Lex.relation(nullptr, "herd"), nullptr);
}

TEST(Relation, NoRelation) {
  TuskProgram Code(Herd);
  EXPECT_EQ(Code.Lex.relation(Code.field("age")), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.field("elsewhere")), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.field("elsewhere_too")), nullptr);
  EXPECT_EQ(Code.Lex.relation(nullptr), nullptr);
}

TEST(Relation, DeclaredInABaseOfEntities) {
  TuskProgram Code("struct Herd;"
                   "struct InHerd { tusk::Link<Herd> herd; };"
                   "template <class T> struct Base : tusk::Record<int, T> {"
                   "  tusk::Link<Herd> home; };"
                   "struct Calf : Base<Calf>, InHerd {};");
  const auto *Calf = Code.record("Calf");
  const Relation *InHerd = Code.Lex.relation(Calf, "herd");
  ASSERT_TRUE(InHerd);
  EXPECT_EQ(InHerd->Owner, Code.record("InHerd")->getCanonicalDecl());
  const Relation *Home = Code.Lex.relation(Calf, "home");
  ASSERT_TRUE(Home);
  EXPECT_EQ(Home->Owner, Calf->getCanonicalDecl());
}

TEST(Relation, ThroughASubclassOfAHandle) {
  TuskProgram Code("struct Herd;"
                   "struct Home : tusk::Link<Herd, tusk::maybe> {};"
                   "struct Calf : tusk::Record<int, Calf> { Home home; };");
  const Relation *Home = Code.Lex.relation(Code.field("home"));
  ASSERT_TRUE(Home);
  EXPECT_EQ(Home->Target, Code.record("Herd")->getCanonicalDecl());
  EXPECT_TRUE(Home->Nullable);
}

TEST(Relation, ErrorsAndTemplatesGiveNone) {
  TuskProgram Code("template <class T> struct Base : tusk::Record<int, T> {"
                   "  tusk::Link<T> parent; };"
                   "struct Bad : tusk::Record<int, Bad> {"
                   "  tusk::Link<Unknown> one; tusk::Link<Bad> two; };"
                   "struct Fwd;");
  EXPECT_EQ(Code.Lex.relation(Code.field("parent")), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.field("one")), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.field("two")), nullptr);
  EXPECT_EQ(Code.Lex.relation(Code.record("Fwd"), "x"), nullptr);
}

} // namespace
} // namespace ormlint::vocabulary
