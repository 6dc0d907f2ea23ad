//===--- FactsFile.h - The facts of a translation unit on disk --*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/internals/facts-format.md describes the bytes. A file is read back
// whole and unchanged or not at all: its format, its length and a checksum are
// in front.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_FACTSFILE_H
#define ORMLINT_INDEX_FACTSFILE_H

#include "facts/Facts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ormlint::index {

/// A file that was read to make facts.
struct Input {
  std::string Path; ///< Absolute, without dots.
  std::uint64_t Hash = 0;
  bool System = false; ///< The user does not own it.
};

/// The facts of one translation unit and what they were made of.
struct UnitFacts {
  /// Its main file.
  std::string Source;
  /// The program that made them: facts of another build are not mixed in.
  std::string Extractor;
  /// The user's profiles that say what its calls mean, by name and hash; "":
  /// none. Facts by other words are not mixed in.
  std::string Profiles;
  /// Every file that was read, the main file first.
  std::vector<Input> Inputs;
  /// Files that were looked for in vain, or folders that they would be in: one
  /// of them could come before a file that was read.
  std::vector<std::string> Absent;
  /// Of a program: which of `Inputs` each unit was made of, its main file
  /// first.
  std::vector<std::vector<std::uint32_t>> Units;
  facts::Unit Facts;
};

/// The bytes of \p Facts.
std::string serialize(const UnitFacts &Facts);

/// Reads them back. An error says what is wrong with \p Bytes, in words that
/// follow a file name: "is cut short".
llvm::Expected<UnitFacts> deserialize(llvm::StringRef Bytes);

/// Writes \p Facts to \p Path: all of it, or an error.
llvm::Error writeFacts(const UnitFacts &Facts, llvm::StringRef Path);

/// Reads \p Path. An error names it, and the way out.
llvm::Expected<UnitFacts> readFacts(llvm::StringRef Path);

} // namespace ormlint::index

#endif // ORMLINT_INDEX_FACTSFILE_H
