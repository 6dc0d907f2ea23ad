//===--- Summaries.cpp - What functions ask of their parameters -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Summaries.h"
#include "analysis/BulkLoads.h"
#include "analysis/MixedRows.h"
#include "analysis/Recursion.h"
#include "analysis/Trace.h"
#include <algorithm>
#include <deque>
#include <set>
#include <tuple>
#include <unordered_map>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// A summary with more entries is not extended: the function is not
/// understood, and what is left out counts as undecided.
constexpr std::size_t MaxSummary = 256;
/// A demand is handed up through as many calls; it keeps the way it came.
constexpr std::size_t MaxChain = 256;
/// As many functions are followed on their way to call each other again.
constexpr std::size_t MaxRecursion = 16;

std::uint64_t identityOf(std::uint32_t Function, std::uint32_t Tag,
                         std::uint32_t Id) {
  return (std::uint64_t{Function} + 1) << 40 | std::uint64_t{Tag} << 32 | Id;
}

/// The writes of a function that go through a relation of a row.
class RelationWrites {
public:
  explicit RelationWrites(const Function &F) : F(F) {
    for (const Event &E : F.Events)
      if (const Value &V = F.Values[E.Value];
          E.Kind == EventKind::Write && V.Kind == ValueKind::Related)
        By[{V.Base, V.Relation}].push_back(&E);
  }

  /// Whether the relation that \p Load reads was assigned before, on the same
  /// row, so that it is in memory: on every turn if \p Always, else on some.
  bool assigned(const Event &Load, bool Always) const {
    return any(Load.Value, [&](const Event &E) {
      return (!Always || (E.Loop == Load.Loop && E.EveryTurn)) &&
             E.At.File == Load.At.File && E.At.Offset < Load.At.Offset;
    });
  }

  /// Whether the related rows that \p Read reads were changed before, through
  /// the same row, in the same turn of a loop.
  bool modified(const Event &Read) const {
    ValueId Rows = Read.Value;
    for (unsigned Steps = 0;
         Steps < 16 && F.Values[Rows].Kind == ValueKind::Refined; ++Steps)
      Rows = F.Values[Rows].Base;
    return any(Rows, [&](const Event &E) {
      return !E.Name.empty() && E.Loop == Read.Loop &&
             E.At.File == Read.At.File && E.At.Offset < Read.At.Offset;
    });
  }

private:
  template <typename Predicate>
  bool any(ValueId Related, Predicate Holds) const {
    const Value &V = F.Values[Related];
    if (By.empty() || V.Kind != ValueKind::Related)
      return false;
    const auto Found = By.find({V.Base, V.Relation});
    return Found != By.end() &&
           std::any_of(Found->second.begin(), Found->second.end(),
                       [&](const Event *E) { return Holds(*E); });
  }

  const Function &F;
  std::map<std::pair<ValueId, RelationId>, std::vector<const Event *>> By;
};

class Collector {
public:
  Collector(const Unit &Facts, const Propagation &Graph)
      : Facts(Facts), Graph(Graph), KnownEntries(Facts.Functions.size()),
        Callers(Facts.Functions.size()) {
    if (Graph.traced())
      Result.Summaries.resize(Facts.Functions.size());
  }

  Arrived run();

private:
  void demandsOf(std::uint32_t Function);
  void probe(std::uint32_t Function);
  void arrive(std::vector<Arrival> Arrivals);
  void summarize(Arrival Here);

  const Unit &Facts;
  const Propagation &Graph;
  Arrived Result;
  std::vector<std::set<std::tuple<
      Demand::Kind, bool, bool, bool, bool, unsigned, std::uint32_t,
      std::vector<RelationId>, std::vector<Turn>, std::vector<std::uint64_t>,
      std::vector<FieldId>, std::vector<Demand::Bound>, std::optional<Anchor>,
      std::vector<RelationId>, std::uint64_t>>>
      KnownEntries;
  std::vector<std::vector<Frame>> Callers;
  /// For each function that can come to call itself, which others it does so
  /// with.
  std::vector<std::uint32_t> Recursion;
  /// What functions ask of their parameters, to be asked of their callers.
  std::deque<std::pair<std::uint32_t, SummaryEntry>> Work;
};

void Collector::demandsOf(std::uint32_t Id) {
  const Function &F = Facts.Functions[Id];
  const RelationWrites Writes(F);
  // Rows by position are free once the query was evaluated as a whole.
  std::unordered_map<ValueId, Place> FirstRun;
  for (const Event &E : F.Events)
    if (E.Kind == EventKind::Run)
      FirstRun.try_emplace(E.Value, E.At);
  for (std::uint32_t I = 0; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    Demand D;
    D.Loop = E.Loop;
    D.EveryTurn = E.EveryTurn;
    D.Holding = F.Guards[E.When];
    D.Made = F.Values[E.Value].Made;
    D.ByParam = F.Values[E.Value].Kind == ValueKind::Param;
    D.Chain = {Id};
    D.Origin = Id;
    D.Event = I;
    Step Access;
    Access.What = Step::Kind::Access;
    Access.At = E.At;
    D.Trace.push_back(std::move(Access));
    switch (E.Kind) {
    case EventKind::Load:
      if (Writes.assigned(E, /*Always=*/true)) {
        Graph.end(D, Drop::Assigned);
        continue;
      }
      D.UpTo = Writes.assigned(E, /*Always=*/false);
      D.What = Demand::Kind::Load;
      break;
    case EventKind::Test: {
      // Only a handle whose key lies elsewhere needs a query for that.
      const Value &V = F.Values[E.Value];
      if (V.Kind != ValueKind::Related ||
          !Facts.Relations[V.Relation].Reverse) {
        Graph.end(D, Drop::OwnKey);
        continue;
      }
      D.What = Demand::Kind::Load;
      break;
    }
    case EventKind::Run:
      D.What = Demand::Kind::Run;
      D.OnEvaluated = true;
      // The same evaluated query is not run twice.
      D.Identify = true;
      break;
    case EventKind::Count:
      D.What = Demand::Kind::Count;
      D.OnEvaluated = true;
      D.Identity.push_back(identityOf(Id, 1, I));
      D.Made = E.Loop;
      D.ByParam = false;
      break;
    case EventKind::Index:
      if (auto Run = FirstRun.find(E.Value);
          Run != FirstRun.end() && isBefore(Run->second, E.At)) {
        Graph.end(D, Drop::InMemory);
        continue;
      }
      [[fallthrough]];
    case EventKind::Pick:
      D.What = Demand::Kind::Pick;
      D.OnEvaluated = true;
      D.Identity.push_back(identityOf(Id, 1, I));
      D.Made = E.Loop;
      D.ByParam = false;
      break;
    case EventKind::Bulk:
      // It is asked of the rows as they were before.
      D.What = Demand::Kind::Bulk;
      D.OwnLoads = {{Id, E.Value}};
      D.Identity.push_back(identityOf(Id, 1, I));
      D.Identify = true;
      arrive(Graph.carry(std::move(D), {Id, F.Values[E.Value].Base}));
      continue;
    case EventKind::Write:
      D.What = Demand::Kind::Write;
      break;
    }
    D.Modified =
        (D.What == Demand::Kind::Run || D.What == Demand::Kind::Count ||
         D.What == Demand::Kind::Pick) &&
        Writes.modified(E);
    arrive(Graph.carry(std::move(D), {Id, E.Value}));
  }
}

/// Asks for nothing, but where rows come from: those of loops, and those that
/// go where nobody sees what is asked of them.
void Collector::probe(std::uint32_t Id) {
  const Function &F = Facts.Functions[Id];
  auto Probe = [&](const Place &At, std::uint64_t Identity) {
    Demand D;
    D.What = Demand::Kind::Probe;
    D.Chain = {Id};
    D.Origin = Id;
    D.Identity = {Identity};
    D.Trace.push_back({Step::Kind::Access, At, {}, {}});
    return D;
  };
  std::set<LoopId> Probed;
  for (ValueId V = 1; V < F.Values.size(); ++V) {
    const Value &Row = F.Values[V];
    if (Row.Kind != ValueKind::Each || !Probed.insert(Row.Loop).second)
      continue;
    Demand D = Probe(F.Loops[Row.Loop].At, identityOf(Id, 2, Row.Loop));
    D.Loop = Row.Loop;
    arrive(Graph.carry(std::move(D), {Id, V}));
  }
  std::set<std::pair<ValueId, LoopId>> HandedOn;
  for (CallId C = 1; C < F.Calls.size(); ++C) {
    const Call &Made = F.Calls[C];
    if (Graph.calleesKnown(Id, Made, C))
      continue;
    for (const ValueId Given : Made.Arguments) {
      if (Given == None || F.Values[Given].Kind == ValueKind::Object ||
          !HandedOn.insert({Given, Made.Loop}).second)
        continue;
      Demand D = Probe(Made.At, identityOf(Id, 3, C));
      D.Handed = Frame{Id, C};
      D.Loop = Made.Loop;
      D.EveryTurn = Made.EveryTurn;
      arrive(Graph.carry(std::move(D), {Id, Given}));
    }
  }
}

void Collector::arrive(std::vector<Arrival> Arrivals) {
  for (Arrival &Here : Arrivals)
    switch (Here.At) {
    case Arrival::Where::Query: {
      if (!Graph.possible(Here.What)) {
        Graph.end(Here.What, Drop::Callback);
        break;
      }
      QueryKey Key{Here.Value, Here.What.Stack};
      std::vector<Demand> &Known = Result.Queries[std::move(Key)];
      // All demands of a program are in memory at once, and most queries have
      // few: twice as many places would be a tenth of that memory.
      if (Known.size() == Known.capacity())
        Known.reserve(Known.size() + Known.size() / 4 + 1);
      Known.push_back(std::move(Here.What));
      break;
    }
    case Arrival::Where::Param:
      summarize(std::move(Here));
      break;
    case Arrival::Where::Unknown:
      Result.Unknown.push_back(std::move(Here));
      break;
    }
}

void Collector::summarize(Arrival Here) {
  const std::uint32_t F = Here.Value.Function;
  const Demand &D = Here.What;
  if (!KnownEntries[F]
           .insert({D.What, D.Servable, D.Served, D.UpTo, D.Identify,
                    (D.Apart ? 1u : 0u) | (D.Cached ? 2u : 0u) |
                        (D.Modified ? 4u : 0u) | (D.Recursive ? 8u : 0u),
                    Here.Value.Value, D.Path, D.Turns, D.Identity, D.Parts,
                    D.Bounds, D.LeftOut, D.Written, D.ChosenBy})
           .second)
    return;
  if (KnownEntries[F].size() > MaxSummary) {
    Here.At = Arrival::Where::Unknown;
    Here.Reason = "'" + Facts.Functions[F].Name.str() + "' does too much";
    Here.Place = Facts.Functions[F].At;
    Here.GivenUp = true;
    Result.Unknown.push_back(std::move(Here));
    return;
  }
  SummaryEntry New{std::move(Here.What), Here.Value.Value};
  if (Graph.traced())
    Result.Summaries[F].push_back(New);
  Work.emplace_back(F, std::move(New));
}

Arrived Collector::run() {
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (CallId C = 1; C < Facts.Functions[F].Calls.size(); ++C)
      for (std::uint32_t Callee :
           Graph.callees(F, Facts.Functions[F].Calls[C], C))
        Callers[Callee].push_back({F, C});
  Recursion = recursions(Callers);
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F) {
    demandsOf(F);
    probe(F);
  }
  while (!Work.empty()) {
    const std::uint32_t F = Work.front().first;
    const SummaryEntry Here = std::move(Work.front().second);
    Work.pop_front();
    auto Unplaced = [&](Symbol Reason, bool GivenUp) {
      Arrival A;
      A.GivenUp = GivenUp;
      A.Reason = Reason;
      A.Place = Facts.Functions[F].At;
      A.What = Here.What;
      Result.Unknown.push_back(std::move(A));
    };
    if (Callers[F].empty()) {
      // Nobody is seen to make the object; its constructors do.
      if (const auto Makers = Graph.makers(Here.What.Parts);
          Makers && !Makers->empty()) {
        for (std::uint32_t Maker : *Makers)
          arrive(Graph.carryToMaker(Here.What, Maker));
        continue;
      }
      // Or a method that is called before.
      if (auto Set = Graph.carryToSetter(Here.What); !Set.empty()) {
        arrive(std::move(Set));
        continue;
      }
      Unplaced("no caller of '" + Facts.Functions[F].Name + "' is in sight",
               /*GivenUp=*/false);
    }
    if (Here.What.Chain.size() >= MaxChain && !Callers[F].empty()) {
      Unplaced("calls are nested too deeply", /*GivenUp=*/true);
      continue;
    }
    for (const Frame &From : Callers[F]) {
      // A recursion is gone through once, for two levels: what it asks at each
      // of them, it asks at all. How many there are, nobody knows.
      const bool Inside =
          Recursion[F] != 0 && Recursion[From.Caller] == Recursion[F];
      const auto &Chain = Here.What.Chain;
      if (Inside && std::count(Chain.begin(), Chain.end(), From.Caller) > 1) {
        Graph.end(Here.What, Drop::Recursion);
        continue;
      }
      if (Inside && Chain.size() > MaxRecursion) {
        Unplaced("the recursion goes through too many functions",
                 /*GivenUp=*/true);
        continue;
      }
      Demand D = Here.What;
      D.Recursive |= Recursion[F] != 0;
      arrive(Graph.carryToCaller(std::move(D), Here.Param, From.Caller,
                                 From.Call));
    }
  }
  return std::move(Result);
}

} // namespace

Arrived collectDemands(const Unit &Facts, const Propagation &Graph) {
  Arrived Result = Collector(Facts, Graph).run();
  separateMixedRows(Facts, Result);
  shareBulkLoads(Facts, Result);
  return Result;
}

} // namespace ormlint::analysis
