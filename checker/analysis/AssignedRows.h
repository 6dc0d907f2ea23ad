//===--- AssignedRows.h - Rows whose relation a loop has set ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `for (Course &c : courses) c.department = d;`: from there on the department
// of each row of `courses` is in memory. The row itself is an `Assigned` value;
// that the others of its container are like it, is found out here.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_ASSIGNEDROWS_H
#define ORMLINT_ANALYSIS_ASSIGNEDROWS_H

#include "facts/Facts.h"
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace ormlint::analysis {

class Propagation;

class AssignedRows {
public:
  AssignedRows(const facts::Unit &Unit, const Propagation &Graph);

  /// Of which rows of a container the relation was set.
  enum class Which : std::uint8_t { None, Some, All };
  /// Which rows of the container that the row \p Element is taken of had their
  /// \p Relation set before it is taken.
  Which before(std::uint32_t Function, facts::ValueId Element,
               facts::RelationId Relation) const;

private:
  struct Setting {
    facts::LoopId Loop;
    facts::Place At;
    bool All;
  };

  void note(std::uint32_t Function, facts::ValueId Changed);
  std::set<facts::RelationId> leaves(std::uint32_t Function,
                                     const facts::Value &After,
                                     unsigned Depth) const;
  std::set<facts::RelationId> set(std::uint32_t Function, facts::ValueId Value,
                                  std::uint32_t Param, unsigned Depth) const;

  const facts::Unit &Unit;
  const Propagation &Graph;
  /// By function, container and relation.
  std::map<std::tuple<std::uint32_t, facts::ValueId, facts::RelationId>,
           std::vector<Setting>>
      Settings;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_ASSIGNEDROWS_H
