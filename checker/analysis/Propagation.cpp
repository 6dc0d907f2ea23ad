//===--- Propagation.cpp - Demands carried to their queries ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Propagation.h"
#include "analysis/EagerState.h"
#include <algorithm>
#include <set>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// Beyond these bounds a demand is undecided, which is counted, and not lost.
constexpr std::size_t MaxStack = 8;
constexpr unsigned MaxArrivals = 64;
constexpr std::size_t MaxParts = 8;
constexpr std::size_t MaxHolding = 16;
constexpr std::size_t MaxBounds = 4;

/// Makes an identity of a value evaluated in a call.
std::uint64_t identity(std::uint64_t Salt, std::uint64_t A, std::uint64_t B) {
  return (Salt * 0x9E3779B97F4A7C15ull) ^ (A << 32 | B);
}

} // namespace

std::vector<std::string> namesOf(const Unit &Unit,
                                 const std::vector<RelationId> &Path) {
  std::vector<std::string> Result;
  for (auto Id = Path.rbegin(); Id != Path.rend(); ++Id)
    Result.push_back(Unit.Relations[*Id].Name);
  return Result;
}

std::vector<std::string> rowsOf(const Unit &Unit, const Demand &D,
                                const Turn &Loop) {
  if (Loop.Open)
    return {};
  std::vector<std::string> Result = namesOf(Unit, D.Path);
  Result.resize(Result.size() - Loop.Beyond);
  for (RelationId Id : Loop.Detour)
    Result.push_back(Unit.Relations[Id].Name);
  return Result;
}

Propagation::Propagation(const facts::Unit &Unit, std::size_t MaxPath)
    : Unit(Unit), MaxPath(MaxPath) {
  for (std::uint32_t I = 0; I < Unit.Functions.size(); ++I)
    ByUsr.emplace(Unit.Functions[I].Usr, I);
  Called = std::make_unique<Callables>(Unit, ByUsr);
  for (const Function &F : Unit.Functions)
    if (!F.Constructor)
      for (const Value &V : F.Values)
        if (V.Kind == ValueKind::Object && V.Base != None)
          SetLater.insert(V.Fields.begin(), V.Fields.end());
}

std::optional<std::uint32_t> Propagation::find(const std::string &Usr) const {
  auto Found = ByUsr.find(Usr);
  return Found == ByUsr.end() ? std::nullopt : std::optional(Found->second);
}

std::vector<std::uint32_t> Propagation::callees(std::uint32_t Function,
                                                const Call &Made,
                                                CallId Id) const {
  if (Made.Through != None)
    return Called->targets(Function, Id);
  const auto Callee = find(Made.Callee);
  return Callee ? std::vector{*Callee} : std::vector<std::uint32_t>();
}

bool Propagation::possible(const Demand &What) const {
  return std::all_of(
      What.Bounds.begin(), What.Bounds.end(), [&](const Demand::Bound &B) {
        return Called->brings(What.Chain.back(), B.By, B.Function);
      });
}

std::optional<std::vector<std::uint32_t>>
Propagation::makers(const std::vector<FieldId> &Parts) const {
  if (Parts.empty())
    return std::nullopt;
  const Field &Wanted = Unit.Fields[Parts.back()];
  if (!Wanted.Closed || SetLater.count(Parts.back()))
    return std::nullopt;
  std::vector<std::uint32_t> Result;
  for (const std::string &Usr : Wanted.Constructors) {
    const auto Maker = find(Usr);
    if (!Maker)
      return std::nullopt;
    Result.push_back(*Maker);
  }
  return Result;
}

/// One walk; `Open` holds the merges that are being walked through, so that a
/// loop-carried value ends where it began.
struct Propagation::Walk {
  const Propagation &Graph;
  std::set<std::pair<ValueRef, std::size_t>> Open;

  using Arrivals = std::vector<Arrival>;

  const Relation &relation(RelationId Id) const {
    return Graph.Unit.Relations[Id];
  }
  const Function &function(ValueRef At) const {
    return Graph.Unit.Functions[At.Function];
  }

  static Arrivals unknown(Demand D, std::string Reason, Place At) {
    Arrival Result;
    Result.Reason = std::move(Reason);
    Result.Place = At;
    Result.What = std::move(D);
    return {std::move(Result)};
  }

  /// The value that made the rows says which rows they are. Parameters and
  /// positions only hand them on.
  static void identify(Demand &D, const Value &V, ValueRef At) {
    switch (V.Kind) {
    case ValueKind::Param:
    case ValueKind::After:
    case ValueKind::Iterator:
    case ValueKind::Each:
    case ValueKind::One:
    case ValueKind::Target:
      return;
    default:
      break;
    }
    D.Identify = false;
    std::uint64_t Rows = identity(1, At.Function + 1, At.Value);
    for (const Frame &Call : D.Stack)
      Rows = identity(Rows, Call.Caller, Call.Call);
    D.Identity.push_back(Rows);
    if (D.UnderLoop && !D.Turns.empty())
      D.Turns.back().Rows = Rows;
  }

  /// The demand is made on each turn of \p Loop, or it is "up to". A loop in
  /// between is over something else: what is evaluated anew in it, it repeats.
  void leaveLoops(Demand &D, const Function &F, std::uint32_t Id,
                  LoopId Loop) const {
    LoopId At = D.Loop;
    for (; At != None && At != Loop; At = F.Loops[At].Parent) {
      if (D.What != Demand::Kind::Load && D.What != Demand::Kind::Probe &&
          !D.ByParam && encloses(F, At, D.Made)) {
        D.Turns.push_back(openTurn(Id, At));
        D.UpTo |= !D.EveryTurn || F.Loops[At].EarlyExit;
        D.EveryTurn = F.Loops[At].EveryTurn;
      } else {
        // It may run no turn at all.
        D.UpTo = true;
      }
    }
    if (At != Loop)
      D.UpTo = true;
    D.UpTo |= !D.EveryTurn;
  }

  /// The query was made outside of loops that are still around: what is
  /// evaluated anew in them, they repeat.
  static void repeat(Demand &D, const Function &F, std::uint32_t Id,
                     LoopId Made) {
    if (D.What == Demand::Kind::Load || D.What == Demand::Kind::Probe ||
        D.ByParam)
      return;
    for (LoopId At = D.Loop; At != None && !encloses(F, At, Made);
         At = F.Loops[At].Parent)
      if (encloses(F, At, D.Made))
        D.Turns.push_back(openTurn(Id, At));
  }

  static Turn openTurn(std::uint32_t Function, LoopId Loop) {
    Turn Result;
    Result.Function = Function;
    Result.Loop = Loop;
    Result.Open = true;
    return Result;
  }

  Arrivals carry(Demand D, ValueRef At) {
    for (;;) {
      const Function &F = function(At);
      if (At.Value == None)
        return {};
      const Value &V = F.Values[At.Value];
      if (D.Identify)
        identify(D, V, At);
      if (!D.Parts.empty() && isRow(V))
        return unknown(std::move(D), "kept in an object that is not followed",
                       V.At);
      switch (V.Kind) {
      case ValueKind::Query: {
        Arrival Result;
        Result.At = Arrival::Where::Query;
        Result.Value = At;
        if (!D.ChainEnd)
          D.ChainEnd = At;
        if (D.Stack.empty())
          repeat(D, F, At.Function, V.Made);
        Result.What = std::move(D);
        return {std::move(Result)};
      }
      case ValueKind::Param: {
        if (D.Stack.empty()) {
          Arrival Result;
          Result.At = Arrival::Where::Param;
          Result.Value = {At.Function, V.Index};
          leaveLoops(D, F, At.Function, None);
          Result.What = std::move(D);
          return {std::move(Result)};
        }
        const Frame Back = D.Stack.back();
        D.Stack.pop_back();
        const Function &Caller = Graph.Unit.Functions[Back.Caller];
        const Call &Made = Caller.Calls[Back.Call];
        const ValueId Given = argumentOf(Made, F, V.Index);
        if (Given == None)
          return unknown(std::move(D), "an argument that is not followed",
                         Made.At);
        D.Holding = Caller.Guards[Made.When];
        At = {Back.Caller, Given};
        continue;
      }
      case ValueKind::Result:
      case ValueKind::After: {
        const Call &Made = F.Calls[V.Call];
        const auto Callees = Graph.callees(At.Function, Made, V.Call);
        if (Callees.size() != 1)
          return unknown(std::move(D),
                         Callees.empty()
                             ? "'" + Made.Name + "' is defined in another file"
                             : "'" + Made.Name + "' may be several functions",
                         V.At);
        if (D.Stack.size() >= MaxStack)
          return unknown(std::move(D), "calls are nested too deeply", V.At);
        return enter(std::move(D), At, Callees.front());
      }
      case ValueKind::Merge:
        return split(std::move(D), At);
      case ValueKind::Collected:
        if (!V.Operands.empty())
          return gather(std::move(D), At);
        if (V.Base == None)
          return {};
        D.ChainEnd.reset();
        D.Picked = false;
        At.Value = V.Base;
        continue;
      case ValueKind::Refined:
        if (auto Stopped = refine(D, At))
          return std::move(*Stopped);
        At.Value = V.Base;
        continue;
      case ValueKind::Each:
        if (V.Fetched && !evaluated(F, V.Base))
          return unknown(std::move(D), "its rows are fetched one by one", V.At);
        turn(D, F, V, At);
        At.Value = V.Base;
        continue;
      case ValueKind::One:
        D.ChainEnd.reset();
        D.OnEvaluated = D.UnderLoop = D.Narrowed = false;
        D.NarrowedBy.reset();
        D.Picked = !V.Fetched;
        At.Value = V.Base;
        continue;
      case ValueKind::Iterator:
      case ValueKind::Target:
        At.Value = V.Base;
        continue;
      case ValueKind::Related:
        if (!follow(D, At, V))
          return {};
        if (D.Path.size() > Graph.MaxPath)
          return unknown(std::move(D), "the relation path is too long", V.At);
        At.Value = V.Base;
        continue;
      case ValueKind::Lookup:
        return {};
      case ValueKind::Part:
        D.Parts.push_back(V.Field);
        if (D.Parts.size() > MaxParts)
          return unknown(std::move(D), "objects are nested too deeply", V.At);
        D.ChainEnd.reset();
        for (Demand::Eager &Load : D.Loads)
          Load.InChain = false;
        At.Value = V.Base;
        continue;
      case ValueKind::Object: {
        const auto Found = std::find(V.Fields.begin(), V.Fields.end(),
                                     D.Parts.empty() ? None : D.Parts.back());
        if (Found != V.Fields.end()) {
          D.Parts.pop_back();
          At.Value =
              V.Operands[static_cast<std::size_t>(Found - V.Fields.begin())];
        } else if (V.Base != None) {
          At.Value = V.Base;
        } else {
          return unknown(std::move(D), "kept in an object that is not followed",
                         V.At);
        }
        continue;
      }
      case ValueKind::Unknown:
        return unknown(std::move(D),
                       V.Reason.empty() ? "no row of a query" : V.Reason, V.At);
      }
    }
  }

  /// What is made of queries and rows, and has no parts.
  static bool isRow(const Value &V) {
    switch (V.Kind) {
    case ValueKind::Query:
    case ValueKind::Refined:
    case ValueKind::Related:
    case ValueKind::Target:
    case ValueKind::Lookup:
      return true;
    default:
      return false;
    }
  }

  /// Whether control can take the way of operand \p I of \p V: not where a
  /// condition that holds there has the other answer where the demand is made.
  static bool takes(Demand &D, const Function &F, const Value &V,
                    std::size_t I) {
    if (I >= V.Ways.size())
      return true;
    for (const Guard &There : F.Guards[V.Ways[I]]) {
      if (std::find(D.Holding.begin(), D.Holding.end(),
                    Guard{There.Condition, !There.Holds}) != D.Holding.end())
        return false;
      if (D.Holding.size() < MaxHolding)
        D.Holding.push_back(There);
    }
    return true;
  }

  /// One of several values: each is asked. Where they do not all come to the
  /// same query in the same state, a run takes one of them only.
  Arrivals split(Demand D, ValueRef At) {
    const Value &V = function(At).Values[At.Value];
    if (!Open.insert({At, D.Path.size()}).second)
      return {};
    Arrivals All;
    bool Same = true;
    const Arrival *First = nullptr;
    std::vector<Arrivals> Ways;
    bool Around = false;
    for (std::size_t I = 0; I < V.Operands.size(); ++I)
      if (const ValueId Operand = V.Operands[I]) {
        Demand Here = D;
        if (!takes(Here, function(At), V, I))
          continue;
        Ways.push_back(carry(std::move(Here), {At.Function, Operand}));
        // Once more around the loop, with something done on the way.
        Around |= Ways.back().empty() && Operand != At.Value;
      }
    for (const Arrivals &Way : Ways)
      for (const Arrival &Here : Way) {
        // Of the ways that differ in what they load only, the barest.
        if (!First || (Here.At == First->At && Here.Value == First->Value &&
                       Here.What.OwnLoads.size() < First->What.OwnLoads.size()))
          First = &Here;
        Same &= Here.At == First->At && Here.Value == First->Value &&
                Here.What.Served == First->What.Served &&
                Here.What.Stack == First->What.Stack;
      }
    Open.erase({At, D.Path.size()});
    if (!First)
      return {};
    if (Same) {
      Arrival Only = *First;
      Only.What.UpTo |= Around;
      return {std::move(Only)};
    }
    for (Arrivals &Way : Ways)
      for (Arrival &Here : Way)
        if (All.size() < MaxArrivals) {
          Here.What.UpTo = true;
          All.push_back(std::move(Here));
        }
    return All;
  }

  /// Rows put into a container: a loop over it has one turn for each row that
  /// was put in, so the loop that filled it must not be counted again.
  Arrivals gather(Demand D, ValueRef At) {
    const Value &V = function(At).Values[At.Value];
    if (!Open.insert({At, D.Path.size()}).second)
      return {};
    Arrivals All;
    D.ChainEnd.reset();
    if (V.Base != None)
      All = carry(D, {At.Function, V.Base});
    Demand OfRow = D;
    OfRow.Absorb = D.UnderLoop;
    OfRow.UpTo = true;
    for (ValueId Operand : V.Operands) {
      Arrivals More = carry(OfRow, {At.Function, Operand});
      std::move(More.begin(), More.end(), std::back_inserter(All));
    }
    Open.erase({At, D.Path.size()});
    return All;
  }

  /// Into the callee, to what it returns or leaves in its parameter.
  Arrivals enter(Demand D, ValueRef At, std::uint32_t Callee) {
    const Function &F = function(At);
    const Value &V = F.Values[At.Value];
    const Call &Made = F.Calls[V.Call];
    const Function &To = Graph.Unit.Functions[Callee];
    std::vector<ValueId> Leaving;
    if (V.Kind == ValueKind::Result) {
      Leaving = To.Returns;
      if (To.Coroutine) {
        // Its loop turns with the one that resumes it.
        D.Absorb = D.UnderLoop;
        D.UpTo = true;
      } else if (!D.Parts.empty()) {
        // A part of the object that comes back: nothing is appended to that.
      } else if (Made.ReturnsQuery) {
        if (!D.ChainEnd)
          D.ChainEnd = At;
        if (!D.Returned)
          D.Returned = D.ChainEnd;
      } else if (!D.Container) {
        D.Container = At;
      }
    } else {
      const std::size_t Shift = Made.Through != None && !To.Method ? 1 : 0;
      if (V.Index >= Shift && V.Index - Shift < To.Exits.size())
        Leaving = {To.Exits[V.Index - Shift]};
    }
    D.Holding.clear();
    D.ChainEnd.reset();
    for (Demand::Eager &Load : D.Loads)
      Load.InChain = Load.InChain && D.Returned.has_value();
    D.Stack.push_back({At.Function, V.Call});
    if (!Open.insert({At, D.Stack.size()}).second)
      return {};
    Arrivals All;
    for (ValueId Value : Leaving) {
      Arrivals More = carry(D, {Callee, Value});
      std::move(More.begin(), More.end(), std::back_inserter(All));
    }
    Open.erase({At, D.Stack.size()});
    if (Leaving.empty())
      return unknown(std::move(D), "'" + Made.Name + "' returns no row", V.At);
    // Several returns that come to one query in one state are one.
    const bool Same =
        std::all_of(All.begin(), All.end(), [&](const Arrival &A) {
          return A.At == All.front().At && A.Value == All.front().Value &&
                 A.What.Served == All.front().What.Served;
        });
    if (All.size() > 1 && Same)
      All.resize(1);
    else if (All.size() > 1)
      for (Arrival &A : All)
        A.What.UpTo = true;
    return All;
  }

  /// An eager load, or rows that an eager load no longer answers.
  std::optional<Arrivals> refine(Demand &D, ValueRef At) {
    const Function &F = function(At);
    const Value &V = F.Values[At.Value];
    if (!D.ChainEnd)
      D.ChainEnd = At;
    if (D.OnEvaluated)
      D.Own.push_back(At);
    D.Streamed |= V.Streamed;
    if (V.How != Refinement::All && !V.Slice && !V.Streamed && !D.NarrowedBy)
      D.NarrowedBy = At;
    switch (V.How) {
    case Refinement::All:
      break;
    case Refinement::Narrow:
    case Refinement::Reshape:
      D.Narrowed = true;
      break;
    case Refinement::AtMostOne:
      D.Narrowed = true;
      if (D.UnderLoop && !D.Turns.empty()) {
        D.Turns.pop_back();
        std::erase_if(D.Trace, [&](const Step &Here) {
          return Here.What == Step::Kind::Loop && Here.Turn == D.Turns.size();
        });
        D.UnderLoop = false;
      }
      break;
    case Refinement::Clear:
      (V.JoinKind ? D.ClearedJoins : D.ClearedPrefetches) = true;
      if (!D.AfterClear)
        D.AfterClear = D.ChainEnd;
      D.Narrowed = true;
      break;
    case Refinement::Load: {
      D.Narrowed = true;
      if (V.JoinKind ? D.ClearedJoins : D.ClearedPrefetches)
        break;
      if (!D.RelatedFixed)
        D.Loads.push_back({At, true});
      if (D.OnEvaluated)
        D.OwnLoads.push_back(At);
      if (D.Path.empty() || D.RelatedFixed)
        break;
      const auto Path = namesOf(Graph.Unit, D.Path);
      // Related rows that come with this load are not asked for again: what
      // they lack is added here too.
      if (D.Related) {
        const Names ToRelated(
            Path.begin(),
            Path.end() - static_cast<std::ptrdiff_t>(D.Related->Length));
        if (std::any_of(V.Loads.begin(), V.Loads.end(),
                        [&](const EagerLoad &Load) {
                          return serves(F, Load, ToRelated) == Served::Yes;
                        }))
          D.Related.reset();
      }
      for (const EagerLoad &Load : V.Loads)
        switch (serves(F, Load, Path)) {
        case Served::Yes:
          D.Served |= (D.Servable || D.Cached) && !D.Modified;
          if ((D.Apart || D.Modified) && !D.Beside)
            D.Beside = At;
          break;
        case Served::Unknown:
          return unknown(D, "the path of an eager load cannot be read", V.At);
        case Served::No:
          break;
        }
      break;
    }
    }
    if (!V.Chained) {
      D.ChainEnd.reset();
      for (Demand::Eager &Load : D.Loads)
        Load.InChain = false;
    }
    return std::nullopt;
  }

  static bool evaluated(const Function &F, ValueId Query) {
    return std::any_of(F.Events.begin(), F.Events.end(), [&](const Event &E) {
      return E.Kind == EventKind::Run && E.Value == Query;
    });
  }

  static bool encloses(const Function &F, LoopId Outer, LoopId Inner) {
    while (Inner != None && Inner != Outer)
      Inner = F.Loops[Inner].Parent;
    return Inner == Outer;
  }

  /// A loop over rows.
  void turn(Demand &D, const Function &F, const Value &V, ValueRef At) {
    D.ChainEnd.reset();
    D.OnEvaluated = D.Narrowed = D.Picked = false;
    D.NarrowedBy.reset();
    D.Streamed = false;
    const Loop &L = F.Loops[V.Loop];
    if (!D.Absorb) {
      // A row that outlives its loop, or is returned out of it, is one row.
      if (!D.Stack.empty() || !encloses(F, V.Loop, D.Loop)) {
        D.UnderLoop = false;
        return;
      }
      leaveLoops(D, F, At.Function, V.Loop);
      Step Here;
      Here.What = Step::Kind::Loop;
      Here.At = L.At;
      Here.Turn = D.Turns.size();
      Turn Rows;
      Rows.Function = At.Function;
      Rows.Loop = V.Loop;
      Rows.Beyond = D.Path.size();
      D.Turns.push_back(std::move(Rows));
      D.Trace.push_back(std::move(Here));
    }
    D.UpTo |= L.EarlyExit;
    D.Loop = L.Parent;
    D.EveryTurn = L.EveryTurn;
    D.UnderLoop = D.Identify = true;
    if (!D.RelatedFixed)
      D.Related.reset();
    D.Loads.clear();
    D.ClearedJoins = D.ClearedPrefetches = false;
    D.AfterClear.reset();
    D.Returned.reset();
    D.Container.reset();
  }

  /// From a relation to the row it belongs to. \returns false if nothing is
  /// asked of the database.
  bool follow(Demand &D, ValueRef At, const Value &V) {
    const Relation &R = relation(V.Relation);
    const bool Own = D.Path.empty();
    // Rows read through the relation know the row they came from (rules 20, 32
    // of Django's semantics): the way back costs nothing and leads there.
    if (!Own && !R.Inverse.empty() &&
        relation(D.Path.back()).Name == R.Inverse) {
      if (D.Path.size() == 1 && D.What != Demand::Kind::Probe)
        return false;
      for (Turn &Loop : D.Turns)
        if (!Loop.Open && Loop.Beyond == D.Path.size()) {
          --Loop.Beyond;
          Loop.Detour.insert(Loop.Detour.begin(), V.Relation);
        }
      D.Path.pop_back();
      if (D.Related && D.Related->Length > D.Path.size()) {
        D.Related.reset();
        D.RelatedFixed = false;
      }
      resetQuery(D);
      return true;
    }
    if (Own) {
      if (R.Attached && D.What != Demand::Kind::Write &&
          D.What != Demand::Kind::Probe)
        return false;
      if (D.Narrowed || D.What == Demand::Kind::Pick)
        D.Servable = false;
      beApart(D, R);
    } else if (R.ToMany && !R.Attached && !D.RelatedFixed) {
      const ValueRef Chain = D.Returned   ? *D.Returned
                             : D.ChainEnd ? *D.ChainEnd
                                          : At;
      // Narrowed rows and picked ones come by another query: what is loaded
      // with the relation itself does not reach them.
      const bool Apart = D.Narrowed || D.Picked;
      if (!overRows(D)) {
        D.Servable &= !Apart;
      } else {
        D.Turns.back().Narrowed |= D.UnderLoop && D.Narrowed;
        if (!D.Picked || !D.Related)
          D.Related = Anchor{Chain, D.Path.size()};
        D.RelatedFixed = Apart;
      }
    }
    // Where the key is the row's own, a null one costs nothing; where it lies
    // on the other side, finding no row costs a query too, and ends the path.
    if (!R.ToMany && R.Nullable && !(Own && R.Reverse))
      D.UpTo = true;
    D.Path.push_back(V.Relation);
    resetQuery(D);
    return true;
  }

  /// Whether rows of \p R in memory would answer what is not asked of all of
  /// them.
  void beApart(Demand &D, const Relation &R) const {
    if (D.What != Demand::Kind::Run && D.What != Demand::Kind::Count &&
        D.What != Demand::Kind::Pick)
      return;
    const facts::Event &Asks = Graph.Unit.Functions[D.Origin].Events[D.Event];
    const bool InOrder = Asks.Kind == EventKind::Index ||
                         (Asks.First && R.Ordered) ||
                         D.What != Demand::Kind::Pick;
    if (D.NarrowedBy || !InOrder) {
      D.Apart = true;
      D.ApartBy = D.NarrowedBy;
    } else if (!D.Servable) {
      D.Cached = true;
    }
  }

  /// Whether a loop over rows repeats the demand.
  static bool overRows(const Demand &D) {
    return std::any_of(D.Turns.begin(), D.Turns.end(),
                       [](const Turn &T) { return !T.Open; });
  }

  static void resetQuery(Demand &D) {
    D.ChainEnd.reset();
    D.Returned.reset();
    D.Container.reset();
    D.AfterClear.reset();
    D.OnEvaluated = D.UnderLoop = D.Narrowed = D.Picked = false;
    D.NarrowedBy.reset();
    D.ClearedJoins = D.ClearedPrefetches = false;
    if (!D.RelatedFixed)
      D.Loads.clear();
  }
};

std::vector<Arrival> Propagation::carry(Demand What, ValueRef At) const {
  Walk Here{*this, {}};
  return Here.carry(std::move(What), At);
}

std::vector<Arrival> Propagation::carryToCaller(const Demand &What,
                                                std::uint32_t Param,
                                                std::uint32_t Caller,
                                                CallId Call) const {
  const facts::Function &From = Unit.Functions[Caller];
  const facts::Call &Made = From.Calls[Call];
  const std::uint32_t Callee = What.Chain.back();
  const ValueId Argument = argumentOf(Made, Unit.Functions[Callee], Param);
  Demand D = What;
  if (!bind(D, Caller, Made, Callee))
    return {};
  if (Argument == None)
    return Walk::unknown(What, "an argument that is not followed", Made.At);
  D.Chain.push_back(Caller);
  D.Holding = From.Guards[Made.When];
  const Value &Given = From.Values[Argument];
  D.Made = D.ByParam ? Given.Made : Made.Loop;
  D.ByParam = D.ByParam && Given.Kind == ValueKind::Param;
  D.Loop = Made.Loop;
  D.EveryTurn = Made.EveryTurn;
  // What the callee evaluated, it evaluates anew in each call.
  for (std::uint64_t &Id : D.Identity)
    Id = identity(Id, Caller, Call);
  for (Turn &Loop : D.Turns)
    if (Loop.Rows)
      Loop.Rows = identity(Loop.Rows, Caller, Call);
  Step Here;
  Here.What = Step::Kind::Call;
  Here.At = Made.At;
  Here.Name = Made.Name;
  D.Trace.push_back(std::move(Here));
  return carry(std::move(D), {Caller, Argument});
}

/// Whether the call \p Made of \p Callee can be the one that the demand came
/// through. What only the callers of \p Caller can tell is left for them.
bool Propagation::bind(Demand &D, std::uint32_t Caller, const facts::Call &Made,
                       std::uint32_t Callee) const {
  std::vector<Demand::Bound> Left;
  auto Check = [&](const Candidates &From, std::uint32_t Wanted) {
    const bool Here = std::find(From.Functions.begin(), From.Functions.end(),
                                Wanted) != From.Functions.end();
    D.UpTo |= From.Functions.size() + From.Params.size() > 1;
    if (Here)
      return true;
    // Of several any one is enough, which a list of all cannot say.
    if (From.Params.size() == 1 && Left.size() < MaxBounds)
      Left.push_back({From.Params.front(), Wanted});
    return !From.Params.empty();
  };
  if (Made.Through != None &&
      !Check(Called->candidates(Caller, Made.Through), Callee))
    return false;
  for (const Demand::Bound &B : D.Bounds) {
    const ValueId Given = argumentOf(Made, Unit.Functions[Callee], B.By.Param);
    if (Given != None &&
        !Check(Called->candidates(Caller, Given, B.By.Parts), B.Function))
      return false;
  }
  D.Bounds = std::move(Left);
  return true;
}

std::vector<Arrival> Propagation::carryToMaker(const Demand &What,
                                               std::uint32_t Maker) const {
  Demand D = What;
  D.Chain.push_back(Maker);
  D.Holding.clear();
  D.Bounds.clear();
  D.Made = D.Loop = None;
  D.EveryTurn = true;
  const facts::Function &F = Unit.Functions[Maker];
  return carry(std::move(D), {Maker, F.Exits.front()});
}

} // namespace ormlint::analysis
