//===--- ProfileTest.cpp - Reading profiles, right and wrong --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Profile.h"
#include "Tusks.h"
#include "vocabulary/Spelling.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace ormlint::vocabulary {
namespace {

std::string errorOf(llvm::StringRef Text) {
  llvm::Expected<Profile> Read = parseProfile(Text, "p.yaml");
  return Read ? "no error" : llvm::toString(Read.takeError());
}

/// A profile that is right up to its types: they begin on line 4.
std::string withTypes(llvm::StringRef Types) {
  return ("orm-profile: 1\nname: n\ntypes:\n" + Types).str();
}

/// A profile that is right up to what follows its types, on line 5.
std::string withRest(llvm::StringRef Rest) {
  return withTypes(
      ("  - {name: Q, role: query, methods: {join: along, prefetch: ahead}}\n" +
       Rest)
          .str());
}

TEST(Profile, ReadsEachPart) {
  auto Read = parseProfile(TuskProfile, "tusk.yaml");
  ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(Read->Name, "tusk");
  EXPECT_EQ(Read->Source, "tusk.yaml");
  EXPECT_EQ(Read->Eager.Join, "along");
  EXPECT_EQ(Read->Eager.Prefetch, "ahead");
  EXPECT_EQ(Read->Eager.Separator, ".");
  ASSERT_EQ(Read->Types.size(), 11u);

  const TypeEntry &Link = Read->Types[3];
  EXPECT_EQ(Link.Name, "tusk::Link");
  EXPECT_EQ(Link.Role, TypeRole::ToOne);
  EXPECT_EQ(Link.Entity, 0u);
  EXPECT_EQ(Link.Inverse, std::nullopt);
  EXPECT_EQ(Link.NullableWith, std::vector<std::string>{"tusk::maybe"});
  EXPECT_FALSE(Link.Nullable);
  EXPECT_FALSE(Link.Reverse);
  ASSERT_EQ(Link.Methods.size(), 3u);
  EXPECT_EQ(Link.Methods[0].What, Effect::Load);
  // One spelling, however it was written.
  EXPECT_EQ(Link.Methods[0].Names,
            (std::vector<std::string>{"operator->", "follow"}));
  EXPECT_EQ(Link.Methods[2].Names, std::vector<std::string>{"operator bool"});

  const TypeEntry &BackLink = Read->Types[4];
  EXPECT_TRUE(BackLink.Nullable);
  EXPECT_TRUE(BackLink.Reverse);
  EXPECT_EQ(BackLink.Inverse, 1u);

  ASSERT_EQ(Read->Functions.size(), 3u);
  EXPECT_EQ(Read->Functions[1].Name, "tusk::fetch_more");
  EXPECT_EQ(Read->Functions[1].What, Effect::Bulk);
  EXPECT_EQ(Read->Functions[2].Entity, 0u);
}

TEST(Profile, AListOfNamesIsOneTypeEach) {
  auto Read = parseProfile(TuskProfile, "tusk.yaml");
  ASSERT_TRUE(static_cast<bool>(Read));
  EXPECT_EQ(Read->Types[5].Name, "tusk::Links");
  EXPECT_EQ(Read->Types[6].Name, "tusk::CrossLinks");
  EXPECT_EQ(Read->Types[5].Methods.size(), Read->Types[6].Methods.size());
}

TEST(Profile, EveryRoleAndEffectIsReadByItsName) {
  for (TypeRole Role : {TypeRole::Entity, TypeRole::Query, TypeRole::ToOne,
                        TypeRole::ToMany, TypeRole::Attached, TypeRole::Lookup,
                        TypeRole::Column, TypeRole::Session}) {
    auto Read = parseProfile(
        withTypes(("  - {name: T, role: " + roleName(Role) + "}\n").str()), "");
    ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
    EXPECT_EQ(Read->Types[0].Role, Role);
  }
  for (unsigned I = 0; I <= static_cast<unsigned>(Effect::ToMany); ++I) {
    auto What = static_cast<Effect>(I);
    ASSERT_NE(effectName(What), "");
    // A role for each effect: of a relation that is a query elsewhere, or to
    // one row.
    const bool OfHandle =
        What == Effect::Load || What == Effect::Key || What == Effect::Test;
    auto Read =
        parseProfile(withTypes(("  - {name: T, role: " +
                                llvm::StringRef(OfHandle ? "to-one" : "query") +
                                ", methods: {" + effectName(What) + ": m}}\n")
                                   .str()),
                     "");
    ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
    EXPECT_EQ(Read->Types[0].Methods[0].What, What);
  }
}

TEST(ProfileError, Empty) {
  for (const char *Text : {"", "\n\n", "# nothing but this\n", "---\n"})
    EXPECT_EQ(errorOf(Text),
              "p.yaml:1:1: the profile is empty; expected 'orm-profile: 1' and "
              "the keys docs/profiles.md describes");
}

TEST(ProfileError, NotYaml) {
  EXPECT_EQ(errorOf("orm-profile: 1\nname: [a\n"),
            "p.yaml:2:9: not YAML: Could not find closing ]; expected 'key: "
            "value' lines");
  EXPECT_EQ(errorOf("orm-profile: 1\n\tname: a\n"),
            "p.yaml:2:1: not YAML: Found invalid tab character in indentation; "
            "expected 'key: value' lines");
  EXPECT_EQ(errorOf("#include <orm/orm.hpp>\nint main() {}\n"),
            "p.yaml:2:1: the profile is a text; expected a mapping with the "
            "keys orm-profile, name, types, functions, eager, identity-map, "
            "advice");
  EXPECT_EQ(errorOf("int main() { return 0; }\n"),
            "p.yaml:1:1: the profile is a text; expected a mapping with the "
            "keys orm-profile, name, types, functions, eager, identity-map, "
            "advice");
  EXPECT_EQ(errorOf(llvm::StringRef("\x7f"
                                    "ELF\x02\x01\x00\x00",
                                    8)),
            "p.yaml:1:1: byte 0x7F is no text; expected a YAML file in UTF-8");
  EXPECT_EQ(errorOf("{\"orm-profile\": 1"),
            "p.yaml:1:17: not YAML: Unexpected token. Expected Key, Flow "
            "Entry, or Flow Mapping End; expected 'key: value' lines");
  EXPECT_EQ(errorOf("name: \"\xff\xfe\"\n"),
            "p.yaml:1:8: byte 0xFF is no text; expected a YAML file in UTF-8");
}

TEST(ProfileError, ADocumentOfAnotherKind) {
  EXPECT_EQ(errorOf("- a\n- b\n"),
            "p.yaml:1:1: the profile is a list; expected a mapping with the "
            "keys orm-profile, name, types, functions, eager, identity-map, "
            "advice");
  EXPECT_EQ(
      errorOf("orm-profile: 1\nname: n\ntypes: [{name: T, role: query}]\n"
              "---\norm-profile: 1\n"),
      "p.yaml:5:1: a second document; expected one document, with one ORM");
  EXPECT_EQ(errorOf("a: &x 1\nb: *x\n"),
            "p.yaml:2:4: a YAML alias; expected the value itself, written out");
  std::string Deep(100000, '[');
  EXPECT_EQ(errorOf(Deep),
            "p.yaml:1:18: nested too deeply; expected the few levels that "
            "docs/profiles.md describes");
}

TEST(ProfileError, Version) {
  EXPECT_EQ(errorOf("orm-profile: 2\nname: n\ntypes: [{name: T, role: "
                    "query}]\n"),
            "p.yaml:1:14: version '2' of the profile format is not known; "
            "expected 1");
  EXPECT_EQ(errorOf("name: n\ntypes: [{name: T, role: query}]\n"),
            "p.yaml:1:1: missing key 'orm-profile' of the profile; expected "
            "the keys orm-profile, name, types");
}

TEST(ProfileError, Keys) {
  EXPECT_EQ(errorOf(withRest("function: []\n")),
            "p.yaml:5:1: unknown key 'function' of the profile (did you mean "
            "'functions'?); expected one of orm-profile, name, types, "
            "functions, eager, identity-map, advice");
  EXPECT_EQ(errorOf(withRest("wholly_else: []\n")),
            "p.yaml:5:1: unknown key 'wholly_else' of the profile; expected "
            "one of orm-profile, name, types, functions, eager, identity-map, "
            "advice");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, rôle: query}\n")),
            "p.yaml:4:15: unknown key 'r\xC3\xB4le' of a type (did you mean "
            "'role'?); expected one of name, declares, role, elsewhere, "
            "entity, inverse, nullable, "
            "nullable-with, reverse, ordering, methods\np.yaml:4:5: missing "
            "key 'role' "
            "of a type; expected the keys name, role");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, enity: 0}\n")),
            "p.yaml:4:28: unknown key 'enity' of a type (did you mean "
            "'entity'?); expected one of name, declares, role, elsewhere, "
            "entity, inverse, "
            "nullable, nullable-with, reverse, ordering, methods");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, name: U}\n")),
            "p.yaml:4:28: key 'name' again, first on line 4; expected each key "
            "once");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, [a]: U}\n")),
            "p.yaml:4:28: a key is a list; expected a name");
  EXPECT_EQ(errorOf("orm-profile: 1\nname: n\n"),
            "p.yaml:1:1: missing key 'types' of the profile; expected the keys "
            "orm-profile, name, types");
}

TEST(ProfileError, Kinds) {
  EXPECT_EQ(errorOf("orm-profile: 1\nname: [n]\ntypes: [{name: T, role: "
                    "query}]\n"),
            "p.yaml:2:7: 'name' is a list; expected a name");
  EXPECT_EQ(errorOf("orm-profile: 1\nname: n\ntypes: {T: query}\n"),
            "p.yaml:3:8: 'types' is a mapping; expected a list of types");
  EXPECT_EQ(errorOf("orm-profile: 1\nname: n\ntypes: []\n"),
            "p.yaml:3:8: 'types' is an empty list; expected at least one type");
  EXPECT_EQ(errorOf("orm-profile: 1\nname: n\ntypes:\n"),
            "p.yaml:3:1: 'types' is empty; expected a list of types");
  EXPECT_EQ(errorOf(withTypes("  - T\n")),
            "p.yaml:4:5: a type is a text; expected a mapping with the keys "
            "name, declares, role, elsewhere, entity, inverse, nullable, "
            "nullable-with, reverse, "
            "ordering, methods");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: [query]}\n")),
            "p.yaml:4:21: 'role' is a list; expected one of entity, query, "
            "to-one, to-many, attached, lookup, column, session");
  EXPECT_EQ(errorOf(withTypes("  - {name: {}, role: query}\n")),
            "p.yaml:4:12: 'name' is a mapping; expected a qualified name or a "
            "list of them");
  EXPECT_EQ(errorOf(withTypes("  - {name: [], role: query}\n")),
            "p.yaml:4:12: 'name' is an empty list; expected a qualified name "
            "or a list of them");
  EXPECT_EQ(errorOf(withTypes("  - {name: \"\", role: query}\n")),
            "p.yaml:4:12: 'name' is an empty text; expected a qualified name "
            "or a list of them");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, methods: [a]}\n")),
            "p.yaml:4:37: 'methods' is a list; expected a mapping from effects "
            "to names of methods");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, methods: {one: {}}}"
                              "\n")),
            "p.yaml:4:43: 'one' is a mapping; expected a method name or a list "
            "of them");
  EXPECT_EQ(errorOf(withRest("functions: f\n")),
            "p.yaml:5:12: 'functions' is a text; expected a list of functions");
  EXPECT_EQ(errorOf(withRest("eager: along\n")),
            "p.yaml:5:8: 'eager' is a text; expected a mapping with the keys "
            "join, prefetch, separator, lookup, "
            "instead");
}

TEST(ProfileError, Words) {
  EXPECT_EQ(errorOf(withTypes("  - name: T\n    role: qeury\n")),
            "p.yaml:5:11: unknown role 'qeury' (did you mean 'query'?); "
            "expected one of entity, query, to-one, to-many, attached, lookup, "
            "column, session");
  EXPECT_EQ(errorOf(withTypes("  - name: T\n    role: manager\n")),
            "p.yaml:5:11: unknown role 'manager'; expected one of entity, "
            "query, to-one, to-many, attached, lookup, column, session");
  EXPECT_EQ(
      errorOf(withTypes("  - name: T\n    role: query\n"
                        "    methods: {prefetsch: [m]}\n")),
      "p.yaml:6:15: unknown effect 'prefetsch' (did you mean "
      "'prefetch'?); expected one of query, all, refine, limit, slice, "
      "defer, only, "
      "reshape, join, prefetch, one, first, at, begin, end, measure, "
      "count, exists, stream, "
      "collect, load, lazy, key, test, bulk, write, lookup, to-one, to-many");
  EXPECT_EQ(errorOf(withRest("functions: [{name: f, effect: bulky}]\n")),
            "p.yaml:5:31: unknown effect 'bulky' (did you mean 'bulk'?); "
            "expected one of query, all, refine, limit, slice, defer, only, "
            "reshape, join, "
            "prefetch, one, first, at, begin, end, measure, count, exists, "
            "stream, collect, "
            "load, lazy, key, test, bulk, write, lookup, to-one, to-many");
}

TEST(ProfileError, Values) {
  for (const char *Number : {"first", "-1", "1.5", "0x1", "64"}) {
    SCOPED_TRACE(Number);
    EXPECT_EQ(
        errorOf(withTypes((llvm::Twine("  - {name: T, role: query, entity: ") +
                           Number + "}\n")
                              .str())),
        (llvm::Twine("p.yaml:4:36: 'entity' is '") + Number +
         "'; expected the number of a template argument, counted from 0")
            .str());
  }
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: to-one, nullable: yes}\n")),
            "p.yaml:4:39: 'nullable' is 'yes'; expected true or false");
  EXPECT_EQ(errorOf(withTypes("  - {name: 'orm::Q<T>', role: query}\n")),
            "p.yaml:4:12: 'orm::Q<T>' is not a qualified name; expected names "
            "joined by '::', without template arguments, such as "
            "'orm::QuerySet'");
  EXPECT_EQ(errorOf(withTypes("  - {name: '::orm::Q', role: query}\n")),
            "p.yaml:4:12: '::orm::Q' is not a qualified name; expected names "
            "joined by '::', without template arguments, such as "
            "'orm::QuerySet'");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: to-one, nullable-with: "
                              "[a b]}\n")),
            "p.yaml:4:45: 'a b' is not a qualified name; expected names joined "
            "by '::', without template arguments, such as 'orm::QuerySet'");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, methods: {one: "
                              "'get()'}}\n")),
            "p.yaml:4:43: 'get()' is not the name of a method; expected an "
            "identifier, an operator such as 'operator->', or a conversion "
            "such as 'operator bool'");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, methods: {at: "
                              "'operator[)'}}\n")),
            "p.yaml:4:42: 'operator[)' is not the name of a method; expected "
            "an identifier, an operator such as 'operator->', or a conversion "
            "such as 'operator bool'");
}

TEST(ProfileError, Duplicates) {
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query}\n"
                              "  - {name: [U, T], role: entity}\n")),
            "p.yaml:5:16: type 'T' again, first on line 4; expected each type "
            "once");
  EXPECT_EQ(errorOf(withTypes("  - name: T\n    role: query\n    methods:\n"
                              "      one: [get, first]\n"
                              "      count: [get]\n")),
            "p.yaml:8:15: method 'get' again, first on line 7; expected each "
            "method of a type once, under one effect");
  EXPECT_EQ(errorOf(withTypes("  - name: T\n    role: query\n    methods:\n"
                              "      one: get\n"
                              "      one: first\n")),
            "p.yaml:8:7: key 'one' again, first on line 7; expected each key "
            "once");
  EXPECT_EQ(errorOf(withTypes("  - name: T\n    role: query\n    methods:\n"
                              "      at: ['operator[]', 'operator []']\n")),
            "p.yaml:7:26: method 'operator[]' again, first on line 7; expected "
            "each method of a type once, under one effect");
  EXPECT_EQ(errorOf(withRest("functions:\n  - {name: f, effect: bulk}\n"
                             "  - {name: f, effect: write}\n")),
            "p.yaml:7:12: function 'f' again, first on line 6; expected each "
            "function once");
}

TEST(ProfileError, KeysThatSayNothingAboutTheRole) {
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: query, nullable: true}\n")),
            "p.yaml:4:28: key 'nullable' says nothing about role 'query'; "
            "expected it with role to-one");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: attached, inverse: 1}\n")),
            "p.yaml:4:31: key 'inverse' says nothing about role 'attached'; "
            "expected it with role to-one or to-many");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: to-many, inverse: 1}\n")),
            "no error");
}

TEST(ProfileError, EffectsThatSayNothingAboutTheRole) {
  auto Methods = [](const char *Role, const char *Of) {
    return errorOf(withTypes(std::string("  - {name: T, role: ") + Role +
                             ", methods: {" + Of + "}}\n"));
  };
  EXPECT_EQ(Methods("query", "load: get"),
            "p.yaml:4:38: effect 'load' says nothing about role 'query'; "
            "expected it with role to-one, attached, column or entity");
  EXPECT_EQ(Methods("entity", "refine: filter"),
            "p.yaml:4:39: effect 'refine' says nothing about role 'entity'; "
            "expected it with role query or to-many");
  EXPECT_EQ(Methods("session", "key: id"),
            "p.yaml:4:40: effect 'key' says nothing about role 'session'; "
            "expected it with role to-one, attached or column");
  EXPECT_EQ(Methods("to-one", "load: get, key: id, test: operator bool"),
            "no error");
  EXPECT_EQ(Methods("to-many", "refine: filter, prefetch: with"), "no error");
  EXPECT_EQ(Methods("to-one, elsewhere: query", "refine: filter"), "no error");
  EXPECT_EQ(Methods("entity", "query: all_of, write: save"), "no error");
}

TEST(ProfileError, WhatIsKnownByWhatItDeclares) {
  EXPECT_EQ(errorOf(withTypes("  - {declares: persist, role: entity}\n")),
            "no error");
  EXPECT_EQ(errorOf(withTypes("  - {declares: persist, role: query}\n")),
            "p.yaml:4:16: key 'declares' says nothing about role 'query'; "
            "expected it with role entity");
  EXPECT_EQ(errorOf(withTypes("  - {declares: a::b, role: entity}\n")),
            "p.yaml:4:16: 'declares' is 'a::b'; expected the name of a method");
  EXPECT_EQ(errorOf(withTypes("  - {declares: p, name: T, role: entity}\n")),
            "p.yaml:4:25: a type has both 'name' and 'declares'; expected one "
            "of them");
}

TEST(ProfileError, Elsewhere) {
  EXPECT_EQ(
      errorOf(withTypes("  - {name: T, role: to-one, elsewhere: entity}\n"
                        "  - {name: U, role: to-many, elsewhere: query}\n")),
      "no error");
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: to-one, elsewhere: row}\n")),
            "p.yaml:4:40: 'elsewhere' is 'row'; expected one of entity, query");
  EXPECT_EQ(
      errorOf(withTypes("  - {name: T, role: query, elsewhere: query}\n")),
      "p.yaml:4:28: key 'elsewhere' says nothing about role 'query'; "
      "expected it with role to-one or to-many");
}

TEST(ProfileError, Eager) {
  EXPECT_EQ(errorOf(withRest("eager: {instead: join them}\n")), "no error");
  EXPECT_EQ(errorOf(withRest("eager: {join: along, separator: ., instead: "
                             "join them}\n")),
            "p.yaml:5:8: 'eager' has a method and 'instead'; expected one of "
            "them");
  EXPECT_EQ(errorOf(withRest("identity-map: perhaps\n")),
            "p.yaml:5:15: 'identity-map' is 'perhaps'; expected true or false");
  EXPECT_EQ(errorOf(withRest("eager: {join: along, prefetch: ahead, "
                             "separator: .}\n")),
            "no error");
  EXPECT_EQ(errorOf(withRest("eager: {join: along}\n")),
            "p.yaml:5:8: missing key 'separator' of 'eager'; expected the text "
            "between the parts of a path, such as '__'");
  EXPECT_EQ(errorOf(withRest("eager: {prefetch: ahead, separator: ., lookup: "
                             "'Ahead<{entity}>({path}, {rows})'}\n")),
            "no error");
  EXPECT_EQ(errorOf(withRest("eager: {prefetch: ahead, separator: ., lookup: "
                             "'Ahead({path})'}\n")),
            "p.yaml:5:48: 'lookup' has no '{rows}'; expected a text with "
            "'{path}' and '{rows}'");
  EXPECT_EQ(errorOf(withRest("eager: {join: along, separator: ., lookup: "
                             "'Ahead({path}, {rows})'}\n")),
            "p.yaml:5:44: 'eager' has 'lookup' and no 'prefetch'; expected the "
            "method that takes such an object");
  EXPECT_EQ(errorOf(withRest("eager: {join: ahead, separator: .}\n")),
            "p.yaml:5:15: 'ahead' is no method with effect 'join'; expected "
            "one that a type with role 'query' lists under 'join'");
}

TEST(ProfileError, AllMistakesAtOnce) {
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: qeury}\n"
                              "  - {role: query, entity: x}\n")),
            "p.yaml:4:21: unknown role 'qeury' (did you mean 'query'?); "
            "expected one of entity, query, to-one, to-many, attached, "
            "lookup, column, session\np.yaml:5:5: missing key 'name' of a "
            "type; expected the "
            "keys name, role\np.yaml:5:27: 'entity' is 'x'; expected the "
            "number of a template argument, counted from 0");
}

TEST(ProfileError, EachMistakeIsAnErrorOfItsOwn) {
  auto Read = parseProfile("orm-profile: 1\n", "p.yaml");
  unsigned Count = 0;
  llvm::handleAllErrors(Read.takeError(),
                        [&](const llvm::StringError &) { ++Count; });
  EXPECT_EQ(Count, 2u);
}

TEST(ProfileError, AMistakeIsOneLine) {
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: \"a\\nb\\tc\"}\n")),
            "p.yaml:4:21: unknown role 'a b c'; expected one of entity, query, "
            "to-one, to-many, attached, lookup, column, session");
}

TEST(ProfileError, Unreadable) {
  auto Missing = readProfile("/no/such/profile.yaml");
  ASSERT_FALSE(static_cast<bool>(Missing));
  EXPECT_EQ(llvm::toString(Missing.takeError()),
            "/no/such/profile.yaml:1:1: cannot be read (No such file or "
            "directory); expected a file with an ORM profile");
  auto Folder = readProfile("/");
  ASSERT_FALSE(static_cast<bool>(Folder));
  EXPECT_EQ(llvm::toString(Folder.takeError()),
            "/:1:1: cannot be read (Is a directory); expected a file with an "
            "ORM profile");
}

TEST(ProfileError, NothingIsPrinted) {
  testing::internal::CaptureStderr();
  errorOf("a: [");
  errorOf("a: [}");
  errorOf("\"");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Profile, FromAFile) {
  llvm::SmallString<128> Path;
  int Descriptor;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("profile", "yaml", Descriptor, Path));
  llvm::FileRemover Remover(Path);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << TuskProfile;
  auto Read = readProfile(Path);
  ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(Read->Name, "tusk");
  EXPECT_EQ(Read->Source, Path.str());
}

// Cut off anywhere, and with any character replaced: an error or a profile,
// and each error in the one form.
TEST(ProfileError, DamagedFiles) {
  llvm::StringRef Whole = TuskProfile;
  auto Check = [](llvm::StringRef Text) {
    auto Read = parseProfile(Text, "p.yaml");
    if (Read)
      return;
    std::string Error = llvm::toString(Read.takeError());
    llvm::SmallVector<llvm::StringRef> Lines;
    llvm::StringRef(Error).split(Lines, '\n');
    for (llvm::StringRef Line : Lines) {
      EXPECT_TRUE(Line.starts_with("p.yaml:")) << Line.str();
      EXPECT_TRUE(Line.contains("; expected ")) << Line.str();
    }
  };
  for (size_t Length = 0; Length != Whole.size(); ++Length)
    Check(Whole.take_front(Length));
  for (char Replacement :
       {'\0', '\t', '\n', ' ', '"', '\'', '[', ']', '{', '}', ':',    ',',
        '-',  '#',  '&',  '*', '!', '|',  '>', '%', '@', '?', '\xff', '\xe2'}) {
    for (size_t At = 0; At != Whole.size(); ++At) {
      std::string Damaged = Whole.str();
      Damaged[At] = Replacement;
      Check(Damaged);
    }
  }
}

TEST(Spelling, MethodNames) {
  EXPECT_EQ(methodName("get"), "get");
  EXPECT_EQ(methodName("operators"), "operators");
  EXPECT_EQ(methodName("operator_"), "operator_");
  EXPECT_EQ(methodName(" operator -> "), "operator->");
  EXPECT_EQ(methodName("operator()"), "operator()");
  EXPECT_EQ(methodName("operator  bool"), "operator bool");
  EXPECT_EQ(methodName("operator app::Row"), "operator app::Row");
  EXPECT_EQ(methodName("operator"), std::nullopt);
  EXPECT_EQ(methodName("operator=>"), std::nullopt);
  EXPECT_EQ(methodName("1st"), std::nullopt);
  EXPECT_EQ(methodName("a::b"), std::nullopt);
  EXPECT_EQ(methodName("~T"), std::nullopt);
  EXPECT_EQ(methodName(""), std::nullopt);
}

TEST(ProfileError, OneArgumentForTwo) {
  EXPECT_EQ(errorOf(withTypes("  - {name: T, role: to-one, entity: 0, inverse: "
                              "0}\n")),
            "p.yaml:4:49: 'inverse' is the argument that 'entity' is; expected "
            "another argument of the template");
}

TEST(ProfileError, Advice) {
  const std::string Types = "orm-profile: 1\nname: a\ntypes:\n"
                            "  - {name: Row, role: entity, ordering: by, "
                            "methods: {write: save}}\n";
  auto Read = parseProfile(Types + "advice: {save: save them all}\n", "p.yaml");
  ASSERT_TRUE(static_cast<bool>(Read)) << llvm::toString(Read.takeError());
  ASSERT_EQ(Read->Advice.size(), 1u);
  EXPECT_EQ(Read->Advice[0].second, "save them all");
  EXPECT_EQ(Read->Types[0].Ordering, "by");
  EXPECT_EQ(errorOf(Types + "advice: {svae: save them all}\n"),
            "p.yaml:5:10: 'svae' of 'advice' is no method of a type; expected "
            "one that a type lists");
  EXPECT_EQ(errorOf(Types + "advice: save\n"),
            "p.yaml:5:9: 'advice' is a text; expected a mapping from methods "
            "to what to use");
  EXPECT_EQ(errorOf(Types + "advice: {save: \"{path} of {entty}, {}\"}\n"),
            "p.yaml:5:16: '{entty}' of 'advice' stands for nothing; expected "
            "one of {path}, {entity}");
  EXPECT_EQ(errorOf("orm-profile: 1\nname: a\ntypes:\n"
                    "  - {name: Rows, role: query, ordering: by}\n"),
            "p.yaml:4:31: key 'ordering' says nothing about role 'query'; "
            "expected it with role entity");
}

} // namespace
} // namespace ormlint::vocabulary
