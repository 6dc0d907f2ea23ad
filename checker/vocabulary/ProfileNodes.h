//===--- ProfileNodes.h - The parts of a profile's YAML tree ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts, names, numbers and mappings as a profile has them, out of a YAML tree.
// Each mistake is kept as a message, and reading goes on.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_PROFILENODES_H
#define ORMLINT_VOCABULARY_PROFILENODES_H

#include "vocabulary/YamlTree.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ormlint::vocabulary {

/// The keys a mapping may have, those it must have, and what it describes.
struct Shape {
  llvm::StringRef What;
  llvm::ArrayRef<llvm::StringRef> Keys;
  llvm::ArrayRef<llvm::StringRef> Required;
};

/// The value of \p Key in \p Mapping, or null.
const YamlNode *find(const YamlNode &Mapping, llvm::StringRef Key);

class ProfileNodes {
public:
  /// \p Source names the file in messages.
  explicit ProfileNodes(llvm::StringRef Source) : Source(Source) {}

  /// The mistakes so far, one StringError each.
  llvm::Error takeError();

  void wrong(const YamlNode &At, const llvm::Twine &What,
             const llvm::Twine &Expected);
  void wrongKind(const YamlNode &At, const llvm::Twine &Of,
                 llvm::StringRef Expected);
  void unknown(const YamlNode &At, llvm::StringRef What, const llvm::Twine &Of,
               llvm::ArrayRef<llvm::StringRef> Valid);

  /// Checks that \p Node is a mapping whose keys are those of \p Expected, each
  /// once, with no required one missing.
  bool mapping(const YamlNode &Node, const Shape &Expected);
  bool uniqueKeys(const YamlNode &Node);

  /// Whether \p Name, a \p What, comes for the first time; \p Lines holds where
  /// each did.
  bool first(llvm::StringMap<unsigned> &Lines, const YamlNode &Name,
             llvm::StringRef Spelled, llvm::StringRef What,
             llvm::StringRef Expected);

  /// A text that is not empty, or null after an error.
  const YamlNode *text(const YamlNode *Node, llvm::StringRef Of,
                       llvm::StringRef Expected);

  /// One text, or a list of them.
  std::vector<const YamlNode *> texts(const YamlNode *Node, llvm::StringRef Of,
                                      llvm::StringRef Each);

  /// The list under \p Key of \p Root, or null.
  const YamlNode *list(const YamlNode &Root, llvm::StringRef Key,
                       llvm::StringRef Expected);

  bool qualifiedName(const YamlNode &Node);
  std::optional<unsigned> argument(const YamlNode *Node, llvm::StringRef Of);
  bool truth(const YamlNode *Node, llvm::StringRef Of);

private:
  llvm::StringRef Source;
  std::vector<std::string> Problems;
};

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_PROFILENODES_H
