//===--- Demand.h - What an access asks of the query behind it --*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A demand starts at an event ("the department of this row is needed") and is
// carried backwards along the values until it arrives at the query the rows
// come from, at a parameter of the function, or at something unknown. On its
// way it gathers the relation path, the loops, and the eager loads that might
// serve it.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_DEMAND_H
#define ORMLINT_ANALYSIS_DEMAND_H

#include "analysis/Callables.h"
#include "analysis/Finding.h"
#include "facts/Facts.h"
#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace ormlint::analysis {

/// A value of one of the unit's functions.
struct ValueRef {
  std::uint32_t Function = 0;
  facts::ValueId Value = facts::None;
  friend auto operator<=>(const ValueRef &, const ValueRef &) = default;
};

/// A call that a demand has entered to see what it returns.
struct Frame {
  std::uint32_t Caller = 0;
  facts::CallId Call = facts::None;
  friend auto operator<=>(const Frame &, const Frame &) = default;
};

/// A loop over rows that repeats the demand.
struct Turn {
  std::uint32_t Function = 0;
  facts::LoopId Loop = facts::None;
  /// How many relations of the path lie beyond the rows of this loop, or beyond
  /// the rows from which \c Detour leads to them: a way back leaves the path.
  std::size_t Beyond = 0;
  std::vector<facts::RelationId> Detour;
  /// The rows, as one evaluation gave them: two loops over one evaluated query
  /// have the same.
  std::uint64_t Rows = 0;
  /// They are not just the related rows as they are.
  bool Narrowed = false;
  /// A loop over no rows of the path: how often it turns, no log can say.
  bool Open = false;
  friend auto operator<=>(const Turn &, const Turn &) = default;
};

/// Where a finding would sit and the relations from its rows on.
struct Anchor {
  ValueRef At;
  std::size_t Length = 0;
  friend auto operator<=>(const Anchor &, const Anchor &) = default;
};

/// How a demand was when it came to a value.
struct Footprint {
  ValueRef At;
  std::size_t Path = 0, Turns = 0;
  bool Served = false, Servable = true, UpTo = false;
};

/// What decides how a demand goes on from the value at hand.
struct DemandState {
  /// What is asked for. `Probe`: nothing, the demand only finds out where the
  /// rows of a loop come from.
  enum class Kind : std::uint8_t { Load, Run, Count, Pick, Bulk, Write, Probe };
  Kind What = Kind::Load;
  /// An eager load would answer it.
  bool Servable = true;
  /// An eager load does answer it.
  bool Served = false;
  /// Less often than once a turn.
  bool UpTo = false;
  /// Its query has one row, and a condition that the row meets or does not.
  bool Perhaps = false;

  /// The event that asks.
  std::uint32_t Origin = 0, Event = 0;
  /// Rows of the last relation in memory would answer it, although loading all
  /// of them for that may be no gain: a slice, one row by position.
  bool Cached = false;
  /// It asks for other rows than those of the last relation, or for one in an
  /// order that the rows in memory do not have; by this refinement, or by the
  /// event itself.
  bool Apart = false;
  std::optional<ValueRef> ApartBy;
  /// Its rows come in parts while a loop runs; their size is not given.
  bool Streamed = false;
  /// What makes the rows that it evaluates come in parts.
  std::optional<ValueRef> InParts;
  /// It reads a column that a refinement of the query left out: there, with the
  /// length of the path from the rows of that query on.
  std::optional<Anchor> LeftOut;
  /// The relation was changed since it was loaded.
  bool Modified = false;
  /// An eager load that fetches the relation and does not serve it.
  std::optional<ValueRef> Beside;

  /// The relations followed, the one next to the access first.
  std::vector<facts::RelationId> Path;
  /// The same as the code writes them: a way back is part of it.
  std::vector<facts::RelationId> Written;
  /// The loops around, innermost first.
  std::vector<Turn> Turns;
  /// What makes this statement another one than one of the same path: the query
  /// values that were evaluated, and the calls they were evaluated in.
  std::vector<std::uint64_t> Identity;
  /// The next value that makes rows (a parameter does not) is part of it.
  bool Identify = false;
  /// Functions the demand was handed out of.
  std::vector<std::uint32_t> Chain;
  /// Calls the demand has been handed into.
  std::vector<Frame> Stack;

  /// The value at hand is an object; asked for is this part of that part of it
  /// …, the one next to the object last.
  std::vector<facts::FieldId> Parts;
  /// What holds in the function at hand wherever the demand is made.
  std::vector<facts::Guard> Holding;
  /// The demand came out of a function through function objects that parameters
  /// of the function at hand bring: it is made only where they bring that.
  struct Bound {
    Brought By;
    std::uint32_t Function = 0;
    friend auto operator<=>(const Bound &, const Bound &) = default;
  };
  std::vector<Bound> Bounds;
  /// It is made at each level of a tree, in a recursion or a loop.
  bool Recursive = false;

  // Where in the function at hand the demand is made, and the loop in which
  // what it evaluates is made anew; ByParam: outside of the function.
  facts::LoopId Made = facts::None;
  bool ByParam = false;
  facts::LoopId Loop = facts::None;
  bool EveryTurn = true;

  // The query expression at hand.
  bool OnEvaluated = false; ///< It is the one whose evaluation is asked for.
  bool UnderLoop = false; ///< Its rows are those of the innermost turn so far.
  bool Picked = false;    ///< Its one row was fetched by itself.
  std::optional<ValueRef> NarrowedBy; ///< By more than a slice.
  bool Narrowed = false; ///< It is not just the related rows as they are.
  bool Absorb = false;   ///< Loops further out are in the turns already.
  /// It joins the relation that is followed from its rows: what that leads to
  /// is not the row that a way back would lead to.
  bool Joins = false;
  /// One row that parameters of the function at hand choose by an index, a bit
  /// each; so many relations of the path lie beyond it.
  std::uint64_t ChosenBy = 0;
  std::size_t BeyondChosen = 0;
  /// It came by one row of several, a bit for each such: so many relations of
  /// the path lie beyond it.
  std::uint64_t Singles = 0;
  bool ClearedJoins = false, ClearedPrefetches = false;
  std::optional<ValueRef>
      ChainEnd; ///< Last call of the chain in one expression.
  std::optional<ValueRef> AfterClear; ///< The chain that clears eager loads.
  std::optional<ValueRef> Returned;   ///< The call that returned the query.
  std::optional<ValueRef> Container;  ///< The call that returned its rows.
  /// That call, where it has put them into a container one by one.
  std::optional<ValueRef> Filled;
  /// The call that returned an object, a part of which they may be.
  std::optional<ValueRef> Whole;

  /// The related query that it evaluates, as it is written.
  ValueRef Evaluates;
  /// The one whose single row is asked, with the relations from there on: an
  /// eager load there, which it is no reason for, would answer it.
  ValueRef Alone;
  std::uint32_t BeyondAlone = 0;
  /// The related query that is looped over, where its own row is a single one.
  std::optional<Anchor> Related;
  /// That query is no longer what an eager load from further up provides.
  bool RelatedFixed = false;

  friend bool operator==(const DemandState &, const DemandState &) = default;
};

/// The bit for as many relations in \c DemandState::Singles.
constexpr std::uint64_t bitOf(std::size_t Relations) {
  return Relations < 64 ? std::uint64_t{1} << Relations : 0;
}

/// With what it has gathered on its way.
struct Demand : DemandState {
  /// The way from the access outwards.
  std::vector<Step> Trace;

  /// Eager loads on the query at hand, last one first; `InChain`: in the same
  /// expression as the query's start.
  struct Eager {
    ValueRef At;
    bool InChain = true;
    bool EveryWay = true; ///< No way to the query goes without it.
    friend auto operator<=>(const Eager &, const Eager &) = default;
  };
  std::vector<Eager> Loads;
  /// All refinements of the query that the demand evaluates, last one first.
  std::vector<ValueRef> Own;
  /// Of the loads, the ones on the query that the demand evaluates; the one
  /// that is run by itself where it is `Bulk`.
  std::vector<ValueRef> OwnLoads;
  /// Others that are on it if a run takes another way to it.
  std::vector<ValueRef> MaybeLoads;

  /// Of a `Probe`: the call that its row is handed to, which runs what cannot
  /// be seen; none: it is for a loop.
  std::optional<Frame> Handed;

  /// Every value it came by, where a `Trace` asks for it.
  std::vector<Footprint> Way;
};

/// Where a demand has come to.
struct Arrival {
  enum class Where : std::uint8_t { Query, Param, Unknown };
  Where At = Where::Unknown;
  ValueRef Value;       ///< The query, or the parameter.
  facts::Symbol Reason; ///< For Unknown.
  facts::Place Place;   ///< For Unknown.
  /// For Unknown: it was given up, so what it asks is missing elsewhere.
  bool GivenUp = false;
  Demand What;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_DEMAND_H
