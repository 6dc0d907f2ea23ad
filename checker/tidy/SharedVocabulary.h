//===--- SharedVocabulary.h - The words a process works with ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading profiles for each translation unit would cost more than the checks
// themselves, so a process reads a set of profiles once. Safe to call from
// several threads: clangd parses several files at a time.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_SHAREDVOCABULARY_H
#define ORMLINT_TIDY_SHAREDVOCABULARY_H

#include "vocabulary/Vocabulary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace ormlint::tidy {

/// A vocabulary, or why there is none.
struct SharedVocabulary {
  /// Null where a profile could not be read.
  std::unique_ptr<const vocabulary::Vocabulary> Words;
  /// Which profiles of the user's they are, by the name and a hash of each
  /// file, wherever it is; "": none.
  std::string Profiles;
  /// `file:line:column: what is wrong; what was expected`, one a problem.
  std::vector<std::string> Errors;
};

/// \c SharedVocabulary::Profiles, as a reader calls them.
std::string calledProfiles(llvm::StringRef Profiles);

/// The file that \p Name stands for in the configuration of \p Source. A
/// relative name is looked for as clang-tidy looks for its own configuration:
/// in the directory of the source and in those above it. A name found nowhere
/// stays as it is, and is an error when it is read.
std::string configuredFile(llvm::StringRef Name, llvm::StringRef Source);

/// Changes when the file \p Path does.
std::string fingerprint(const std::string &Path);

/// The files named in \p List, separated by semicolons.
std::vector<std::string> profileFiles(llvm::StringRef List,
                                      llvm::StringRef Source);

/// The built-in profiles and those in \p Files. Read once for a process, and
/// again when one of the files has changed: an editor's server lives for days.
std::shared_ptr<const SharedVocabulary>
sharedVocabulary(llvm::ArrayRef<std::string> Files);

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_SHAREDVOCABULARY_H
