//===--- EagerState.h - What eager loads serve and cost ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules are Django's: a path covers its prefixes; a joined relation costs
// no statement, each prefetched level one; an object with a query of its own
// stores its rows under its attribute, and serves what that query loads.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_EAGERSTATE_H
#define ORMLINT_ANALYSIS_EAGERSTATE_H

#include "analysis/Paths.h"
#include "facts/Facts.h"
#include <map>
#include <string>
#include <vector>

namespace ormlint::analysis {

enum class Served { No, Yes, Unknown };

/// Whether \p Load, made in \p Function, serves the relation path \p Path.
Served serves(const facts::Function &Function, const facts::EagerLoad &Load,
              const Names &Path);

/// Where the rows of the first \p Levels levels of \p Load are found, a
/// prefetch that may go back to rows that are there: the path to them without
/// that.
Names straight(const facts::EagerLoad &Load, std::size_t Levels);

/// The levels that a set of eager loads of some rows fetches: what is joined
/// costs nothing, each other level one statement.
class Levels {
public:
  /// The rows are those that \p At leads to; \p Back leads from them to the row
  /// that they were reached from (empty if nothing is known to).
  explicit Levels(Names At = {}, facts::Symbol Back = {})
      : At(std::move(At)), Back(Back) {}

  /// Adds \p Load of \p Function.
  void add(const facts::Function &Function, const facts::EagerLoad &Load) {
    add(Function, Load, {});
  }
  void join(const Names &Path);
  void prefetch(const Names &Path);
  struct Statement {
    /// Where its rows are found, from the rows on.
    Names Stored;
    /// The relation path, from where \c At starts.
    Names Path;
    friend bool operator==(const Statement &, const Statement &) = default;
  };
  std::vector<Statement> statements() const;

private:
  struct Level {
    /// What the rows are fetched by; they may be stored under another name.
    facts::Symbol Relation;
    bool Back = false;
    bool Joined = false;
    /// It may be joined as well: a statement reads what the join did not leave.
    bool Prefetched = false;
  };
  void add(const facts::Function &Function, const facts::EagerLoad &Load,
           Names Stored);
  Level &level(const Names &Stored, facts::Symbol Relation);

  Names At;
  facts::Symbol Back;
  /// By where the rows are stored, which tells two fetches of one relation
  /// apart.
  std::map<Names, Level> All;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_EAGERSTATE_H
