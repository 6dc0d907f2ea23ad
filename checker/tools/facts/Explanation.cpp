//===--- Explanation.cpp - Why a verdict is what it is --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Explanation.h"
#include "analysis/Cost.h"
#include "analysis/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace ormlint::analysis;
using namespace ormlint::facts;

namespace ormlint {
namespace {

llvm::StringRef name(Demand::Kind What) {
  switch (What) {
  case Demand::Kind::Load:
    return "load";
  case Demand::Kind::Run:
    return "run";
  case Demand::Kind::Count:
    return "count";
  case Demand::Kind::Pick:
    return "pick";
  case Demand::Kind::Bulk:
    return "bulk";
  case Demand::Kind::Write:
    return "write";
  case Demand::Kind::Probe:
    return "loop over rows";
  }
  return "?";
}

llvm::StringRef name(Drop Why) {
  switch (Why) {
  case Drop::NoValue:
    return "there is no value behind it";
  case Drop::CameAlong:
    return "the row came with its query";
  case Drop::WayBack:
    return "it leads back to the row it came from";
  case Drop::Attached:
    return "only an eager load puts rows there";
  case Drop::Lookup:
    return "an eager-load object is no query";
  case Drop::Assigned:
    return "the relation was assigned before";
  case Drop::OwnKey:
    return "the row has the key itself";
  case Drop::InMemory:
    return "all rows of the query were read before";
  case Drop::Callback:
    return "no caller brings the function object it came through";
  case Drop::OtherWay:
    return "a condition rules this way out";
  case Drop::Recursion:
    return "a tree is followed for two levels";
  }
  return "?";
}

llvm::StringRef name(Finding::Kind What) {
  switch (What) {
  case Finding::Kind::LeftOutColumn:
    return "a column that is left out";
  case Finding::Kind::NarrowedBesideLoad:
    return "narrowed rows beside an eager load";
  case Finding::Kind::ModifiedBesideLoad:
    return "changed rows beside an eager load";
  case Finding::Kind::DiscardedLoad:
    return "a discarded eager load";
  case Finding::Kind::StreamedLoad:
    return "an eager load of streamed rows";
  case Finding::Kind::QueryPerTurn:
    return "a query for each turn";
  case Finding::Kind::SameQuery:
    return "the same query for each turn";
  case Finding::Kind::CountedPerRow:
    return "a count for each row";
  case Finding::Kind::NarrowedPerRow:
    return "narrowed rows for each row";
  case Finding::Kind::UnusedLoad:
    return "an unused eager load";
  case Finding::Kind::WritePerTurn:
    return "a write for each turn";
  }
  return "?";
}

llvm::StringRef name(NoFix Why) {
  switch (Why) {
  case NoFix::None:
    return "";
  case NoFix::Macro:
    return "macro";
  case NoFix::Template:
    return "template";
  case NoFix::SystemHeader:
    return "system header";
  case NoFix::Container:
    return "rows come in a container";
  case NoFix::NoSyntax:
    return "no syntax";
  case NoFix::Unknown:
    return "unknown rows";
  case NoFix::Streamed:
    return "streamed";
  case NoFix::Recursive:
    return "recursive";
  case NoFix::Written:
    return "the loop writes it";
  case NoFix::Opaque:
    return "opaque expression";
  case NoFix::Clash:
    return "clashes with a lookup further on";
  }
  return "?";
}

} // namespace

Explanation::Explanation(const Unit &Facts, const Settings &Set, Dumper &Print,
                         llvm::raw_ostream &Out)
    : Facts(Facts), Print(Print), Out(Out),
      Graph(Facts, Set.MaxPathDepth, &Seen), All(collectDemands(Facts, Graph)),
      Found(analyze(Facts, Set)) {}

void Explanation::place(const Place &At) {
  if (At.valid())
    Out << " @" << (At.File ? "f" + std::to_string(At.File) + ":" : "")
        << At.Line << ':' << At.Column;
}

void Explanation::what(const Demand &D) {
  Out << name(D.What);
  if (!D.Path.empty())
    Out << ' ' << keyOf(namesOf(Facts, D.Path));
}

void Explanation::state(const Demand &D) {
  for (const auto &[Set, Text] :
       {std::pair(D.UpTo, "up to"), std::pair(D.Served, "served"),
        std::pair(!D.Servable, "no eager load answers it"),
        std::pair(D.Apart, "asks for other rows"),
        std::pair(D.Modified, "changed before"),
        std::pair(D.Streamed, "streamed"),
        std::pair(D.Recursive, "at every level of a tree")})
    if (Set)
      Out << ", " << Text;
}

/// \p Value and what it is made of, down to where that is more than one value.
void Explanation::chain(std::uint32_t Function, ValueId Value) {
  const auto &Values = Facts.Functions[Function].Values;
  // A loop-carried value is a Merge, so no chain of bases has a circle.
  for (; Value != None; Value = Values[Value].Base) {
    Out << "\n      ";
    Print.value(Function, Value);
  }
  Out << '\n';
}

void Explanation::summary(std::uint32_t Id) {
  const Function &F = Facts.Functions[Id];
  Out << "  summary of " << Print.name(Id) << '\n';
  for (const SummaryEntry &Entry : All.Summaries[Id]) {
    const Demand &D = Entry.What;
    Out << "    asks of parameter " << Entry.Param << ": ";
    what(D);
    for (const Turn &T : D.Turns)
      Out << ", each turn of loop " << T.Loop
          << (T.Function == Id ? std::string()
                               : " of " + Print.name(T.Function).str());
    state(D);
    Out << '\n';
  }
  for (ValueId Returned : F.Returns) {
    Out << "    returns";
    chain(Id, Returned);
  }
  for (const auto &[Param, Left] : llvm::enumerate(F.Exits))
    if (Left != None && F.Values[Left].Kind != ValueKind::Param) {
      Out << "    leaves in parameter " << Param;
      chain(Id, Left);
    }
  for (CallId C = 1; C < F.Calls.size(); ++C) {
    const Call &Made = F.Calls[C];
    if (Made.Through == None)
      continue;
    Out << "    runs what v" << Made.Through << " is";
    if (Made.Loop != None)
      Out << ", each turn of loop " << Made.Loop
          << (F.Loops[Made.Loop].Rows ? ", which has a row" : "");
    llvm::ListSeparator Comma;
    const auto Callees = Graph.callees(Id, Made, C);
    Out << (Callees.empty() ? "; nobody knows what" : ": ");
    for (std::uint32_t Callee : Callees)
      Out << Comma << Print.name(Callee);
    chain(Id, Made.Through);
  }
}

void Explanation::way(const Demand &D) {
  std::uint32_t Function = D.Origin;
  for (const auto &[I, Here] : llvm::enumerate(D.Way)) {
    Out << "      ";
    if (Here.At.Function != Function) {
      Function = Here.At.Function;
      Out << "in " << Print.name(Function) << "\n      ";
    }
    Print.value(Function, Here.At.Value);
    // What this value did is what differs at the next one.
    const Footprint After =
        I + 1 < D.Way.size()
            ? D.Way[I + 1]
            : Footprint{{},       D.Path.size(), D.Turns.size(),
                        D.Served, D.Servable,    D.UpTo};
    std::vector<std::string> Changes;
    if (After.Path > Here.Path) {
      const Value &Followed = Facts.Functions[Function].Values[Here.At.Value];
      Changes.push_back("follows " + Facts.Relations[Followed.Relation].Name);
    }
    if (After.Path < Here.Path)
      Changes.push_back("back to the row it came from");
    if (After.Turns > Here.Turns)
      Changes.push_back("once a turn");
    if (After.Turns < Here.Turns)
      Changes.push_back("no loop: one row");
    if (After.Served && !Here.Served)
      Changes.push_back("served");
    if (Here.Servable && !After.Servable)
      Changes.push_back("no eager load answers it");
    if (After.UpTo && !Here.UpTo)
      Changes.push_back("up to");
    if (!Changes.empty())
      Out << "  # " << llvm::join(Changes, ", ");
    Out << '\n';
  }
}

void Explanation::demand(const Demand &D) {
  Out << "    ";
  what(D);
  if (D.What == Demand::Kind::Probe) {
    Out << " in " << Print.name(D.Origin);
    place(D.Trace.front().At);
  } else {
    Out << " by";
    Print.event(D.Origin, D.Event);
    Out << " in " << Print.name(D.Origin);
  }
  state(D);
  Out << '\n';
  way(D);
}

void Explanation::found(const Place &At) {
  auto Here = [&](const Claim &Cost) {
    return Cost.Line == At.Line && Cost.Column == At.Column &&
           At.File < Facts.Files.size() && Cost.File == Facts.Files[At.File];
  };
  auto Price = [&](const Claim &Cost) {
    Out << "      " << Cost.BeforeText;
    if (Cost.After)
      Out << ", " << *Cost.After << " with the fix";
    Out << '\n';
    for (const Term &T : Cost.Before) {
      Out << "        " << formula({T}) << ": "
          << (T.Path.empty() ? "the query itself" : T.Path);
      if (T.Rows)
        Out << ", for each row of "
            << (T.Rows->empty() ? "the query" : *T.Rows);
      Out << '\n';
    }
  };
  for (const MissingEagerLoad &F : Found.MissingEagerLoads)
    if (Here(F.Cost)) {
      Out << "    finds missing:";
      for (const MissingEagerLoad::Path &P : F.Paths)
        Out << ' ' << keyOf(P.Names);
      if (F.Why != NoFix::None)
        Out << " (no fix: " << name(F.Why) << ')';
      place(F.At);
      Out << '\n';
      Price(F.Cost);
    }
  for (const Finding &F : Found.Others)
    if (F.Cost.Line ? Here(F.Cost) : F.At == At) {
      Out << "    finds " << name(F.What);
      for (const auto &Path : F.Paths)
        Out << ' ' << keyOf(Path);
      place(F.At);
      Out << '\n';
      if (F.Cost.Line)
        Price(F.Cost);
    }
}

void Explanation::query(const QueryKey &Key,
                        const std::vector<Demand> &Demands) {
  Out << "  query in " << Print.name(Key.Query.Function) << ": ";
  Print.value(Key.Query.Function, Key.Query.Value);
  Out << '\n';
  for (const Frame &Into : Key.Stack) {
    Out << "    entered from " << Print.name(Into.Caller) << ": ";
    Print.call(Into.Caller, Into.Call);
    Out << '\n';
  }
  for (const Demand &D : Demands)
    if (D.What != Demand::Kind::Probe)
      demand(D);
  found(Facts.Functions[Key.Query.Function].Values[Key.Query.Value].At);
}

void Explanation::findings(std::uint32_t Id) {
  for (const auto &[Key, Demands] : All.Queries)
    if (Key.Query.Function == Id)
      query(Key, Demands);
  for (const Arrival &A : All.Unknown)
    if (A.What.Origin == Id) {
      Out << "  undecided: " << A.Reason;
      place(A.Place);
      Out << '\n';
      demand(A.What);
    }
  for (const Dropped &D : Seen.Ends)
    if (D.What.Origin == Id && D.What.What != Demand::Kind::Probe) {
      Out << "  asks nothing: " << name(D.Why) << '\n';
      demand(D.What);
    }
}

} // namespace ormlint
