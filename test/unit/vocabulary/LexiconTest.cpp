//===--- LexiconTest.cpp - What types and calls mean ----------------------===//
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

struct Expected {
  TypeRole Role;
  const char *Entity;
};

/// The meaning of the type of variable `x`, which \p Program declares.
void expectType(const char *Program, Expected Want) {
  SCOPED_TRACE(Program);
  TuskProgram Code(Program);
  std::optional<TypeMeaning> Meaning = Code.Lex.type(Code.variable("x"));
  ASSERT_TRUE(Meaning);
  EXPECT_EQ(Meaning->Role, Want.Role);
  ASSERT_TRUE(Meaning->Entity);
  EXPECT_EQ(Meaning->Entity->getName(), Want.Entity);
  EXPECT_TRUE(Meaning->Entity->isCanonicalDecl());
}

void expectNoType(const char *Program) {
  SCOPED_TRACE(Program);
  TuskProgram Code(Program);
  ASSERT_FALSE(Code.variable("x").isNull());
  EXPECT_FALSE(Code.Lex.type(Code.variable("x")));
}

void expectCall(const char *Body, Effect What, TypeRole On,
                const char *Entity = nullptr) {
  SCOPED_TRACE(Body);
  TuskProgram Code(std::string("struct Calf : tusk::Record<int, Calf> { "
                               "int age; };\n"
                               "struct Bull : Calf {};\n"
                               "tusk::Selection<Calf> s; tusk::Link<Calf> l;"
                               "tusk::Links<Calf> ls; Calf c; Bull b;\n"
                               "void f() { ") +
                   Body + "; }");
  std::optional<CallMeaning> Meaning = Code.callIn("f");
  ASSERT_TRUE(Meaning);
  EXPECT_EQ(Meaning->What, What);
  EXPECT_EQ(Meaning->From, &Code.Words.profiles().front());
  if (Meaning->Entry)
    EXPECT_EQ(Meaning->On, On);
  ASSERT_EQ(Meaning->Entity != nullptr, Entity != nullptr);
  if (Entity)
    EXPECT_EQ(Meaning->Entity->getName(), Entity);
}

void expectNoCall(const char *Program) {
  SCOPED_TRACE(Program);
  TuskProgram Code(Program);
  EXPECT_FALSE(Code.callIn("f"));
}

TEST(LexiconType, NamedByTheProfile) {
  expectType("struct Calf; tusk::Selection<Calf> *p; void f("
             "tusk::Selection<Calf> x);",
             {TypeRole::Query, "Calf"});
  expectType("struct Calf; extern tusk::Link<Calf> x;",
             {TypeRole::ToOne, "Calf"});
  expectType("struct Calf; extern tusk::Links<Calf> x;",
             {TypeRole::ToMany, "Calf"});
  expectType("struct Calf; extern tusk::Dust<Calf> x;",
             {TypeRole::Attached, "Calf"});
  expectType("struct Calf; extern tusk::Ahead<Calf> x;",
             {TypeRole::Lookup, "Calf"});
}

TEST(LexiconType, ThroughReferencesQualifiersAndAliases) {
  expectType("struct Calf; extern const tusk::Selection<Calf> &x;",
             {TypeRole::Query, "Calf"});
  expectType("struct Calf; using Calves = tusk::Selection<Calf>;"
             "using C = const Calves; extern C &x;",
             {TypeRole::Query, "Calf"});
  expectType("struct Calf; template <class T> using All = tusk::Selection<T>;"
             "extern All<Calf> x;",
             {TypeRole::Query, "Calf"});
  expectType("namespace t = tusk; struct Calf; extern t::Selection<Calf> x;",
             {TypeRole::Query, "Calf"});
  expectType("struct Calf; tusk::Selection<Calf> make(); auto &&x = make();",
             {TypeRole::Query, "Calf"});
}

TEST(LexiconType, TheEntityIsCanonicalWhereverItIsDefined) {
  TuskProgram Code("struct Calf; extern tusk::Link<Calf> a;"
                   "struct Calf : tusk::Record<int, Calf> {}; extern Calf b;");
  auto ByLink = Code.Lex.type(Code.variable("a"));
  auto Itself = Code.Lex.type(Code.variable("b"));
  ASSERT_TRUE(ByLink && Itself);
  EXPECT_EQ(ByLink->Entity, Itself->Entity);
}

TEST(LexiconType, EntitiesDerive) {
  expectType("struct Calf : tusk::Record<int, Calf> {}; extern Calf x;",
             {TypeRole::Entity, "Calf"});
  // Rows of a class that derives from an entity come as that entity.
  expectType("struct Calf : tusk::Record<int, Calf> {};"
             "struct White : Calf {}; extern White x;",
             {TypeRole::Entity, "Calf"});
  // A base between the two.
  expectType("template <class T> struct Base : tusk::Record<long, T> {};"
             "struct Plain {}; struct Calf : Plain, Base<Calf> {};"
             "extern Calf x;",
             {TypeRole::Entity, "Calf"});
  // The profile names no template argument: the deriving class is the entity.
  expectType("struct Calf : tusk::Row {}; extern Calf x;",
             {TypeRole::Entity, "Calf"});
  expectType("struct Calf : tusk::Row {}; struct White : Calf {};"
             "extern White x;",
             {TypeRole::Entity, "White"});
}

TEST(LexiconType, ASubclassOfAQuerySetIsOne) {
  expectType("struct Calf; struct Calves : tusk::Selection<Calf> {};"
             "extern Calves x;",
             {TypeRole::Query, "Calf"});
}

TEST(LexiconType, NotNamed) {
  expectNoType("int x;");
  expectNoType("struct Calf; tusk::Selection<Calf> *x;");
  expectNoType("namespace other { template <class T> struct Selection {}; }"
               "extern other::Selection<int> x;");
  expectNoType("template <class T> struct Selection {};"
               "extern Selection<int> x;");
  expectNoType("namespace outer { namespace tusk { template <class T> struct "
               "Selection {}; } } extern outer::tusk::Selection<int> x;");
  // A class keeps for itself what it derives from privately.
  expectNoType("struct Calf; class Calves : tusk::Selection<Calf> {};"
               "extern Calves x;");
  expectNoType("struct Calf; extern Calf x;");
}

TEST(LexiconType, AnEntityThatIsNoClassIsNone) {
  TuskProgram Code("extern tusk::Selection<int> x;");
  std::optional<TypeMeaning> Meaning = Code.Lex.type(Code.variable("x"));
  ASSERT_TRUE(Meaning);
  EXPECT_EQ(Meaning->Entity, nullptr);
}

TEST(LexiconType, DependentTypesMeanNothing) {
  expectNoType("template <class T> void f() { tusk::Selection<T> x; }");
  expectNoType("template <class T> void f() { T x; }");
  expectNoType("template <class T> struct S : tusk::Record<int, T> {"
               "static S x; };");
  EXPECT_FALSE(TuskProgram("").Lex.type(clang::QualType()));
}

TEST(LexiconType, ErrorsDoNotCrash) {
  expectNoType("struct Calf : Calf {}; extern Calf x;");
  expectNoType("struct Calf : tusk::Record<int, Calf> { Unknown u; };"
               "extern Calf x;");
  expectNoType("struct Calf : tusk::Selection<Unknown> {}; extern Calf x;");
  for (const char *Program :
       {"extern tusk::Selection<Unknown> x;", "extern tusk::Selection<> x;",
        "struct A : B {}; struct B : A {}; extern A x;",
        "template <class T> struct A : A<T *> {}; extern A<int> x;",
        "extern tusk::BackLink<int, 3> x;"}) {
    SCOPED_TRACE(Program);
    TuskProgram Code(Program);
    Code.Lex.type(Code.variable("x"));
  }
}

TEST(LexiconCall, Methods) {
  expectCall("s.where(1)", Effect::Refine, TypeRole::Query);
  expectCall("s.along(\"\")", Effect::Join, TypeRole::Query);
  expectCall("s.ahead(\"\")", Effect::Prefetch, TypeRole::Query);
  expectCall("ls.whole()", Effect::All, TypeRole::ToMany);
  expectCall("c.keep()", Effect::Write, TypeRole::Entity);
  expectCall("l.key()", Effect::Key, TypeRole::ToOne);
}

TEST(LexiconCall, OperatorsAndConversions) {
  expectCall("s | 1", Effect::Refine, TypeRole::Query);
  expectCall("s[0]", Effect::At, TypeRole::Query);
  expectCall("l->age = 1", Effect::Load, TypeRole::ToOne);
  expectCall("if (l) {}", Effect::Test, TypeRole::ToOne);
  expectCall("int i = s", Effect::Measure, TypeRole::Query);
}

TEST(LexiconCall, AQueryKnowsItsEntity) {
  expectCall("Calf::herd()", Effect::Query, TypeRole::Entity, "Calf");
  expectCall("Bull::herd()", Effect::Query, TypeRole::Entity, "Calf");
  expectCall("tusk::stampede<Bull>()", Effect::Query, TypeRole::Query, "Bull");
}

TEST(LexiconCall, ConstructorsOfALookup) {
  expectCall("tusk::Ahead<Calf> a(\"\")", Effect::Lookup, TypeRole::Lookup);
  expectNoCall("struct Calf; void f(const tusk::Ahead<Calf> &a) {"
               "tusk::Ahead<Calf> b(a); }");
  expectNoCall("struct Calf; void f() { tusk::Links<Calf> l; }");
}

TEST(LexiconCall, FreeFunctions) {
  expectCall("tusk::fetch(c, \"\")", Effect::Bulk, TypeRole::Query);
  expectNoCall("void fetch(int, const char *); void f() { fetch(1, \"\"); }");
  expectNoCall("namespace n { void fetch(int); } void f() { n::fetch(1); }");
}

TEST(LexiconCall, OrdinaryFunctions) {
  // Not in the profile, in a class that is.
  expectNoCall("struct C; void f(tusk::Selection<C> s) { s.other(); }");
  expectNoCall("struct C; void f(tusk::Link<C> l) { long k = l; }");
  // In the profile, but of another type.
  expectNoCall("struct C { int follow(); }; void f(C c) { c.follow(); }");
  expectNoCall("struct C; void f(tusk::BackLink<C, \"x\"> c) { c.follow(); }");
  // A class of the program's own that hides a method.
  expectNoCall("struct C; struct S : tusk::Selection<C> { void where(int); };"
               "void f(S &s) { s.where(1); }");
  // A member function is no free function, nor the other way round.
  expectNoCall("struct tusks { static void fetch(); };"
               "void f() { tusks::fetch(); }");
  EXPECT_FALSE(TuskProgram("").Lex.call(nullptr));
}

TEST(LexiconCall, CallsInTemplates) {
  // What depends on the template's argument is known in the instantiation.
  TuskProgram Code("struct Calf : tusk::Record<int, Calf> {};"
                   "template <class T> void f() { T::herd(); }"
                   "template void f<Calf>();");
  std::optional<CallMeaning> Meaning = Code.callIn("f");
  ASSERT_TRUE(Meaning);
  EXPECT_EQ(Meaning->What, Effect::Query);
}

} // namespace
} // namespace ormlint::vocabulary
