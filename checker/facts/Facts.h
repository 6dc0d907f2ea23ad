//===--- Facts.h - What a function does with queries and rows ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A small IR. Values are numbered after an SSA-like renaming: every assignment
// to a query or row variable makes a new value and a control-flow join is a
// `Merge`. Events are the atomic things that matter about a value. Facts hold
// no pointer into the AST and no SourceLocation: they can be written to disk
// and analysed without a compiler. They decide nothing.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_FACTS_H
#define ORMLINT_FACTS_FACTS_H

#include <cstdint>
#include <string>
#include <vector>

namespace ormlint::facts {

using ValueId = std::uint32_t;
using LoopId = std::uint32_t;
using CallId = std::uint32_t;
using RelationId = std::uint32_t;
/// "No value", "no loop". Value 0 and loop 0 of each function are unused.
constexpr std::uint32_t None = 0;

/// A place in a source file, all one-based but `Offset`. `File` indexes
/// `Unit::Files`.
struct Place {
  std::uint32_t File = 0;
  std::uint32_t Line = 0, Column = 0, Offset = 0;
  bool valid() const { return Line != 0; }
  friend bool operator==(const Place &, const Place &) = default;
};

/// Where an eager load can be appended to a query expression.
struct EditSite {
  /// Just behind the expression, chained calls included.
  Place End;
  /// The `.` of the last chained call (invalid if none): if it starts a line,
  /// an appended call should too.
  Place LastDot;
  enum class Obstacle : std::uint8_t {
    None,
    Macro,
    Template,
    SystemHeader,
    Opaque
  } Why = Obstacle::None;
};

/// One path of an eager load.
struct EagerLoad {
  /// As written, `courses__department`, split at the profile's separator.
  std::vector<std::string> Names;
  /// A join (to one) or a statement for each level.
  bool Join = false;
  /// The path is not a literal: anything may be loaded.
  bool Unreadable = false;
  /// A lookup object rather than a plain path; it has its own query (or None),
  /// and the attribute its rows are stored under ("" = the relation itself).
  bool Object = false;
  ValueId Query = None;
  std::string Attribute;
  /// The literal, for replacing, and the end of the call's last argument, for
  /// adding one. Invalid in macros.
  Place Literal;
  std::uint32_t LiteralLength = 0;
  Place ArgumentsEnd;
};

/// A relation as the model declares it.
struct Relation {
  std::string Owner;  ///< Entity, `Student`.
  std::string Name;   ///< `courses`.
  std::string Target; ///< Entity, `Course`.
  bool ToMany = false;
  bool Attached = false; ///< Rows stored by an eager load alone.
  bool Nullable = false;
  bool Reverse = false;
  std::string Inverse; ///< Leads back without a query; "" if none is known.
  friend bool operator==(const Relation &, const Relation &) = default;
};

enum class ValueKind : std::uint8_t {
  Unknown,   ///< Bound, but what it is cannot be seen.
  Query,     ///< `Student::objects(db)`: a query starts.
  Refined,   ///< `Base` with other rows, another order, other eager loads.
  Related,   ///< `Base.relation`: the handle or manager, nothing loaded yet.
  Target,    ///< The row behind a to-one handle `Base`.
  Iterator,  ///< A position in the rows of `Base`.
  Each,      ///< The row of one turn of `Loop` over `Base`.
  One,       ///< A single row of `Base`.
  Collected, ///< A container of the rows `Operands`, or of all rows of `Base`.
  Param,     ///< Parameter `Index`; in a method the object is parameter 0.
  Result,    ///< What call `Index` returns.
  After,  ///< `Base` after call `Call` had it as argument `Index`, by mutable
          ///< reference.
  Merge,  ///< One of `Operands`, by the way control took.
  Lookup, ///< An eager-load object: `Loads[0]`.
};

/// How a `Refined` differs from its base.
enum class Refinement : std::uint8_t {
  All,       ///< The related rows as they are: an eager load answers it.
  Narrow,    ///< Filtered, ordered, sliced: a query of its own.
  AtMostOne, ///< Narrowed to one row.
  Reshape,   ///< No entities any more.
  Load,      ///< With the eager loads `Loads`.
  Clear, ///< Without the eager loads made so far (of the `Join` kind or not).
};

struct Value {
  ValueKind Kind = ValueKind::Unknown;
  ValueId Base = None;
  std::uint32_t Index = 0;
  LoopId Loop = None;
  RelationId Relation = None;
  Refinement How = Refinement::All;
  bool JoinKind = false; ///< For Load and Clear: joins rather than prefetches.
  /// The call is written right behind its base, in one expression.
  bool Chained = false;
  /// For Each and One: by position in a query set, which fetches the row by
  /// itself unless the rows are in memory.
  bool Fetched = false;
  /// The loop in which the value is made anew on each turn.
  LoopId Made = None;
  CallId Call = None;
  /// For Unknown: why, in words for the user.
  std::string Reason;
  /// For Query: the entity, the profile it comes from.
  std::string Entity;
  std::string Profile;
  std::vector<ValueId> Operands;
  std::vector<EagerLoad> Loads;
  Place At;
  /// For Query, Refined and Result: where an eager load could be appended.
  EditSite Site;
};

enum class EventKind : std::uint8_t {
  Load,  ///< The row behind a to-one handle is needed.
  Test,  ///< Only whether it is there.
  Run,   ///< The query runs: all its rows are needed.
  Count, ///< Their number, or whether there are any.
  Pick,  ///< One row by key or order: a statement of its own.
  Index, ///< One row by position: free where the rows are in memory.
  Bulk,  ///< The eager loads of a `Refined` run, for rows in memory.
  Write,
};

/// Something happens to a value. `EveryTurn`: on each turn of its loop (on each
/// call where `Loop` is None).
struct Event {
  EventKind Kind;
  ValueId Value = None;
  LoopId Loop = None;
  bool EveryTurn = true;
  Place At;
  /// For Write: the entity whose rows it changes.
  std::string Entity;
};

struct Call {
  std::string Callee; ///< USR.
  std::string Name;   ///< For notes.
  std::vector<ValueId> Arguments;
  LoopId Loop = None;
  bool EveryTurn = true;
  bool ReturnsQuery = false; ///< A query set, not a row or container.
  bool Virtual = false;      ///< Which function runs, the object decides.
  Place At;
};

struct Loop {
  LoopId Parent = None;
  /// Entered on each turn of its parent (on each call).
  bool EveryTurn = true;
  /// Can be left before its range is exhausted.
  bool EarlyExit = false;
  Place At;
};

struct Function {
  std::string Usr;
  std::string Name;
  Place At;
  std::uint32_t Params = 0;
  std::vector<Value> Values;
  std::vector<Event> Events;
  std::vector<Call> Calls;
  std::vector<Loop> Loops;
  std::vector<ValueId> Returns;
  /// The value of each parameter when the function is left.
  std::vector<ValueId> Exits;
  /// Every caller is in this translation unit (internal linkage, address not
  /// taken).
  bool Internal = false;
};

/// The facts of one translation unit.
struct Unit {
  std::vector<std::string> Files;
  std::vector<Relation> Relations{1}; ///< Relation 0 is unused.
  std::vector<Function> Functions;
  /// Functions that were left out, with the reason.
  struct Skipped {
    Place At;
    std::string Reason;
  };
  std::vector<Skipped> Left;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_FACTS_H
