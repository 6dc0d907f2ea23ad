//===--- SharedRun.h - One run of the analysis for all checks ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy makes each check anew for each translation unit; those that it
// makes for one unit share a context, and so a run. Safe to call from several
// threads, as long as each has a context of its own.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_SHAREDRUN_H
#define ORMLINT_TIDY_SHAREDRUN_H

#include "report/Lint.h"
#include "tidy/GuessedNames.h"
#include "tidy/Options.h"
#include "tidy/SharedIndex.h"
#include <memory>
#include <utility>

namespace ormlint::tidy {

/// What the checks of one translation unit say.
class SharedRun {
public:
  /// The run that belongs to \p Context, shared by all who hold it.
  static std::shared_ptr<SharedRun> of(const void *Context);

  /// Whether nobody has said yet what is wrong with the configuration.
  bool mayComplain() { return !std::exchange(Complained, true); }

  /// The findings in \p Unit, as a part of \p Program if that is there, with
  /// those left out that rest on guessed names or are not sure enough. The
  /// first call does the work, and writes statistics.
  const report::Report &report(clang::ASTContext &Unit,
                               const vocabulary::Vocabulary &Words,
                               const SharedIndex *Program, const Options &Set,
                               std::vector<std::string> &Problems,
                               std::vector<std::string> &Warnings);

private:
  const clang::ASTContext *Of = nullptr;
  bool Complained = false;
  report::Report Found;
};

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_SHAREDRUN_H
