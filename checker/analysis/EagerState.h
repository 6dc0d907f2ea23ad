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

#include "facts/Facts.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ormlint::analysis {

using Names = std::vector<std::string>;

enum class Served { No, Yes, Unknown };

/// Whether \p Load, made in \p Function, serves the relation path \p Path.
Served serves(const facts::Function &Function, const facts::EagerLoad &Load,
              const Names &Path);

/// The levels that a set of eager loads fetches: what is joined costs nothing,
/// each other level one statement.
class Levels {
public:
  /// Adds \p Load of \p Function.
  void add(const facts::Function &Function, const facts::EagerLoad &Load) {
    add(Function, Load, {}, {});
  }
  void join(const Names &Path) { join(Path, 0); }
  void prefetch(const Names &Path) { prefetch(Path, Path); }
  /// The relation path of each statement.
  std::vector<Names> statements() const;

private:
  void add(const facts::Function &Function, const facts::EagerLoad &Load,
           Names Stored, Names Path);
  void join(const Names &Stored, std::size_t From);
  void prefetch(const Names &Stored, const Names &Path);

  std::set<Names> Joined;
  /// Relation paths by where their rows are stored: that is what tells two
  /// fetches of one relation apart.
  std::map<Names, Names> Prefetched;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_EAGERSTATE_H
