//===--- Walk.h - One demand, carried backwards ---------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_WALK_H
#define ORMLINT_ANALYSIS_WALK_H

#include "analysis/AssignedRows.h"
#include "analysis/Propagation.h"
#include <set>

namespace ormlint::analysis {

/// One walk; `Open` holds the merges that are being walked through, so that a
/// loop-carried value ends where it began.
struct Propagation::Walk {
  explicit Walk(const Propagation &Graph) : Graph(Graph) {}

  const Propagation &Graph;
  using Passage = std::pair<ValueRef, std::size_t>;
  /// How a merge was come to: how many were open, and within which calls.
  struct Entrance {
    std::size_t Order = 0;
    std::vector<Frame> Stack;
  };
  std::map<Passage, Entrance> Open;
  /// Those of them that rows of a tree come to: their rows are reached from
  /// themselves, over relations.
  std::set<ValueRef> Trees;
  /// Those of them at the heads of loops, in that order.
  std::vector<Passage> Heads;
  /// The loops that lead back to an open merge.
  std::map<Passage, std::set<facts::LoopId>> Around;
  /// How often the walk forked so far, and how deep it is in its own calls.
  std::size_t Forks = 0, Depth = 0;
  /// One level deeper as long as it lives.
  struct Level {
    explicit Level(Walk &In) : In(In) { ++In.Depth; }
    ~Level() { --In.Depth; }
    Walk &In;
  };

  using Arrivals = std::vector<Arrival>;

  /// A demand that has come to a merge.
  struct Waiting {
    Demand What;
    ValueRef At;
  };

  const facts::Relation &relation(facts::RelationId Id) const;
  const facts::Function &function(ValueRef At) const;
  static Arrivals only(Arrival Here);
  static Arrivals unknown(Demand &&D, facts::Symbol Reason, facts::Place At);
  /// A bound is reached.
  static Arrivals giveUp(Demand &&D, facts::Symbol Reason, facts::Place At);
  /// Nothing is asked of the database.
  Arrivals end(const Demand &D, Drop Why) const {
    Graph.end(D, Why);
    return {};
  }

  /// The value that made the rows says which rows they are. Parameters and
  /// positions only hand them on.
  static void identify(Demand &D, const facts::Value &V, ValueRef At);

  /// The demand is made on each turn of \p Loop, or it is "up to". A loop in
  /// between is over something else: what is evaluated anew in it, it repeats.
  void leaveLoops(Demand &D, const facts::Function &F, std::uint32_t Id,
                  facts::LoopId Loop) const;

  /// The query was made outside of loops that are still around: what is
  /// evaluated anew in them, they repeat.
  static void repeat(Demand &D, const facts::Function &F, std::uint32_t Id,
                     facts::LoopId Made);
  /// The query was made on one turn of \p Loop, and others still have it.
  static void repeatKept(Arrival &A, const facts::Function &F, ValueRef At,
                         facts::LoopId Loop);
  static void repeatBy(Demand &D, const Turn &Outer);
  static Turn openTurn(std::uint32_t Function, facts::LoopId Loop);
  /// With \p Merges, no further than to the next merge.
  Arrivals carry(Demand D, ValueRef At, std::vector<Waiting> *Merges = nullptr);

  /// The first relation of the path leads to a row that the program assigned,
  /// which is not the query's.
  Arrivals inMemory(Demand &&D, facts::Place At);

  /// Whether \p Query, where \p D has come to it, is made on each turn of the
  /// loop that \p D is made in: by itself, or by the call that returns it.
  bool isMadeIn(const Demand &D, const facts::Value &Query) const;

  /// What is made of queries and rows, and has no parts.
  static bool isRow(const facts::Value &V);

  /// Whether the walk may fork once more.
  bool mayFork();

  /// Whether control can take the way of operand \p I of \p V: not where a
  /// condition that holds there has the other answer where the demand is made.
  bool takes(Demand &D, ValueRef At, std::size_t I) const;

  /// One of several values: each is asked. Where they do not all come to the
  /// same query in the same state, a run takes one of them only. Ways that come
  /// to one merge in one state go on as one, so that a query that is refined
  /// under many conditions is walked through once and not once for each answer
  /// to all of them.
  Arrivals split(Demand D, ValueRef At);
  Arrivals splitOnce(Demand &D, ValueRef &At, bool &Again);

  /// Whether \p Here was not open yet.
  bool open(Passage Here, const Demand &D) {
    return Open.try_emplace(Here, Entrance{Open.size(), D.Stack}).second;
  }
  /// From how many rows of the same merge, over relations of the path, \p D has
  /// come to \p At: a loop that goes from level to level of a tree.
  std::size_t levelsOfTree(const Demand &D, ValueRef At);
  /// \p Here is open, and was come to again.
  void comeAround(Passage Here);
  void close(Passage Here, Arrivals &Found);

  /// Rows put into a container: a loop over it has one turn for each row that
  /// was put in, so the loop that filled it must not be counted again.
  Arrivals gather(Demand D, ValueRef At);

  /// Into the callee, to what it returns or leaves in its parameter.
  Arrivals enter(Demand D, ValueRef At, std::uint32_t Callee);

  /// The functions that the call \p Made may run, where it was come to by the
  /// calls that \p D has entered.
  std::vector<std::uint32_t> callees(const Demand &D, ValueRef At,
                                     const facts::Call &Made,
                                     facts::CallId Id) const;

  /// To where a variable that outlives calls is set.
  Arrivals stored(Demand D, ValueRef At);
  /// To where the member that is asked for is set, of whichever object.
  Arrivals storedInMember(Demand D, const std::vector<ValueRef> &Stores);
  Arrivals storedIn(Demand D, facts::FieldId Field,
                    const std::vector<ValueRef> &Stores);

  /// A row by an index that the caller chooses, in a function that was entered:
  /// on each turn of the caller's loop another one.
  bool turnOfCaller(Demand &D, const facts::Function &F, const facts::Value &V);
  /// Likewise where the demand itself is made in the callee, of the function
  /// \p Callee by the call \p Made in the function \p Caller.
  void choose(Demand &D, std::uint32_t Caller, const facts::Call &Made,
              const facts::Function &F, const facts::Function &Callee) const;

  /// An eager load, or rows that an eager load no longer answers.
  std::optional<Arrivals> refine(Demand &D, ValueRef At);
  /// Whether the column that is asked for is read with the rows: none if the
  /// refinement \p V says nothing about it.
  std::optional<Arrivals> chooseColumns(Demand &D, const facts::Value &V,
                                        ValueRef At) const;

  /// Whether the query of \p Row was evaluated as a whole before that is read.
  static bool evaluated(const facts::Function &F, const facts::Value &Row);
  void turn(Demand &D, const facts::Function &F, const facts::Value &V,
            ValueRef At);

  /// A loop over positions in a query that has not run: each turn fetches its
  /// row by itself.
  void fetchEach(Demand &D, const facts::Function &F, const facts::Value &V,
                 ValueRef At) const;

  /// The last relation leads back to the row above, which is one for all rows
  /// of that loop: what is loaded for it alone is loaded once.
  void loadOnce(Demand &D) const;

  /// From a relation to the row it belongs to. \returns false if nothing is
  /// asked of the database.
  bool follow(Demand &D, ValueRef At, const facts::Value &V);

  /// Whether rows of \p R in memory would answer what is not asked of all of
  /// them.
  void beApart(Demand &D, const facts::Relation &R) const;

  static void resetQuery(Demand &D);
};

/// Beyond these bounds a demand is undecided, which is counted, and not lost.
constexpr std::size_t MaxStack = 8;
constexpr unsigned MaxArrivals = 64;
constexpr std::size_t MaxForks = 8192;
/// As many merges and calls are gone through within each other: a level takes
/// some 8 KB of the stack, and an editor's threads have less than a program.
constexpr std::size_t MaxDepth = 128;
constexpr std::size_t MaxParts = 8;
constexpr std::size_t MaxHolding = 16;
constexpr std::size_t MaxBounds = 4;

/// Makes an identity of a value evaluated in a call.
inline std::uint64_t identity(std::uint64_t Salt, std::uint64_t A,
                              std::uint64_t B) {
  return (Salt * 0x9E3779B97F4A7C15ull) ^ (A << 32 | B);
}

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_WALK_H
