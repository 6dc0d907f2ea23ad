//===--- Units.h - The facts of all units of a run --------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_UNITS_H
#define ORMLINT_TOOLS_LINT_UNITS_H

#include "tools/lint/Extraction.h"
#include "tools/lint/Request.h"
#include "tools/lint/Shards.h"

namespace ormlint::lint {

/// What the units of a program say, and of how many nothing could be said.
struct Facts {
  std::vector<index::UnitFacts> Units;
  /// Of each, \c Command::Nth, where they were read here.
  std::vector<unsigned> Nth;
  std::size_t Parsed = 0;
  std::vector<std::string> Unread; ///< Their sources.
};

/// Those of \p Units, which are counted on a terminal while it goes on. A unit
/// that cannot be read is named, behind \p When.
Facts readUnits(llvm::ArrayRef<Command> Units, const Extraction &With,
                unsigned Jobs, llvm::StringRef When = "");

/// Those that `orm-lint extract` wrote to the files, or to the directories, in
/// \p Asked.Files; an error where one does not fit this program or its inputs.
llvm::Expected<Facts> readFiles(const Request &Asked);

/// Writes each of \p Read to a file of its own in the directory \p Into, and
/// then which they are.
llvm::Error writeFiles(const Facts &Read, Shard Of, llvm::StringRef Into);

/// Writes the one unit \p Read to \p Asked.Output, and what it was made of to
/// the depfile.
llvm::Error writeFile(const Request &Asked, const Facts &Read);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_UNITS_H
