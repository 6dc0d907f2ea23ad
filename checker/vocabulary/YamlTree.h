//===--- YamlTree.h - A YAML document with positions ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's YAML parser streams: each node can be visited once, in order. A
// profile is checked as a whole (missing keys, references between its parts),
// so its document is first read into a tree, each node with the place it was
// written at.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_YAMLTREE_H
#define ORMLINT_VOCABULARY_YAMLTREE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::vocabulary {

/// A place in a profile. Lines and columns count from 1.
struct YamlPlace {
  unsigned Line = 1;
  unsigned Column = 1;
};

/// A node of a YAML document.
struct YamlNode {
  enum class Kind { Empty, Scalar, Sequence, Mapping };

  Kind What = Kind::Empty;
  YamlPlace Place;
  std::string Text;            ///< Of a scalar, unquoted.
  std::vector<YamlNode> Items; ///< Of a sequence.
  std::vector<YamlNode> Keys;  ///< Of a mapping, beside Values.
  std::vector<YamlNode> Values;

  /// "a list", for messages.
  llvm::StringRef describe() const;
};

/// `Source:Line:Column: Message`, the form of every error about a profile, on
/// one line: control characters that \p Message quotes become spaces.
std::string yamlMessage(llvm::StringRef Source, YamlPlace Place,
                        llvm::StringRef Message);

/// Reads the only document in \p Text. Aliases are refused, and so is nesting
/// far beyond what a profile needs, since the parser recurses. An error is one
/// line made with yamlMessage.
llvm::Expected<YamlNode> readYaml(llvm::StringRef Text, llvm::StringRef Source);

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_YAMLTREE_H
