//===--- Dump.cpp - Facts as text -----------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Dump.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace ormlint::facts {
namespace {

class Dumper {
public:
  Dumper(const Unit &Facts, llvm::raw_ostream &Out) : Facts(Facts), Out(Out) {}

  void function(const Function &F) {
    Out << "function " << F.Name << '\n';
    for (const auto &[Id, L] : llvm::enumerate(F.Loops))
      if (Id != None)
        Out << "  loop " << Id << " in " << L.Parent << at(L.At)
            << (L.EveryTurn ? "" : " conditional")
            << (L.EarlyExit ? " early-exit" : "") << '\n';
    for (const auto &[Id, V] : llvm::enumerate(F.Values))
      if (Id != None)
        value(Id, V);
    for (const Event &E : F.Events)
      Out << "  " << name(E.Kind) << " v" << E.Value << inputs(E.In)
          << (E.Ends ? " ends" : "") << where(E.Loop, E.EveryTurn) << at(E.At)
          << '\n';
    for (const auto &[Id, C] : llvm::enumerate(F.Calls))
      if (Id != None) {
        Out << "  call " << Id << " " << C.Name;
        if (C.Through != None)
          Out << " through v" << C.Through;
        Out << '(';
        llvm::ListSeparator Comma;
        for (const auto &[I, Argument] : llvm::enumerate(C.Arguments))
          Out << Comma << 'v' << Argument
              << (I < C.Depends.size() ? inputs(C.Depends[I]) : "");
        Out << ')' << where(C.Loop, C.EveryTurn) << at(C.At) << '\n';
      }
    for (ValueId Returned : F.Returns)
      Out << "  returns v" << Returned << '\n';
    for (ValueId Escape : F.Escapes)
      Out << "  escapes v" << Escape << '\n';
    if (F.Hides)
      Out << "  hides values\n";
  }

private:
  static llvm::StringRef name(EventKind Kind) {
    switch (Kind) {
    case EventKind::Load:
      return "load";
    case EventKind::Test:
      return "test";
    case EventKind::Run:
      return "run";
    case EventKind::Count:
      return "count";
    case EventKind::Pick:
      return "pick";
    case EventKind::Index:
      return "index";
    case EventKind::Bulk:
      return "bulk";
    case EventKind::Write:
      return "write";
    }
    return "?";
  }

  static llvm::StringRef name(Refinement How) {
    switch (How) {
    case Refinement::All:
      return "all";
    case Refinement::Narrow:
      return "narrow";
    case Refinement::AtMostOne:
      return "at-most-one";
    case Refinement::Reshape:
      return "reshape";
    case Refinement::Load:
      return "eager";
    case Refinement::Clear:
      return "clear";
    }
    return "?";
  }

  std::string at(const Place &At) const {
    return At.valid() ? " @" + std::to_string(At.Line) + ":" +
                            std::to_string(At.Column)
                      : std::string();
  }

  static std::string inputs(const Inputs &In) {
    std::string Result;
    if (In.Varies != None)
      Result += " varies:" + std::to_string(In.Varies);
    for (const auto &[Set, Text] :
         {std::pair(In.Opaque, " opaque"), std::pair(In.Outside, " outside"),
          std::pair(In.Batch, " batch")})
      if (Set)
        Result += Text;
    for (unsigned I = 0; I < 64; ++I)
      if (In.Params >> I & 1)
        Result += " p" + std::to_string(I);
    return Result.empty() ? Result : " {" + Result.substr(1) + "}";
  }

  static std::string where(LoopId Loop, bool EveryTurn) {
    return (Loop == None ? std::string() : " in loop " + std::to_string(Loop)) +
           (EveryTurn ? "" : " conditional");
  }

  void value(std::size_t Id, const Value &V) {
    Out << "  v" << Id << " = ";
    switch (V.Kind) {
    case ValueKind::Unknown:
      Out << "unknown";
      if (!V.Reason.empty())
        Out << " (" << V.Reason << ')';
      break;
    case ValueKind::Query:
      Out << "query " << V.Entity;
      break;
    case ValueKind::Refined:
      Out << name(V.How) << " v" << V.Base << (V.Chained ? " chained" : "");
      for (const EagerLoad &Load : V.Loads)
        eager(Load);
      break;
    case ValueKind::Related:
      Out << "related v" << V.Base << '.' << Facts.Relations[V.Relation].Name;
      break;
    case ValueKind::Target:
      Out << "target v" << V.Base;
      break;
    case ValueKind::Iterator:
      Out << "iterator v" << V.Base;
      break;
    case ValueKind::Each:
      Out << "each v" << V.Base << " in loop " << V.Loop;
      break;
    case ValueKind::One:
      Out << "one v" << V.Base;
      break;
    case ValueKind::Collected:
      Out << "collected v" << V.Base << operands(V);
      break;
    case ValueKind::Param:
      Out << "param " << V.Index;
      break;
    case ValueKind::Result:
      Out << "result of call " << V.Call;
      break;
    case ValueKind::After:
      Out << "v" << V.Base << " after call " << V.Call;
      break;
    case ValueKind::Merge:
      Out << "merge" << operands(V);
      break;
    case ValueKind::Object: {
      Out << "object v" << V.Base;
      for (std::size_t I = 0; I < V.Fields.size(); ++I)
        Out << " ." << Facts.Fields[V.Fields[I]].Name << "=v" << V.Operands[I];
      if (!V.Callee.empty())
        Out << " callable";
      break;
    }
    case ValueKind::Part:
      Out << "part v" << V.Base << '.' << Facts.Fields[V.Field].Name;
      break;
    case ValueKind::Lookup:
      Out << "lookup";
      eager(V.Loads.front());
      break;
    }
    Out << inputs(V.In) << (V.Discarded ? " discarded" : "") << at(V.At)
        << '\n';
  }

  static std::string operands(const Value &V) {
    std::string Result;
    for (ValueId Operand : V.Operands)
      Result += " v" + std::to_string(Operand);
    return Result;
  }

  void eager(const EagerLoad &Load) {
    Out << (Load.Join ? " join " : " prefetch ")
        << (Load.Unreadable ? "?" : llvm::join(Load.Names, "."));
    if (Load.Object)
      Out << " of v" << Load.Query;
    if (!Load.Attribute.empty())
      Out << " as " << Load.Attribute;
  }

  const Unit &Facts;
  llvm::raw_ostream &Out;
};

} // namespace

void dump(const Unit &Facts, llvm::raw_ostream &Out) {
  Dumper Printer(Facts, Out);
  for (const Function &F : Facts.Functions)
    Printer.function(F);
  for (const Unit::Skipped &S : Facts.Left)
    Out << "left out: " << S.Reason << '\n';
}

} // namespace ormlint::facts
