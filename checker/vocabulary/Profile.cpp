//===--- Profile.cpp - An ORM described as data ---------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a YAML tree to a Profile. Reading goes on after a mistake, so that one
// run tells a user all of them.
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Profile.h"
#include "vocabulary/ProfileNodes.h"
#include "vocabulary/Spelling.h"
#include "vocabulary/Words.h"
#include "vocabulary/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include <utility>

namespace ormlint::vocabulary {

using llvm::ArrayRef;
using llvm::StringRef;
using llvm::Twine;

namespace {

constexpr StringRef VersionKey = "orm-profile";
constexpr StringRef Version = "1";

constexpr StringRef TopKeys[] = {VersionKey,  "name",  "types",
                                 "functions", "eager", "identity-map",
                                 "advice"};
constexpr StringRef TopRequired[] = {VersionKey, "name", "types"};
constexpr StringRef TypeKeys[] = {
    "name",     "declares",      "role",    "elsewhere", "entity", "inverse",
    "nullable", "nullable-with", "reverse", "ordering",  "methods"};
constexpr StringRef TypeRequired[] = {"name", "role"};
constexpr StringRef DeclaringRequired[] = {"declares", "role"};
constexpr StringRef FunctionKeys[] = {"name", "effect", "entity"};
constexpr StringRef FunctionRequired[] = {"name", "effect"};
constexpr StringRef EagerKeys[] = {"join", "prefetch", "separator", "lookup",
                                   "instead"};

constexpr Shape TopShape = {"the profile", TopKeys, TopRequired};
constexpr Shape TypeShape = {"a type", TypeKeys, TypeRequired};
constexpr Shape DeclaringShape = {"a type", TypeKeys, DeclaringRequired};
constexpr Shape FunctionShape = {"a function", FunctionKeys, FunctionRequired};
constexpr Shape EagerShape = {"'eager'", EagerKeys, {}};

class ProfileReader : ProfileNodes {
public:
  explicit ProfileReader(StringRef Source)
      : ProfileNodes(Source), Source(Source) {}

  llvm::Expected<Profile> read(const YamlNode &Root) {
    Profile Result;
    Result.Source = Source.str();
    if (Root.What == YamlNode::Kind::Empty)
      wrong(Root, "the profile is empty",
            "'orm-profile: 1' and the keys "
            "docs/profiles.md describes");
    else if (mapping(Root, TopShape))
      readTop(Root, Result);
    if (llvm::Error Mistakes = takeError())
      return std::move(Mistakes);
    return Result;
  }

private:
  using Kind = YamlNode::Kind;

  std::optional<TypeRole> role(const YamlNode &Node) {
    auto Known = readRole(Node.Text);
    if (!Known)
      unknown(Node, "role", "", roleNames());
    return Known;
  }

  std::optional<Effect> effect(const YamlNode &Node) {
    auto Known = readEffect(Node.Text);
    if (!Known)
      unknown(Node, "effect", "", effectNames());
    return Known;
  }

  // The profile.

  void readTop(const YamlNode &Root, Profile &Result) {
    if (const YamlNode *Node =
            text(find(Root, VersionKey), VersionKey, Version))
      if (Node->Text != Version)
        wrong(*Node,
              "version '" + Node->Text + "' of the profile format is not known",
              Version);
    if (const YamlNode *Node = text(find(Root, "name"), "name", "a name"))
      Result.Name = Node->Text;
    if (const YamlNode *Types = list(Root, "types", "a list of types")) {
      if (Types->Items.empty())
        wrong(*Types, "'types' is an empty list", "at least one type");
      for (const YamlNode &Type : Types->Items)
        readType(Type, Result);
    }
    if (const YamlNode *Functions =
            list(Root, "functions", "a list of functions"))
      for (const YamlNode &Function : Functions->Items)
        readFunction(Function, Result);
    Result.IdentityMap = truth(find(Root, "identity-map"), "identity-map");
    if (const YamlNode *Eager = find(Root, "eager"))
      readEager(*Eager, Result);
    if (const YamlNode *Advice = find(Root, "advice"))
      readAdvice(*Advice, Result);
  }

  void readType(const YamlNode &Node, Profile &Result) {
    const bool Declares = Node.What == Kind::Mapping && find(Node, "declares");
    if (!mapping(Node, Declares ? DeclaringShape : TypeShape))
      return;
    TypeEntry Entry{};
    if (const YamlNode *Role =
            text(find(Node, "role"), "role", oneOf(roleNames())))
      if (auto Known = role(*Role)) {
        Entry.Role = *Known;
        checkKeys(Node, *Known);
      }
    Entry.Entity = argument(find(Node, "entity"), "entity");
    Entry.Inverse = argument(find(Node, "inverse"), "inverse");
    if (const YamlNode *Same = find(Node, "inverse");
        Same && Entry.Inverse && Entry.Inverse == Entry.Entity)
      wrong(*Same, "'inverse' is the argument that 'entity' is",
            "another argument of the template");
    Entry.Nullable = truth(find(Node, "nullable"), "nullable");
    Entry.Reverse = truth(find(Node, "reverse"), "reverse");
    if (const YamlNode *Ordering = text(find(Node, "ordering"), "ordering",
                                        "the name of a static member"))
      Entry.Ordering = Ordering->Text;
    for (const YamlNode *Tag : texts(find(Node, "nullable-with"),
                                     "nullable-with", "a qualified name"))
      if (qualifiedName(*Tag))
        Entry.NullableWith.push_back(Tag->Text);
    readElsewhere(find(Node, "elsewhere"), Entry);
    if (const YamlNode *Methods = find(Node, "methods"))
      readMethods(*Methods, Entry);
    if (Declares) {
      if (readDeclares(Node, Entry))
        Result.Types.push_back(std::move(Entry));
      return;
    }
    // A list of names describes classes that differ in nothing else.
    for (const YamlNode *Name :
         texts(find(Node, "name"), "name", "a qualified name")) {
      if (!qualifiedName(*Name))
        continue;
      if (!first(TypeLines, *Name, Name->Text, "type", "each type once"))
        continue;
      Entry.Name = Name->Text;
      Result.Types.push_back(Entry);
    }
  }

  void readElsewhere(const YamlNode *Node, TypeEntry &Entry) {
    constexpr StringRef Expected = "one of entity, query";
    if (!text(Node, "elsewhere", Expected))
      return;
    if (Node->Text == "entity")
      Entry.Elsewhere = TypeRole::Entity;
    else if (Node->Text == "query")
      Entry.Elsewhere = TypeRole::Query;
    else
      wrong(*Node, "'elsewhere' is '" + Node->Text + "'", Expected);
  }

  /// A class that is known by what it declares has no name to look for.
  bool readDeclares(const YamlNode &Node, TypeEntry &Entry) {
    constexpr StringRef Expected = "the name of a method";
    const YamlNode *Method = text(find(Node, "declares"), "declares", Expected);
    if (!Method)
      return false;
    if (const YamlNode *Name = find(Node, "name"))
      wrong(*Name, "a type has both 'name' and 'declares'", "one of them");
    if (Entry.Role != TypeRole::Entity)
      wrong(*Method,
            "key 'declares' says nothing about role '" + roleName(Entry.Role) +
                "'",
            "it with role entity");
    if (!isQualifiedName(Method->Text) || nameParts(Method->Text).size() != 1)
      wrong(*Method, "'declares' is '" + Method->Text + "'", Expected);
    Entry.Declares = Method->Text;
    return true;
  }

  /// Keys that say nothing about a role are mistakes, most often of the role.
  void checkKeys(const YamlNode &Type, TypeRole Role) {
    for (const YamlNode &Key : Type.Keys) {
      bool OfRelations = Key.Text == "inverse" || Key.Text == "elsewhere";
      bool OfToOne = Key.Text == "nullable" || Key.Text == "nullable-with" ||
                     Key.Text == "reverse";
      if (Key.Text == "ordering" && Role != TypeRole::Entity)
        wrong(Key,
              "key 'ordering' says nothing about role '" + roleName(Role) + "'",
              "it with role entity");
      if ((!OfRelations && !OfToOne) || Role == TypeRole::ToOne ||
          (OfRelations && Role == TypeRole::ToMany))
        continue;
      wrong(Key,
            "key '" + Key.Text + "' says nothing about role '" +
                roleName(Role) + "'",
            OfToOne ? "it with role to-one" : "it with role to-one or to-many");
    }
  }

  /// An effect that no object of a role can have is a mistake, most often of
  /// the role. Those that start or read a query are for any: a row may have
  /// methods that do.
  void checkEffect(const YamlNode &Key, Effect What, const TypeEntry &Entry) {
    auto Is = [&](std::initializer_list<TypeRole> Roles) {
      return llvm::is_contained(Roles, Entry.Role) ||
             (Entry.Elsewhere && llvm::is_contained(Roles, *Entry.Elsewhere));
    };
    StringRef Expected;
    switch (What) {
    case Effect::Refine:
    case Effect::Limit:
    case Effect::Slice:
    case Effect::Defer:
    case Effect::Only:
    case Effect::Reshape:
    case Effect::Join:
    case Effect::Prefetch:
      if (!Is({TypeRole::Query, TypeRole::ToMany}))
        Expected = "it with role query or to-many";
      break;
    case Effect::Load:
      if (!Is({TypeRole::ToOne, TypeRole::Attached, TypeRole::Column,
               TypeRole::Entity}))
        Expected = "it with role to-one, attached, column or entity";
      break;
    case Effect::Key:
    case Effect::Test:
      if (!Is({TypeRole::ToOne, TypeRole::Attached, TypeRole::Column}))
        Expected = "it with role to-one, attached or column";
      break;
    default:
      break;
    }
    if (!Expected.empty())
      wrong(Key,
            "effect '" + Key.Text + "' says nothing about role '" +
                roleName(Entry.Role) + "'",
            Expected);
  }

  void readMethods(const YamlNode &Node, TypeEntry &Entry) {
    if (Node.What != Kind::Mapping) {
      wrongKind(Node, "'methods'",
                "a mapping from effects to names of methods");
      return;
    }
    if (!uniqueKeys(Node))
      return;
    llvm::StringMap<unsigned> Lines;
    for (auto [Key, Value] : llvm::zip(Node.Keys, Node.Values)) {
      std::optional<Effect> What = effect(Key);
      TypeEntry::Method Method{};
      for (const YamlNode *Name : texts(&Value, Key.Text, "a method name")) {
        std::optional<std::string> Spelled = methodName(Name->Text);
        if (!Spelled) {
          wrong(*Name, "'" + Name->Text + "' is not the name of a method",
                "an identifier, an operator such as 'operator->', or a "
                "conversion such as 'operator bool'");
          continue;
        }
        if (first(Lines, *Name, *Spelled, "method",
                  "each method of a type once, under one effect"))
          Method.Names.push_back(std::move(*Spelled));
      }
      if (!What)
        continue;
      checkEffect(Key, *What, Entry);
      Method.What = *What;
      Entry.Methods.push_back(std::move(Method));
    }
  }

  void readFunction(const YamlNode &Node, Profile &Result) {
    if (!mapping(Node, FunctionShape))
      return;
    FunctionEntry Entry{};
    if (const YamlNode *What =
            text(find(Node, "effect"), "effect", oneOf(effectNames())))
      if (auto Known = effect(*What))
        Entry.What = *Known;
    Entry.Entity = argument(find(Node, "entity"), "entity");
    for (const YamlNode *Name :
         texts(find(Node, "name"), "name", "a qualified name")) {
      if (!qualifiedName(*Name))
        continue;
      if (!first(FunctionLines, *Name, Name->Text, "function",
                 "each function once"))
        continue;
      Entry.Name = Name->Text;
      Result.Functions.push_back(Entry);
    }
  }

  void readEager(const YamlNode &Node, Profile &Result) {
    if (!mapping(Node, EagerShape))
      return;
    EagerSyntax &Eager = Result.Eager;
    Eager.Join = eagerMethod(Node, "join", Effect::Join, Result);
    Eager.Prefetch = eagerMethod(Node, "prefetch", Effect::Prefetch, Result);
    if (const YamlNode *Instead =
            text(find(Node, "instead"), "instead", "a text"))
      Eager.Instead = Instead->Text;
    if (const YamlNode *Lookup =
            text(find(Node, "lookup"), "lookup", "the text of an object")) {
      Eager.Lookup = Lookup->Text;
      for (StringRef Part : {"{path}", "{rows}"})
        if (!StringRef(Eager.Lookup).contains(Part))
          wrong(*Lookup, "'lookup' has no '" + Part.str() + "'",
                "a text with '{path}' and '{rows}'");
      if (!find(Node, "prefetch"))
        wrong(*Lookup, "'eager' has 'lookup' and no 'prefetch'",
              "the method that takes such an object");
      placeholders(*Lookup, "lookup", {"{path}", "{rows}", "{entity}"});
    }
    if (find(Node, "instead") && (find(Node, "join") || find(Node, "prefetch")))
      wrong(Node, "'eager' has a method and 'instead'", "one of them");
    if (const YamlNode *Separator =
            text(find(Node, "separator"), "separator",
                 "the text between the parts of a path"))
      Eager.Separator = Separator->Text;
    else if (!find(Node, "separator") &&
             (find(Node, "join") || find(Node, "prefetch")))
      wrong(Node, "missing key 'separator' of 'eager'",
            "the text between the parts of a path, such as '__'");
  }

  /// What is not replaced would be shown as it is.
  void placeholders(const YamlNode &Text, StringRef Key,
                    llvm::ArrayRef<StringRef> Known) {
    StringRef Rest = Text.Text;
    for (;;) {
      Rest = Rest.drop_until([](char C) { return C == '{'; });
      const std::size_t Size = Rest.find('}') + 1;
      if (Rest.empty() || Size == 0)
        return;
      const StringRef Found = Rest.take_front(Size);
      Rest = Rest.drop_front(1);
      if (llvm::all_of(Found.drop_front().drop_back(), llvm::isAlpha) &&
          Found.size() > 2 && !llvm::is_contained(Known, Found))
        wrong(Text,
              "'" + Found.str() + "' of '" + Key.str() + "' stands for nothing",
              "one of " + llvm::join(Known, ", "));
    }
  }

  /// Advice about a method that has no effect is never given.
  void readAdvice(const YamlNode &Node, Profile &Result) {
    if (Node.What != Kind::Mapping) {
      wrongKind(Node, "'advice'", "a mapping from methods to what to use");
      return;
    }
    if (!uniqueKeys(Node))
      return;
    for (auto [Key, Value] : llvm::zip(Node.Keys, Node.Values)) {
      const bool Known =
          llvm::any_of(Result.Types, [&, &Name = Key.Text](const auto &Type) {
            return llvm::any_of(Type.Methods, [&](const auto &Method) {
              return llvm::is_contained(Method.Names, Name);
            });
          });
      if (!Known)
        wrong(Key, "'" + Key.Text + "' of 'advice' is no method of a type",
              "one that a type lists");
      else if (const YamlNode *Text = text(&Value, Key.Text, "a text")) {
        placeholders(*Text, "advice", {"{path}", "{entity}"});
        Result.Advice.emplace_back(Key.Text, Text->Text);
      }
    }
  }

  /// A fix that calls a method which is not known to load eagerly would be
  /// reported again on the next run.
  std::string eagerMethod(const YamlNode &Eager, StringRef Key, Effect What,
                          const Profile &Known) {
    const YamlNode *Node = text(find(Eager, Key), Key, "the name of a method");
    if (!Node)
      return "";
    for (const TypeEntry &Type : Known.Types)
      for (const TypeEntry::Method &Method : Type.Methods)
        if (Type.Role == TypeRole::Query && Method.What == What &&
            llvm::is_contained(Method.Names, Node->Text))
          return Node->Text;
    wrong(*Node, "'" + Node->Text + "' is no method with effect '" + Key + "'",
          "one that a type with role 'query' lists under '" + Key + "'");
    return "";
  }

  StringRef Source;
  llvm::StringMap<unsigned> TypeLines;
  llvm::StringMap<unsigned> FunctionLines;
};

} // namespace

StringRef allMethod(const Profile &Orm) {
  for (const TypeEntry &Type : Orm.Types)
    for (const TypeEntry::Method &Method : Type.Methods)
      if (Type.Role == TypeRole::ToMany && Method.What == Effect::All)
        return Method.Names.front();
  return "";
}

llvm::Expected<Profile> parseProfile(StringRef Text, StringRef Source) {
  llvm::Expected<YamlNode> Root = readYaml(Text, Source);
  if (!Root)
    return Root.takeError();
  return ProfileReader(Source).read(*Root);
}

llvm::Expected<Profile> readProfile(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::make_error<llvm::StringError>(
        yamlMessage(Path, {},
                    ("cannot be read (" + Buffer.getError().message() +
                     "); expected a file with an ORM profile")),
        Buffer.getError());
  return parseProfile((*Buffer)->getBuffer(), Path);
}

} // namespace ormlint::vocabulary
