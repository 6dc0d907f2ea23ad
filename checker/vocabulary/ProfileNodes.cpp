//===--- ProfileNodes.cpp - The parts of a profile's YAML tree ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/ProfileNodes.h"
#include "vocabulary/Spelling.h"
#include "vocabulary/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

namespace ormlint::vocabulary {

using llvm::ArrayRef;
using llvm::StringRef;
using llvm::Twine;
using Kind = YamlNode::Kind;

const YamlNode *find(const YamlNode &Mapping, StringRef Key) {
  for (auto [K, V] : llvm::zip(Mapping.Keys, Mapping.Values))
    if (K.Text == Key)
      return &V;
  return nullptr;
}

llvm::Error ProfileNodes::takeError() {
  llvm::Error Joined = llvm::Error::success();
  for (const std::string &Problem : Problems)
    Joined = llvm::joinErrors(std::move(Joined),
                              llvm::make_error<llvm::StringError>(
                                  Problem, llvm::inconvertibleErrorCode()));
  return Joined;
}

void ProfileNodes::wrong(const YamlNode &At, const Twine &What,
                         const Twine &Expected) {
  Problems.push_back(
      yamlMessage(Source, At.Place, (What + "; expected " + Expected).str()));
}

void ProfileNodes::wrongKind(const YamlNode &At, const Twine &Of,
                             StringRef Expected) {
  wrong(At, Of + " is " + At.describe(), Expected);
}

void ProfileNodes::unknown(const YamlNode &At, StringRef What, const Twine &Of,
                           ArrayRef<StringRef> Valid) {
  wrong(At,
        "unknown " + What + " '" + At.Text + "'" + Of +
            didYouMean(At.Text, Valid),
        oneOf(Valid));
}

bool ProfileNodes::mapping(const YamlNode &Node, const Shape &Expected) {
  if (Node.What != Kind::Mapping) {
    wrongKind(Node, Expected.What,
              "a mapping with the keys " + llvm::join(Expected.Keys, ", "));
    return false;
  }
  if (!uniqueKeys(Node))
    return false;
  for (const YamlNode &Key : Node.Keys)
    if (!llvm::is_contained(Expected.Keys, Key.Text))
      unknown(Key, "key", " of " + Expected.What, Expected.Keys);
  for (StringRef Key : Expected.Required)
    if (!find(Node, Key))
      wrong(Node, "missing key '" + Key + "' of " + Expected.What,
            "the keys " + llvm::join(Expected.Required, ", "));
  return true;
}

bool ProfileNodes::uniqueKeys(const YamlNode &Node) {
  llvm::StringMap<unsigned> Lines;
  bool Valid = true;
  for (const YamlNode &Key : Node.Keys) {
    if (Key.What != Kind::Scalar) {
      wrongKind(Key, "a key", "a name");
      Valid = false;
      continue;
    }
    first(Lines, Key, Key.Text, "key", "each key once");
  }
  return Valid;
}

const YamlNode *ProfileNodes::text(const YamlNode *Node, StringRef Of,
                                   StringRef Expected) {
  if (!Node)
    return nullptr;
  if (Node->What != Kind::Scalar) {
    wrongKind(*Node, "'" + Of + "'", Expected);
    return nullptr;
  }
  if (Node->Text.empty()) {
    wrong(*Node, "'" + Of + "' is an empty text", Expected);
    return nullptr;
  }
  return Node;
}

std::vector<const YamlNode *>
ProfileNodes::texts(const YamlNode *Node, StringRef Of, StringRef Each) {
  std::vector<const YamlNode *> Result;
  if (!Node)
    return Result;
  std::string Expected = (Each + " or a list of them").str();
  if (Node->What != Kind::Sequence) {
    if (const YamlNode *Text = text(Node, Of, Expected))
      Result.push_back(Text);
    return Result;
  }
  if (Node->Items.empty())
    wrong(*Node, "'" + Of + "' is an empty list", Expected);
  for (const YamlNode &Item : Node->Items)
    if (const YamlNode *Text = text(&Item, Of, Each))
      Result.push_back(Text);
  return Result;
}

bool ProfileNodes::qualifiedName(const YamlNode &Node) {
  if (isQualifiedName(Node.Text))
    return true;
  wrong(Node, "'" + Node.Text + "' is not a qualified name",
        "names joined by '::', without template arguments, such as "
        "'orm::QuerySet'");
  return false;
}

std::optional<unsigned> ProfileNodes::argument(const YamlNode *Node,
                                               StringRef Of) {
  constexpr StringRef Expected =
      "the number of a template argument, counted from 0";
  if (!text(Node, Of, Expected))
    return std::nullopt;
  unsigned Number;
  // The bound keeps a slip of the keyboard from being taken for an index.
  if (!StringRef(Node->Text).getAsInteger(10, Number) && Number < 64)
    return Number;
  wrong(*Node, "'" + Of + "' is '" + Node->Text + "'", Expected);
  return std::nullopt;
}

bool ProfileNodes::truth(const YamlNode *Node, StringRef Of) {
  constexpr StringRef Expected = "true or false";
  if (!text(Node, Of, Expected))
    return false;
  if (Node->Text == "true" || Node->Text == "false")
    return Node->Text == "true";
  wrong(*Node, "'" + Of + "' is '" + Node->Text + "'", Expected);
  return false;
}

const YamlNode *ProfileNodes::list(const YamlNode &Root, StringRef Key,
                                   StringRef Expected) {
  const YamlNode *Node = find(Root, Key);
  if (Node && Node->What != Kind::Sequence) {
    wrongKind(*Node, "'" + Key + "'", Expected);
    return nullptr;
  }
  return Node;
}

bool ProfileNodes::first(llvm::StringMap<unsigned> &Lines, const YamlNode &Name,
                         StringRef Spelled, StringRef What,
                         StringRef Expected) {
  auto [First, New] = Lines.try_emplace(Spelled, Name.Place.Line);
  if (!New)
    wrong(Name,
          What + " '" + Spelled + "' again, first on line " +
              Twine(First->second),
          Expected);
  return New;
}

} // namespace ormlint::vocabulary
