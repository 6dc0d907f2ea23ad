//===--- YamlTree.cpp - A YAML document with positions --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <optional>

namespace ormlint::vocabulary {

using llvm::StringRef;
using llvm::Twine;

StringRef YamlNode::describe() const {
  switch (What) {
  case Kind::Empty:
    return "empty";
  case Kind::Scalar:
    return "a text";
  case Kind::Sequence:
    return "a list";
  case Kind::Mapping:
    return "a mapping";
  }
  return "empty";
}

std::string yamlMessage(StringRef Source, YamlPlace Place, StringRef Message) {
  std::string Line = (Twine(Source) + ":" + Twine(Place.Line) + ":" +
                      Twine(Place.Column) + ": ")
                         .str();
  for (char C : Message)
    Line += static_cast<unsigned char>(C) < 0x20 ? ' ' : C;
  return Line;
}

namespace {

/// A profile nests five deep.
constexpr unsigned MaxDepth = 16;

class Reader {
public:
  Reader(StringRef Text, StringRef Source) : Text(Text), Source(Source) {
    for (size_t At = 0; At != Text.size(); ++At)
      if (Text[At] == '\n')
        LineStarts.push_back(At + 1);
    // Without a handler the parser prints to stderr.
    Sources.setDiagHandler(
        [](const llvm::SMDiagnostic &Found, void *Self) {
          static_cast<Reader *>(Self)->syntaxError(Found);
        },
        this);
  }

  llvm::Expected<YamlNode> read() {
    if (const char *Bad = findNoText()) {
      unsigned Byte = static_cast<unsigned char>(*Bad);
      report(place(llvm::SMLoc::getFromPointer(Bad)),
             "byte 0x" + llvm::utohexstr(Byte) +
                 " is no text; expected a YAML file in UTF-8");
      return llvm::createStringError(llvm::inconvertibleErrorCode(), *Problem);
    }
    llvm::yaml::Stream Stream(Text, Sources, /*ShowColors=*/false);
    YamlNode Root;
    auto Document = Stream.begin();
    if (Document != Stream.end())
      if (llvm::yaml::Node *Node = Document->getRoot())
        Root = convert(*Node, 0);
    if (Root.What == YamlNode::Kind::Empty)
      Root.Place = {};
    // The next document cannot be looked for after an error: the rest of this
    // one may be out of step.
    if (!Problem && !Stream.failed() && Document != Stream.end() &&
        ++Document != Stream.end() && Document->getRoot() && !Stream.failed())
      report(place(Document->getRoot()->getSourceRange().Start),
             "a second document; expected one document, with one ORM");
    if (!Problem && Stream.failed())
      report(Root.Place, "not YAML; expected 'key: value' lines");
    if (Problem)
      return llvm::createStringError(llvm::inconvertibleErrorCode(), *Problem);
    return Root;
  }

private:
  /// The first byte that YAML does not allow. The parser itself lets most pass
  /// and stumbles later, over something else.
  const char *findNoText() const {
    const char *At = Text.begin();
    while (At != Text.end()) {
      auto Byte = static_cast<unsigned char>(*At);
      bool Control = Byte < 0x20 && *At != '\t' && *At != '\n' && *At != '\r';
      const auto *Start = reinterpret_cast<const llvm::UTF8 *>(At);
      if (Control || Byte == 0x7f ||
          !llvm::isLegalUTF8Sequence(
              Start, reinterpret_cast<const llvm::UTF8 *>(Text.end())))
        return At;
      At += llvm::getNumBytesForUTF8(*Start);
    }
    return nullptr;
  }

  void syntaxError(const llvm::SMDiagnostic &Found) {
    YamlPlace At;
    if (Found.getLoc().isValid())
      At = place(Found.getLoc());
    report(At, ("not YAML: " + Found.getMessage().rtrim("!.") +
                "; expected 'key: value' lines")
                   .str());
  }

  /// Keeps the first problem; later ones follow from it.
  void report(YamlPlace At, StringRef Message) {
    if (!Problem)
      Problem = yamlMessage(Source, At, Message);
  }

  YamlPlace place(llvm::SMLoc Loc) const {
    const char *At = Loc.getPointer();
    // Tokens that the parser makes up itself point nowhere.
    if (!At || At < Text.begin() || At > Text.end())
      return {};
    auto Offset = static_cast<unsigned>(At - Text.begin());
    auto Next = llvm::upper_bound(LineStarts, Offset);
    return {static_cast<unsigned>(Next - LineStarts.begin()),
            Offset - *std::prev(Next) + 1};
  }

  /// The parser takes a flow collection to start after its bracket.
  llvm::SMLoc start(llvm::yaml::Node &Node) const {
    const char *Start = Node.getSourceRange().Start.getPointer();
    char Bracket = llvm::isa<llvm::yaml::MappingNode>(Node)    ? '{'
                   : llvm::isa<llvm::yaml::SequenceNode>(Node) ? '['
                                                               : 0;
    if (!Bracket || !Start || Start < Text.begin() || Start > Text.end())
      return Node.getSourceRange().Start;
    StringRef Before = Text.take_front(Start - Text.begin()).rtrim();
    return Before.ends_with(StringRef(&Bracket, 1))
               ? llvm::SMLoc::getFromPointer(Before.end() - 1)
               : Node.getSourceRange().Start;
  }

  YamlNode convert(llvm::yaml::Node &Node, unsigned Depth) {
    YamlNode Result;
    Result.Place = place(start(Node));
    if (Depth > MaxDepth) {
      report(Result.Place, "nested too deeply; expected the few levels that "
                           "docs/profiles.md describes");
      return Result;
    }
    if (auto *Scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&Node)) {
      llvm::SmallString<64> Storage;
      Result.What = YamlNode::Kind::Scalar;
      Result.Text = Scalar->getValue(Storage).str();
    } else if (auto *Block =
                   llvm::dyn_cast<llvm::yaml::BlockScalarNode>(&Node)) {
      Result.What = YamlNode::Kind::Scalar;
      Result.Text = Block->getValue().str();
    } else if (auto *Sequence =
                   llvm::dyn_cast<llvm::yaml::SequenceNode>(&Node)) {
      Result.What = YamlNode::Kind::Sequence;
      for (llvm::yaml::Node &Item : *Sequence) {
        Result.Items.push_back(convert(Item, Depth + 1));
        if (Problem)
          return Result;
      }
    } else if (auto *Mapping = llvm::dyn_cast<llvm::yaml::MappingNode>(&Node)) {
      Result.What = YamlNode::Kind::Mapping;
      for (llvm::yaml::KeyValueNode &Pair : *Mapping) {
        llvm::yaml::Node *Key = Pair.getKey();
        Result.Keys.push_back(Key ? convert(*Key, Depth + 1) : YamlNode());
        if (Problem)
          return Result;
        llvm::yaml::Node *Value = Pair.getValue();
        Result.Values.push_back(Value ? convert(*Value, Depth + 1)
                                      : YamlNode());
        if (Problem)
          return Result;
        // An empty value has no place of its own.
        if (Result.Values.back().What == YamlNode::Kind::Empty)
          Result.Values.back().Place = Result.Keys.back().Place;
      }
    } else if (auto *Alias = llvm::dyn_cast<llvm::yaml::AliasNode>(&Node)) {
      report(place(llvm::SMLoc::getFromPointer(Alias->getName().begin() - 1)),
             "a YAML alias; expected the value itself, written out");
    }
    return Result;
  }

  StringRef Text;
  StringRef Source;
  std::vector<unsigned> LineStarts = {0};
  llvm::SourceMgr Sources;
  std::optional<std::string> Problem;
};

} // namespace

llvm::Expected<YamlNode> readYaml(StringRef Text, StringRef Source) {
  return Reader(Text, Source).read();
}

} // namespace ormlint::vocabulary
