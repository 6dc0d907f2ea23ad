//===--- Extraction.h - The facts of the units of a program -----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit is parsed once: its facts are kept by the command, its text, the
// profiles and the program that made them, and taken again while every file
// that was read is what it was, and none is there that was looked for in vain.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_EXTRACTION_H
#define ORMLINT_TOOLS_LINT_EXTRACTION_H

#include "index/FactsFile.h"
#include "tools/lint/Commands.h"
#include "tools/lint/Texts.h"
#include "vocabulary/Vocabulary.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <mutex>
#include <optional>
#include <string>

namespace ormlint::lint {

/// The hashes of files, each read once. Safe to ask from several threads.
class FileHashes {
public:
  /// \p Changed holds files that are other than on disk.
  explicit FileHashes(const ChangedFiles *Changed = nullptr)
      : Changed(Changed) {}
  /// None: the file cannot be read.
  std::optional<std::uint64_t> of(llvm::StringRef Path);
  /// Whether there is a file or a folder of that name.
  bool exists(llvm::StringRef Path);

private:
  const ChangedFiles *Changed;
  std::mutex Guard;
  llvm::StringMap<bool> Existing;
  llvm::StringMap<std::optional<std::uint64_t>> Known;
};

/// What all units of a run share.
struct Extraction {
  const vocabulary::Vocabulary &Words;
  /// The program, and the user's profiles.
  std::string Extractor, Profiles;
  /// Where facts are kept; "": nowhere.
  std::string Cache;
  FileHashes &Hashes;
  /// Files that are other than on disk.
  const ChangedFiles *Changed = nullptr;
};

/// What became of one unit.
struct Extracted {
  /// None: it could not be read, and why.
  std::optional<index::UnitFacts> Facts;
  std::string Problem;
  bool Parsed = false;
};

/// The facts of \p Of, from the cache or by parsing.
Extracted extract(const Command &Of, const Extraction &With);

/// Those of all \p Units, in their order, on \p Jobs threads. \p Done is called
/// after each, from any of them, but never twice at a time.
std::vector<Extracted>
extractAll(llvm::ArrayRef<Command> Units, const Extraction &With, unsigned Jobs,
           llvm::function_ref<void(const Extracted &)> Done);

/// Names this very program: another build of it is another extractor.
std::string extractorName(const char *Argv0);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_EXTRACTION_H
