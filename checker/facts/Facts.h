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

#include "facts/Storage.h"
#include "facts/Symbol.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ormlint::facts {

using ValueId = std::uint32_t;
using LoopId = std::uint32_t;
using CallId = std::uint32_t;
using RelationId = std::uint32_t;
using FieldId = std::uint32_t;
/// A list of `Function::Guards`.
using GuardsId = std::uint32_t;
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
  std::vector<Symbol> Names;
  /// Which of them lead back to the row that the one before came from: a bit
  /// each, for the first 32.
  std::uint32_t Back = 0;
  /// A join (to one) or a statement for each level.
  bool Join = false;
  /// The path is not a literal: anything may be loaded.
  bool Unreadable = false;
  /// A lookup object rather than a plain path; it has its own query (or None),
  /// and the attribute its rows are stored under ("" = the relation itself).
  bool Object = false;
  ValueId Query = None;
  Symbol Attribute;
  /// The literal, for replacing, and the end of the call's last argument, for
  /// adding one. Invalid in macros.
  Place Literal;
  std::uint32_t LiteralLength = 0;
  Place ArgumentsEnd;
};

/// A relation as the model declares it.
struct Relation {
  Symbol Owner;  ///< Entity, `Student`.
  Symbol Name;   ///< `courses`.
  Symbol Target; ///< Entity, `Course`.
  bool ToMany = false;
  bool Attached = false; ///< Rows stored by an eager load alone.
  bool Column = false;   ///< A value of the owner, which a query may leave out.
  bool Nullable = false;
  bool Reverse = false;
  bool Ordered = false;     ///< The target's rows have an order of their own.
  bool IdentityMap = false; ///< A target in memory is not read again.
  bool Neighbours = false;  ///< Owner and target are declared in one scope.
  Symbol Inverse; ///< Leads back without a query; "" if none is known.
  friend bool operator==(const Relation &, const Relation &) = default;
};

/// A declaration in a loop that would mean the same in front of it: what it is
/// made of nothing changes, and nothing in the loop writes or is out of sight.
struct Hoist {
  Place From, To; ///< The declaration.
  Place Before;   ///< The outermost loop around it.
};

/// What the arguments of a call depend on.
struct Inputs {
  /// The innermost loop whose turns change them.
  LoopId Varies = None;
  /// Among them is a result of a call that may be another one each time.
  bool Opaque = false;
  /// Or a variable that is changed by code that is not seen, such as input.
  bool Outside = false;
  /// They stand for many rows at once: a range of keys, a window of positions.
  bool Batch = false;
  /// The function's parameters among them: a bit each, for the first 64.
  std::uint64_t Params = 0;
};

enum class ValueKind : std::uint8_t {
  Unknown,   ///< Bound, but what it is cannot be seen. A number that was made
             ///< of the number `Base` by a step.
  Query,     ///< `Student::objects(db)`: a query starts.
  Refined,   ///< `Base` with other rows, another order, other eager loads.
  Related,   ///< `Base.relation`: the handle or manager, nothing loaded yet.
  Target,    ///< The row behind a to-one handle `Base`.
  Assigned,  ///< The row `Base` once the program has set its `Relation`.
  Iterator,  ///< A position in the rows of `Base`.
  Each,      ///< The row of one turn of `Loop` over `Base`.
  One,       ///< A single row of `Base`.
  Collected, ///< A container of the rows `Operands`, or of all rows of `Base`.
  Param,     ///< Parameter `Index`; in a method the object is parameter 0.
  Result,    ///< What call `Call` returns.
  After,  ///< `Base` after call `Call` had it as argument `Index`, by mutable
          ///< reference.
  Merge,  ///< One of `Operands`, by the way control took; at the head of
          ///< `Loop`, if it is one, some as an earlier turn left them.
  Lookup, ///< An eager-load object: `Loads[0]`.
  Object, ///< A class's object. Its part `Fields[i]` is `Operands[i]`, its
          ///< other parts are those of `Base`. What a call of it runs, such as
          ///< of a lambda, is `Callee`.
  Part,   ///< The part `Field` of the object `Base`; of none, what a variable
          ///< that outlives calls holds.
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

/// Which columns a `Refined` reads with its rows: what its `Loads` name.
enum class Columns : std::uint8_t {
  Unchanged,
  Defer, ///< Not those; without any, all again.
  Only,  ///< None but those.
};

/// What edits of some query expressions need, besides where they are.
struct FixDetails {
  /// For Query: where it is declared, in a loop that need not repeat it.
  Hoist Moved;
  /// For Narrow, in a loop: from here on the arguments could be written too,
  /// for an eager load's own query, and would mean the same. Invalid: not so,
  /// or that is not known, or this ORM has no such query.
  Place Since;
  /// For a `Discarded` one: the variable it was made of, where it could be
  /// assigned.
  Symbol Variable;
  Place Statement;
};

/// What few values have: most are steps between a query and a row.
struct ValueDetails {
  /// For Query: the entity, the profile it comes from.
  Symbol Entity, Profile;
  /// For Refined: the method that is called.
  Symbol Name;
  /// For Query and Refined: the arguments of the call.
  Inputs In;
  /// For Refined and Lookup.
  std::vector<EagerLoad> Loads;
  /// For Query, Refined and Result: where an eager load could be appended.
  EditSite Site;
  Rare<FixDetails> Fix;
  /// For Object: the USR of what a call of it runs.
  Symbol Callee;
  /// For Unknown: why, in words for the user.
  Symbol Reason;
};

/// There is one for about each expression, so its size matters.
struct Value {
  ValueKind Kind = ValueKind::Unknown;
  Refinement How = Refinement::All;
  bool JoinKind = false; ///< For Load and Clear: joins rather than prefetches.
  Columns Reads = Columns::Unchanged; ///< For Narrow.
  /// The call is written right behind its base, in one expression.
  bool Chained = false;
  /// For Refined: a slice, which rows in memory answer.
  bool Slice = false;
  /// For Refined: its rows are read while a loop runs, in parts.
  bool InParts = false;
  bool Streamed = false; ///< And the size of these is not given.
  /// For Refined: the query it makes is thrown away (a query set does not
  /// change).
  bool Discarded = false;
  bool OnPurpose = false; ///< Cast to void.
  /// For Query and Load: made on each turn of its loop, on each call. For
  /// Assigned and After: so it is for the row itself, not for a copy of it. For
  /// Collected: it keeps all that is put in, one by one.
  bool Always = true;
  /// For Each and One: by position in a query set, which fetches the row by
  /// itself unless the rows are in memory.
  bool Fetched = false;
  /// For Query: a row in memory is not read again by its key.
  bool IdentityMap = false;
  ValueId Base = None;
  std::uint32_t Index = 0;
  LoopId Loop = None;
  /// The loop in which the value is made anew on each turn.
  LoopId Made = None;
  CallId Call = None;
  RelationId Relation = None;
  FieldId Field = None; ///< For Part.
  Place At;
  List<ValueId> Operands;
  /// For Merge: what holds on the way of each operand.
  List<GuardsId> Ways;
  /// For Object: which part each operand is.
  List<FieldId> Fields;
  Rare<ValueDetails> Details;
};
static_assert(std::is_nothrow_move_constructible_v<Value>);

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
  Symbol Entity;
  /// The method that is called, the ORM it belongs to, and the arguments it is
  /// called with.
  Symbol Name = {}, Profile = {};
  Inputs In = {};
  /// Its result decides whether a loop around it goes on.
  bool Ends = false;
  /// It bounds the loop at hand, which counts its turns: it is asked once more
  /// than there are turns.
  bool Bounds = false;
  /// For Pick: the first row by the order of the query, which rows in memory
  /// answer if they have one.
  bool First = false;
  /// What holds whenever it happens.
  GuardsId When = None;
};

/// In front of a USR, in `Callee`: what overrides that method.
constexpr llvm::StringLiteral AnyOverrider = "any ";

struct Call {
  /// A USR. Of a virtual call, once units are to be linked, of the method that
  /// it names, behind `AnyOverrider`.
  Symbol Callee;
  /// The callee is what this function object runs; it is argument 0, too.
  ValueId Through = None;
  Symbol Name; ///< For notes.
  List<ValueId> Arguments;
  LoopId Loop = None;
  bool EveryTurn = true;
  bool ReturnsQuery = false; ///< A query set, not a row or container.
  bool Virtual = false;      ///< Which function runs, the object decides.
  /// What each argument depends on.
  std::vector<Inputs> Depends;
  GuardsId When = None;
  Place At;
};

struct Loop {
  /// What it is written as.
  enum class Form : std::uint8_t {
    Other,   ///< It ends when something happens.
    Range,   ///< A turn for each element of a range.
    Counted, ///< A turn for each step of a counter or an iterator.
  } Shape = Form::Other;
  /// It gives a row on each turn.
  bool Rows = false;
  /// Its few turns are a number in the source.
  bool Short = false;
  LoopId Parent = None;
  /// Entered on each turn of its parent (on each call).
  bool EveryTurn = true;
  /// Can be left before its range is exhausted.
  bool EarlyExit = false;
  Place At;
};

/// A condition of the function that always gives the same answer: whether it
/// holds.
struct Guard {
  std::uint32_t Condition = 0;
  bool Holds = true;
  friend auto operator<=>(const Guard &, const Guard &) = default;
};

struct Function {
  Symbol Usr;
  Symbol Name;
  Symbol Qualified; ///< `shop::Page::print`.
  Place At;
  std::uint32_t Params = 0;
  /// Parameter 0 is the object.
  bool Method = false;
  /// What it returns is the object it makes.
  bool Constructor = false;
  /// It is made of a template of the file at hand, so that all that are made of
  /// it are in sight.
  bool Instance = false;
  /// It gives its rows one by one: what it returns is a range of them.
  bool Coroutine = false;
  /// The USRs of all methods that it overrides, if units are to be linked.
  std::vector<Symbol> Overrides;
  /// Lists of what holds somewhere; list 0 is empty.
  std::vector<std::vector<Guard>> Guards{1};
  std::vector<Value> Values;
  std::vector<Event> Events;
  std::vector<Call> Calls;
  std::vector<Loop> Loops;
  List<ValueId> Returns;
  /// The value of each parameter when the function is left.
  List<ValueId> Exits;
  /// Values that code gets hold of which is not followed.
  List<ValueId> Escapes;
  /// What it puts into variables that outlive calls: objects with one part.
  List<ValueId> Stores;
  /// Values may be used where nobody sees it: a lambda captures some.
  bool Hides = false;
  /// Every caller is in this translation unit (internal linkage, address not
  /// taken).
  bool Internal = false;
};

/// A data member, a captured variable, an element of a tuple, or a variable
/// that outlives calls.
struct Field {
  Symbol Name;
  /// Names it in all translation units; "": nobody else sees it.
  Symbol Usr;
  /// Nothing but the functions of its class sets it, and all of them are in
  /// sight; by their USRs, its constructors.
  bool Closed = false;
  std::vector<Symbol> Constructors;
};

/// The facts of one translation unit.
struct Unit {
  std::vector<Symbol> Files;
  std::vector<Field> Fields{1};       ///< Field 0 is unused.
  std::vector<Relation> Relations{1}; ///< Relation 0 is unused.
  std::vector<Function> Functions;
  /// Functions that were left out, with the reason.
  struct Skipped {
    Place At;
    Symbol Reason;
  };
  std::vector<Skipped> Left;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_FACTS_H
