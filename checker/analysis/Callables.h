//===--- Callables.h - What calls of function objects run -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lambda that is handed to a function, kept in a member or returned is called
// somewhere else. Which functions a call may run is found for all its contexts;
// which of them belongs to one context, the parameters it came through say.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_CALLABLES_H
#define ORMLINT_ANALYSIS_CALLABLES_H

#include "facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include <compare>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace ormlint::analysis {

/// A function object that a parameter brings: itself, or a part of it.
struct Brought {
  std::uint32_t Param = 0;
  std::vector<facts::FieldId> Parts;
  friend auto operator<=>(const Brought &, const Brought &) = default;
};

/// What a value may be when it is called.
struct Candidates {
  std::vector<std::uint32_t> Functions;
  std::vector<Brought> Params;
  bool Unknown = false;
};

class Callables {
public:
  /// By USR.
  using Index = llvm::DenseMap<facts::Symbol, std::uint32_t>;

  Callables(const facts::Unit &Unit, const Index &ByUsr);

  /// As far as \p Function itself can tell.
  Candidates candidates(std::uint32_t Function, facts::ValueId Value,
                        std::vector<facts::FieldId> Parts = {}) const;

  /// All functions of the unit that the call may run.
  const std::vector<std::uint32_t> &targets(std::uint32_t Function,
                                            facts::CallId Call) const;

  /// Whether those are all, as far as the callers in sight tell.
  bool complete(std::uint32_t Function, facts::CallId Call) const;

  /// Whether \p Function, called by \p Made, may keep the function object that
  /// is argument \p Argument, so that it can be called later on.
  bool keeps(std::uint32_t Function, std::uint32_t Argument,
             const facts::Call &Made) const;

  /// Whether some caller of \p Function brings \p Wanted as \p What.
  bool brings(std::uint32_t Function, const Brought &What,
              std::uint32_t Wanted) const;

private:
  struct Search;

  void findTargets();

  const facts::Unit &Unit;
  const Index &ByUsr;
  std::map<std::pair<std::uint32_t, facts::CallId>, std::vector<std::uint32_t>>
      Targets;
  /// Calls that may run something else, too.
  std::set<std::pair<std::uint32_t, facts::CallId>> Incomplete;
  std::unordered_map<std::uint32_t,
                     std::vector<std::pair<std::uint32_t, facts::CallId>>>
      Callers;
};

/// Which argument of \p Call parameter \p Param of \p Callee is: a function
/// object is argument 0, which only a method has a parameter for.
inline std::uint32_t argumentIndex(const facts::Call &Call,
                                   const facts::Function &Callee,
                                   std::uint32_t Param) {
  return Param + (Call.Through != facts::None && !Callee.Method ? 1u : 0u);
}

/// What \p Call hands to parameter \p Param of \p Callee; None: a default, or
/// nothing that matters.
facts::ValueId argumentOf(const facts::Call &Call,
                          const facts::Function &Callee, std::uint32_t Param);

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_CALLABLES_H
