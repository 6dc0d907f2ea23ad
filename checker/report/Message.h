//===--- Message.h - Findings, worded for people ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The messages of all front ends are made here, from facts and the texts of the
// files they are about: a compiler is not needed.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_MESSAGE_H
#define ORMLINT_REPORT_MESSAGE_H

#include "analysis/Finding.h"
#include "facts/Facts.h"
#include "vocabulary/Vocabulary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace ormlint::report {

/// A replacement of \c Length bytes at \c Offset of \c File by \c Text.
struct Edit {
  facts::Symbol File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Text;
};

/// A note of a finding; its edits are choices that `--fix` does not apply.
struct Note {
  facts::Place At;
  std::string Text;
  std::vector<Edit> Edits;
  /// What it is on the way from the query to the access, if it is on it.
  std::optional<analysis::Step> On = std::nullopt;
};

/// One finding, worded for people, with what a run must show to prove it (none
/// where the claim names no query).
struct Message {
  std::string Check; ///< `orm-n-plus-one`
  analysis::Confidence Sure = analysis::Confidence::Certain;
  /// How many loops are around it.
  unsigned Nesting = 0;
  /// The function that it lies in, by its qualified name, and the entity of the
  /// rows it is about: with the paths they tell it from others, whatever line
  /// it moves to.
  std::string Function, Entity;
  /// No other file can call the function: another one may have its name.
  bool OfOneFile = false;
  facts::Place At;
  std::string Text;
  std::vector<Edit> Edits;
  /// It has none since those of another finding do it, too.
  bool FixedByAnother = false;
  std::vector<Note> Notes;
  /// The relations it is about (`courses__department`), from the rows of the
  /// expression that it lies on.
  std::vector<std::string> Paths;
  analysis::Claim Claim;
  /// Those of other queries whose rows come there, too.
  std::vector<analysis::Claim> MoreClaims;
};

/// What a run of the analysis says about one translation unit, or a program.
struct Report {
  std::vector<Message> Messages;
  analysis::Coverage Coverage;
  /// The files that all places are in.
  std::vector<facts::Symbol> Files;
};

/// The text of a file, empty if it cannot be had.
using TextOf = llvm::function_ref<llvm::StringRef(llvm::StringRef File)>;

/// Analyses \p Facts and words what is found.
Report lint(const facts::Unit &Facts, const vocabulary::Vocabulary &Words,
            const analysis::Settings &Set, TextOf Text);

/// What the edits of \p Found do, for an editor's menu: "load 'author' with the
/// query".
std::string editTitle(const Message &Found);

/// The checks by name, in the order in which they are documented.
llvm::ArrayRef<llvm::StringLiteral> checkNames();

/// Takes out of \p Found what says that something is nowhere done: of a program
/// that is not all there nobody can know.
void eraseAbsences(Report &Found);

/// Leaves out of the analysis what checks would find that are not \p Shown and
/// whose findings change the fixes of others.
void restrictTo(llvm::function_ref<bool(llvm::StringRef Check)> Shown,
                analysis::Settings &Set);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_MESSAGE_H
