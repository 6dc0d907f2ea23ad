//===--- SharedIndex.h - The program that a file belongs to -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the option OrmIndex names. A process reads it once, and again when it
// has been written anew. Safe to call from several threads.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_SHAREDINDEX_H
#define ORMLINT_TIDY_SHAREDINDEX_H

#include "index/Surroundings.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace ormlint::tidy {

/// An index, or why there is none.
class SharedIndex {
public:
  explicit SharedIndex(std::string Path);

  const std::string &path() const { return Path; }
  /// Null, and what is wrong.
  const index::Surroundings *program() const { return Program.get(); }
  const std::string &error() const { return Error; }
  /// The user's profiles that it was made with.
  const std::string &profiles() const { return Profiles; }

  /// Whether \p File on disk still has the text that it had for the index.
  /// Looked at again when its time or size changes.
  bool isCurrent(const index::Input &File) const;

  /// Whether nobody has said yet that files have changed since.
  bool mayComplain() const;

private:
  std::string Path, Error, Profiles;
  std::unique_ptr<const index::Surroundings> Program;
  mutable std::mutex Guard;
  /// By path, its state and what it hashes to.
  mutable llvm::StringMap<std::pair<std::string, std::optional<std::uint64_t>>>
      Files;
  mutable bool Complained = false;
};

/// The index in \p Path; null where that is empty.
std::shared_ptr<const SharedIndex> sharedIndex(const std::string &Path);

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_SHAREDINDEX_H
