//===--- ShelfOrm.cpp - A small ORM for tests of the facts ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShelfOrm.h"
#include "facts/Dump.h"
#include "facts/Parse.h"
#include "facts/UnitExtractor.h"
#include "vocabulary/Profile.h"
#include "vocabulary/Vocabulary.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace ormlint::facts {
namespace {

const char Profile[] = R"yaml(
orm-profile: 1
name: shelf
types:
  - {name: shelf::Entity, role: entity, entity: 0, methods: {query: rows, write: keep}}
  - name: shelf::Rows
    role: query
    entity: 0
    methods:
      refine: where
      limit: top
      join: along
      prefetch: ahead
      one: only
      at: operator[]
      begin: begin
      end: end
      measure: size
      count: count
  - {name: shelf::Link, role: to-one, entity: 0, methods: {load: "operator->", key: key}}
  - {name: shelf::Links, role: to-many, entity: 0, methods: {all: whole, count: count}}
  - {name: shelf::Plan, role: lookup, entity: 0}
eager: {join: along, prefetch: ahead, separator: ".", lookup: "shelf::Plan<{entity}>({path}, {rows})"}
)yaml";

const char Header[] = R"(
namespace shelf {
template <class T> struct Rows {
  T *begin() const;
  T *end() const;
  T &operator[](int) const;
  T only() const;
  int size() const;
  int count() const;
  Rows where(int) const;
  Rows top(int) const;
  Rows along(const char *) const;
  template <class P> Rows ahead(P) const;
};
template <class T> struct Entity { static Rows<T> rows(); void keep(); };
template <class T> struct Link { T *operator->() const; int key() const; };
template <class T> struct Links { Rows<T> whole() const; int count() const; };
template <class T> struct Plan { Plan(const char *, Rows<T>, const char * = ""); };
}
struct Tag;
struct Author;
struct Book : shelf::Entity<Book> {
  int pages;
  shelf::Link<Author> author;
  shelf::Links<Tag> tags;
};
struct Author : shelf::Entity<Author> { int age; shelf::Links<Book> books; };
struct Tag : shelf::Entity<Tag> { int weight; };
void use(int);
bool test();
)";

std::string textOf(const Unit &Facts) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  dump(Facts, Out);
  return Text;
}

} // namespace

Unit factsOf(const std::string &Program) {
  auto Read = vocabulary::parseProfile(Profile, "shelf.yaml");
  if (!Read) {
    ADD_FAILURE() << llvm::toString(Read.takeError());
    return {};
  }
  const std::unique_ptr<clang::ASTUnit> Parsed =
      clang::tooling::buildASTFromCodeWithArgs(Header + Program, {"-std=c++20"},
                                               "program.cpp");
  if (!Parsed || Parsed->getDiagnostics().hasErrorOccurred()) {
    ADD_FAILURE() << "the program does not compile";
    return {};
  }
  std::vector<vocabulary::Profile> Profiles;
  Profiles.push_back(std::move(*Read));
  const vocabulary::Vocabulary Words(std::move(Profiles));
  vocabulary::Lexicon Lexicon(Words);
  Unit Facts = extractFacts(Parsed->getASTContext(), Lexicon);
  // Whatever a test is about: facts that are printed can be read.
  const std::string Printed = textOf(Facts);
  if (auto Again = parse(Printed))
    EXPECT_EQ(textOf(*Again), Printed);
  else
    ADD_FAILURE() << llvm::toString(Again.takeError()) << '\n' << Printed;
  return Facts;
}

std::string dumpOf(const std::string &Program) {
  Unit Facts = factsOf(Program);
  std::erase_if(Facts.Functions,
                [](const Function &F) { return F.Name != "f"; });
  std::string Text = textOf(Facts);
  llvm::Regex Detail(" ?@[0-9]+:[0-9]+| of shelf| named [a-z]+"
                     "| fetched| made in loop [0-9]+");
  while (Detail.match(Text))
    Text = Detail.sub("", Text);
  return Text;
}

} // namespace ormlint::facts
