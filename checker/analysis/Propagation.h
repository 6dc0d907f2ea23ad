//===--- Propagation.h - Demands carried to their queries -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_PROPAGATION_H
#define ORMLINT_ANALYSIS_PROPAGATION_H

#include "analysis/Answers.h"
#include "analysis/AssignedRows.h"
#include "analysis/Demand.h"
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace ormlint::analysis {

enum class Drop : std::uint8_t;
struct Trace;

/// Carries demands backwards within a function, and into the functions whose
/// results they meet.
class Propagation {
public:
  explicit Propagation(const facts::Unit &Unit, std::size_t MaxPath = 8,
                       Trace *Seen = nullptr);

  /// Everywhere \p What, made at \p At, comes to.
  std::vector<Arrival> carry(Demand What, ValueRef At) const;

  /// The demand \p What of parameter \p Param of a function, as the call
  /// \p Call of \p Caller makes it.
  std::vector<Arrival> carryToCaller(Demand What, std::uint32_t Param,
                                     std::uint32_t Caller,
                                     facts::CallId Call) const;

  const facts::Function &function(std::uint32_t Id) const {
    return Unit.Functions[Id];
  }
  std::optional<std::uint32_t> find(facts::Symbol Usr) const;
  /// The functions that a call may run, as far as they are in the unit.
  std::vector<std::uint32_t> callees(std::uint32_t Function,
                                     const facts::Call &Call,
                                     facts::CallId Id) const;
  /// Whether those are all that it may run.
  bool calleesKnown(std::uint32_t Function, const facts::Call &Call,
                    facts::CallId Id) const;
  /// Why not, as what follows the name of \p Call in a sentence, where \p Seen
  /// are all that is known of what it runs.
  static std::string unseen(const facts::Call &Call,
                            const std::vector<std::uint32_t> &Seen);
  /// One value more was looked at.
  void step() const { ++Steps; }
  std::size_t steps() const { return Steps; }
  /// Whether somebody wants to see how demands came about.
  bool traced() const { return Seen != nullptr; }
  /// For a trace: \p What asks nothing of the database.
  void end(const Demand &What, Drop Why) const {
    if (Seen)
      record(What, Why);
  }
  /// Whether somebody brings the function objects that the demand came through.
  bool possible(const Demand &What) const;
  /// What the constructors leave in a part of an object that nobody is seen to
  /// make; none if they are not all that can set it.
  std::optional<std::vector<std::uint32_t>>
  makers(const std::vector<facts::FieldId> &Parts) const;
  /// The demand \p What of the object of a function, as its constructor
  /// \p Maker fulfils it.
  std::vector<Arrival> carryToMaker(const Demand &What,
                                    std::uint32_t Maker) const;
  /// The demand \p What of a part of an object that nobody is seen to make, as
  /// the one method that sets the part fulfils it; none if there is no such.
  std::vector<Arrival> carryToSetter(const Demand &What) const;

private:
  /// What is put into the closed member \p Field, if that is one thing and what
  /// is added to it: whichever object it is of, that is what it holds.
  std::vector<ValueRef> settersOf(facts::FieldId Field) const;
  /// Whether what is put into \p Field is one thing and what is added to it.
  bool setOnce(const std::vector<ValueRef> &Stores, facts::FieldId Field) const;

  struct Walk;
  friend struct Walk;

  bool bind(Demand &D, std::uint32_t Caller, const facts::Call &Made,
            std::uint32_t Callee) const;

  void record(const Demand &What, Drop Why) const;

  const facts::Unit &Unit;
  std::size_t MaxPath;
  Trace *Seen;
  Callables::Index ByUsr;
  std::unique_ptr<Callables> Called;
  std::unique_ptr<AssignedRows> Assignments;
  Answers Asked;
  mutable std::size_t Steps = 0;
  /// What is put into variables that outlive calls.
  std::unordered_map<facts::FieldId, std::vector<ValueRef>> Stores;
  /// What methods and constructors put into the members of their objects.
  std::unordered_map<facts::FieldId, std::vector<ValueRef>> Members;
  /// Members that a function sets which is no constructor.
  std::set<facts::FieldId> SetLater;
};

/// Whether what is at \p A has happened at \p B: not so if it comes later in
/// one file.
inline bool isBefore(const facts::Place &A, const facts::Place &B) {
  return A.File != B.File || A.Offset < B.Offset;
}

/// The relations from the query's rows to the rows that \p Loop runs over.
Names rowsOf(const facts::Unit &Unit, const Demand &D, const Turn &Loop);

/// The names of \p Path, outermost first.
Names namesOf(const facts::Unit &Unit,
              const std::vector<facts::RelationId> &Path);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_PROPAGATION_H
