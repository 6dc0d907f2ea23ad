//===--- Options.h - What users set for the orm checks ----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The checks share one run of the analysis, so their options belong to none of
// them: `OrmProfiles`, not `orm-n-plus-one.Profiles`. docs/options.md explains
// each.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_OPTIONS_H
#define ORMLINT_TIDY_OPTIONS_H

#include "analysis/Finding.h"
#include "facts/UnitExtractor.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <utility>
#include <vector>

namespace ormlint::tidy {

struct Options {
  std::string Profiles;
  /// The index of the program that the file belongs to.
  std::string Index;
  analysis::Settings Analysis;
  analysis::Confidence MinConfidence = analysis::Confidence::Likely;
  /// Findings in at least that many nested loops are errors; 0: none is.
  unsigned ErrorNesting = 0;
  /// Where to append what was checked: a file, `-` for the standard output.
  std::string Stats;
  facts::Choice Functions = facts::Choice::Relevant;

  /// By name, as they are set.
  std::vector<std::pair<llvm::StringRef, std::string>> stored() const;
};

/// The names of all options.
llvm::ArrayRef<llvm::StringLiteral> optionNames();

/// Reads what \p Get gives for each name ("": not set). A value that makes no
/// sense is added to \p Problems.
Options readOptions(llvm::function_ref<std::string(llvm::StringRef Name)> Get,
                    std::vector<std::string> &Problems);

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_OPTIONS_H
