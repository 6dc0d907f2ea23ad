//===--- Request.h - What a run is asked to do ------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_REQUEST_H
#define ORMLINT_TOOLS_LINT_REQUEST_H

#include "tidy/Options.h"
#include "tidy/SharedVocabulary.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ormlint::lint {

/// How a run ends.
enum Status { Clean = 0, Findings = 1, Failed = 2 };

enum class Verb { Check, Extract, Link };
enum class Format { Text, Json, Sarif, Github, Gitlab, Html };

/// A report beside the one that is shown.
struct SecondReport {
  Format As;
  std::string Path;
};

/// The command line, read and validated.
struct Request {
  Verb Do = Verb::Check;
  const char *Program = ""; ///< argv[0].
  std::vector<std::string> Files;

  std::string BuildPath;
  std::string Objects; ///< Absolute; "": wherever.
  std::string Depfile; ///< "": none.
  /// What stands behind `--`: how the one unit is compiled.
  std::optional<std::vector<std::string>> Compile;
  unsigned Jobs = 0;            ///< 0: one per core.
  unsigned Part = 1, Parts = 1; ///< Of the units.
  std::string Cache;            ///< "": nothing is kept.

  tidy::Options Set;
  std::shared_ptr<const tidy::SharedVocabulary> Vocabulary;
  std::vector<std::string> Profiles;    ///< Files of the user's.
  std::vector<std::string> ConfigFiles; ///< The .clang-tidy files that count.
  std::string Checks;                   ///< Globs.
  std::string Errors;                   ///< Globs of those that are errors.

  std::string Output; ///< "": standard output.
  Format As = Format::Text;
  std::vector<SecondReport> Also;
  std::string Root; ///< Absolute.
  bool Fix = false, DryRun = false;
  std::string Baseline; ///< "": none.
  bool UpdateBaseline = false;
  std::string DiffBase; ///< "": none.
  std::string Index;    ///< Where the program is kept; "": nowhere.
};

/// Reads the command line, or says what is wrong with it.
std::optional<Request> readArguments(int Count, const char **Arguments);

/// Says \p What as an error. \returns Failed.
int fail(const llvm::Twine &What);
int fail(llvm::Error What);
void say(const llvm::Twine &What);

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_REQUEST_H
