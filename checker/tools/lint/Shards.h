//===--- Shards.h - Which facts are those of a program ----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `orm-lint extract -o DIRECTORY` ends with a list of what it wrote there:
// `shard-2-of-8.json`. With all of them `orm-lint link` knows that no shard,
// and no unit of one, is missing, and takes no facts of sources that are gone.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_SHARDS_H
#define ORMLINT_TOOLS_LINT_SHARDS_H

#include "tools/lint/Commands.h"
#include "tools/lint/Request.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ormlint::lint {

/// What one run of `orm-lint extract` wrote.
struct Shard {
  /// Which of how many; 0: of files that were named, which come in the place of
  /// what a shard has of them.
  std::int64_t Part = 1, Parts = 1;
  /// A hash of all units of the program, those of other shards, too.
  std::string Program;
  struct Unit {
    std::string Source, File; ///< The file is named from the directory on.
  };
  std::vector<Unit> Facts;
  /// The sources that could not be read.
  std::vector<std::string> Unread;
};

/// The one that \p Asked is to write, of a program of \p Units.
Shard shardOf(const Request &Asked, llvm::ArrayRef<Command> Units);

/// Makes the directory \p Into, and takes away the list of an earlier run: one
/// that does not come to its end leaves none. Where all units are in one shard,
/// those of other shards go, too.
llvm::Error beginShard(const Shard &Of, llvm::StringRef Into);

/// Writes the list \p Of.
llvm::Error finishShard(const Shard &Of, llvm::StringRef Into);

/// The files of facts that the lists in \p Directories name; an error where a
/// shard or a unit is missing, or they do not belong together.
llvm::Expected<std::vector<std::string>>
filesOfShards(llvm::ArrayRef<std::string> Directories);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_SHARDS_H
