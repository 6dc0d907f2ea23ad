//===--- Notation.h - What facts are written as -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each kind of line is described once, for the writer (Dump.cpp) and the reader
// (LineReader.h): a `Line` that writes prints what it is given, one that reads
// sets it. What has its default is not written. Not in the notation, since the
// analysis does not ask for it: offsets (an order of places is made of lines
// and columns) and where edits go.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_NOTATION_H
#define ORMLINT_FACTS_NOTATION_H

#include "facts/Facts.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ormlint::facts::notation {

struct KindWord {
  llvm::StringLiteral Word;
  ValueKind Kind;
  Refinement How = Refinement::All;
  bool Joins = false;
};
inline constexpr KindWord Kinds[] = {
    {"unknown", ValueKind::Unknown},
    {"query", ValueKind::Query},
    {"all", ValueKind::Refined, Refinement::All},
    {"narrow", ValueKind::Refined, Refinement::Narrow},
    {"at-most-one", ValueKind::Refined, Refinement::AtMostOne},
    {"reshape", ValueKind::Refined, Refinement::Reshape},
    {"prefetch", ValueKind::Refined, Refinement::Load},
    {"join", ValueKind::Refined, Refinement::Load, true},
    {"clear-prefetches", ValueKind::Refined, Refinement::Clear},
    {"clear-joins", ValueKind::Refined, Refinement::Clear, true},
    {"related", ValueKind::Related},
    {"target", ValueKind::Target},
    {"assigned", ValueKind::Assigned},
    {"iterator", ValueKind::Iterator},
    {"each", ValueKind::Each},
    {"one", ValueKind::One},
    {"collected", ValueKind::Collected},
    {"param", ValueKind::Param},
    {"result", ValueKind::Result},
    {"after", ValueKind::After},
    {"merge", ValueKind::Merge},
    {"lookup", ValueKind::Lookup},
    {"object", ValueKind::Object},
    {"part", ValueKind::Part},
};

template <class T> struct EnumWord {
  llvm::StringLiteral Word;
  T Is;
};
inline constexpr EnumWord<EventKind> Events[] = {
    {"load", EventKind::Load}, {"test", EventKind::Test},
    {"run", EventKind::Run},   {"count", EventKind::Count},
    {"pick", EventKind::Pick}, {"index", EventKind::Index},
    {"bulk", EventKind::Bulk}, {"write", EventKind::Write},
};
inline constexpr EnumWord<EditSite::Obstacle> Obstacles[] = {
    {"none", EditSite::Obstacle::None},
    {"macro", EditSite::Obstacle::Macro},
    {"template", EditSite::Obstacle::Template},
    {"system-header", EditSite::Obstacle::SystemHeader},
    {"opaque", EditSite::Obstacle::Opaque},
};

template <class Line, class T, std::size_t N>
void choice(Line &L, const EnumWord<T> (&Words)[N], T &Is) {
  Is = L.choose(Words, [&](const EnumWord<T> &W) { return W.Is == Is; }).Is;
}

/// `Word` and a text, unless that is empty.
template <class Line> void named(Line &L, llvm::StringRef Word, Symbol &Text) {
  if (L.has(Word, !Text.empty()))
    L.text(Text);
}

/// `in loop 1`, unless there is none.
template <class Line> void inLoop(Line &L, LoopId &Loop) {
  if (L.has("in", Loop != None)) {
    L.word("loop");
    L.loop(Loop);
  }
}

template <class Line> void inputs(Line &L, Inputs &In) {
  if (!L.has("{", In.Varies != None || In.Opaque || In.Outside || In.Batch ||
                      In.Params != 0))
    return;
  if (L.has("varies", In.Varies != None))
    L.loop(In.Varies);
  L.flag("opaque", In.Opaque);
  L.flag("outside", In.Outside);
  L.flag("batch", In.Batch);
  for (unsigned I = 0; I < 64; ++I)
    if (L.has("p" + std::to_string(I), In.Params >> I & 1))
      In.Params |= std::uint64_t{1} << I;
  L.word("}");
}

/// `"courses.department" of v3 as "guides"`; `?` is a path nobody can read.
template <class Line> void eagerLoads(Line &L, Value &V) {
  std::vector<EagerLoad> &Loads = V.Details.edit().Loads;
  for (std::size_t I = 0; L.path(Loads, I); ++I) {
    EagerLoad &Load = Loads[I];
    Load.Join = V.JoinKind;
    L.placeBehind(Load.Literal);
    for (unsigned Level = 1; Level < 32; ++Level)
      if (L.has("back" + std::to_string(Level), Load.Back >> Level & 1))
        Load.Back |= std::uint32_t{1} << Level;
    Load.Object = L.has("of", Load.Object);
    if (Load.Object)
      L.value(Load.Query);
    named(L, "as", Load.Attribute);
  }
}

template <class Line> void value(Line &L, Value &V) {
  const KindWord &Kind = L.choose(Kinds, [&](const KindWord &W) {
    return W.Kind == V.Kind && (V.Kind != ValueKind::Refined ||
                                (W.How == V.How && W.Joins == V.JoinKind));
  });
  V.Kind = Kind.Kind;
  V.How = Kind.How;
  V.JoinKind = Kind.Joins;
  ValueDetails &Details = V.Details.edit();
  FixDetails &Fix = Details.Fix.edit();
  switch (V.Kind) {
  case ValueKind::Unknown:
    L.quoted(Details.Reason);
    break;
  case ValueKind::Query:
    L.text(Details.Entity);
    named(L, "of", Details.Profile);
    L.flag("identity-map", V.IdentityMap);
    L.unless("conditional", V.Always);
    if (L.has("hoistable", Fix.Moved.From.valid())) {
      L.place(Fix.Moved.From);
      L.place(Fix.Moved.To);
      L.word("before");
      L.place(Fix.Moved.Before);
    }
    break;
  case ValueKind::Refined:
    L.value(V.Base);
    L.flag("chained", V.Chained);
    if (L.has("only", V.Reads == Columns::Only))
      V.Reads = Columns::Only;
    else if (L.has("defer", V.Reads == Columns::Defer))
      V.Reads = Columns::Defer;
    eagerLoads(L, V);
    L.unless("conditional", V.Always);
    L.flag("slice", V.Slice);
    L.flag("in-parts", V.InParts);
    L.flag("streamed", V.Streamed);
    L.flag("discarded", V.Discarded);
    L.flag("on-purpose", V.OnPurpose);
    named(L, "variable", Fix.Variable);
    if (L.has("statement", Fix.Statement.valid()))
      L.place(Fix.Statement);
    break;
  case ValueKind::Related:
    L.member(V.Base);
    L.relation(V.Relation);
    break;
  case ValueKind::Assigned:
    L.member(V.Base);
    L.relation(V.Relation);
    L.unless("conditional", V.Always);
    break;
  case ValueKind::Part:
    L.member(V.Base);
    L.field(V.Field);
    break;
  case ValueKind::Target:
  case ValueKind::Iterator:
    L.value(V.Base);
    break;
  case ValueKind::Each:
    L.value(V.Base);
    inLoop(L, V.Loop);
    L.flag("fetched", V.Fetched);
    break;
  case ValueKind::One:
    L.value(V.Base);
    L.flag("fetched", V.Fetched);
    break;
  case ValueKind::Collected:
    L.values(V.Operands);
    if (L.has("from", V.Base != None))
      L.value(V.Base);
    L.unless("some", V.Always);
    break;
  case ValueKind::Param:
    L.number(V.Index);
    break;
  case ValueKind::Result:
    L.word("of");
    L.word("call");
    L.call(V.Call);
    break;
  case ValueKind::After:
    L.word("call");
    L.call(V.Call);
    L.value(V.Base);
    if (L.has("argument", V.Index != 0))
      L.number(V.Index);
    L.unless("copied", V.Always);
    break;
  case ValueKind::Merge:
    L.ways(V.Operands, V.Ways);
    if (L.has("heads", V.Loop != None)) {
      L.word("loop");
      L.loop(V.Loop);
    }
    break;
  case ValueKind::Lookup:
    eagerLoads(L, V);
    break;
  case ValueKind::Object:
    if (L.has("from", V.Base != None))
      L.value(V.Base);
    L.parts(V.Fields, V.Operands);
    if (L.has("runs", !Details.Callee.empty()))
      L.function(Details.Callee);
    break;
  }
  named(L, "named", Details.Name);
  inputs(L, Details.In);
  if (L.has("since", Fix.Since.valid()))
    L.place(Fix.Since);
  if (L.has("made", V.Made != None))
    inLoop(L, V.Made);
  if (L.has("not-editable", Details.Site.Why != EditSite::Obstacle::None))
    choice(L, Obstacles, Details.Site.Why);
  L.place(V.At);
}

template <class Line> void event(Line &L, Event &E) {
  choice(L, Events, E.Kind);
  L.value(E.Value);
  named(L, "named", E.Name);
  named(L, "of", E.Profile);
  named(L, "entity", E.Entity);
  inputs(L, E.In);
  L.flag("first", E.First);
  L.flag("ends", E.Ends);
  L.flag("bounds", E.Bounds);
  L.guards(E.When);
  inLoop(L, E.Loop);
  L.unless("conditional", E.EveryTurn);
  L.place(E.At);
}

template <class Line> void call(Line &L, Call &C) {
  L.callee(C);
  L.arguments(C, [](auto &Inner, Inputs &In) { inputs(Inner, In); });
  L.guards(C.When);
  inLoop(L, C.Loop);
  L.unless("conditional", C.EveryTurn);
  L.flag("returns-query", C.ReturnsQuery);
  L.flag("virtual", C.Virtual);
  L.place(C.At);
}

template <class Line> void loop(Line &L, Loop &Of) {
  inLoop(L, Of.Parent);
  if (L.has("range", Of.Shape == Loop::Form::Range))
    Of.Shape = Loop::Form::Range;
  else if (L.has("counted", Of.Shape == Loop::Form::Counted))
    Of.Shape = Loop::Form::Counted;
  L.flag("rows", Of.Rows);
  L.flag("short", Of.Short);
  L.unless("conditional", Of.EveryTurn);
  L.flag("early-exit", Of.EarlyExit);
  L.place(Of.At);
}

template <class Line> void function(Line &L, Function &F) {
  if (L.has("params", F.Params != 0))
    L.number(F.Params);
  L.flag("method", F.Method);
  L.flag("constructor", F.Constructor);
  L.flag("instance", F.Instance);
  L.flag("coroutine", F.Coroutine);
  L.flag("hides", F.Hides);
  L.flag("internal", F.Internal);
  L.place(F.At);
}

template <class Line> void relation(Line &L, Relation &R) {
  L.word("->");
  L.text(R.Target);
  L.flag("many", R.ToMany);
  L.flag("attached", R.Attached);
  L.flag("column", R.Column);
  L.flag("nullable", R.Nullable);
  L.flag("reverse", R.Reverse);
  L.flag("ordered", R.Ordered);
  L.flag("identity-map", R.IdentityMap);
  L.flag("neighbours", R.Neighbours);
  named(L, "inverse", R.Inverse);
}

template <class Line> void field(Line &L, Field &F) {
  L.flag("closed", F.Closed);
  if (L.has("by", !F.Constructors.empty()))
    L.functions(F.Constructors);
}

} // namespace ormlint::facts::notation

#endif // ORMLINT_FACTS_NOTATION_H
