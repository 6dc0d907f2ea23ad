//===--- AcrossFiles.h - A unit as a part of its program --------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TIDY_ACROSSFILES_H
#define ORMLINT_TIDY_ACROSSFILES_H

#include "report/Message.h"
#include "tidy/Options.h"
#include "tidy/SharedIndex.h"
#include "vocabulary/Vocabulary.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace ormlint::tidy {

/// The findings in \p Unit, whose facts take the place of those that \p Program
/// has of it. A finding whose query is in a file that \p Unit does not read is
/// shown on what of it is in the main file, or not at all; one that is
/// suppressed there, or not sure enough, neither. What is wrong with the index
/// is added to \p Warnings.
report::Report lintWithin(const SharedIndex &Program, clang::ASTContext &Unit,
                          const vocabulary::Vocabulary &Words,
                          const Options &Set,
                          std::vector<std::string> &Warnings);

} // namespace ormlint::tidy

#endif // ORMLINT_TIDY_ACROSSFILES_H
