//===--- FactsBuilder.h - Facts written by hand -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit of a school: students (courses to many, department to one), courses
// (department to one, students to many), departments (students, whose way back
// is known).
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TEST_ANALYSIS_FACTSBUILDER_H
#define ORMLINT_TEST_ANALYSIS_FACTSBUILDER_H

#include "facts/Facts.h"
#include <initializer_list>
#include <string>
#include <utility>

namespace ormlint::facts {

struct School {
  School() {
    Facts.Files = {"school.cpp"};
    Courses = relation("Student", "courses", "Course", true);
    Department = relation("Student", "department", "Department", false);
    Minor = relation("Student", "minor", "Department", false);
    Facts.Relations[Minor].Nullable = true;
    CourseDepartment = relation("Course", "department", "Department", false);
    Students = relation("Department", "students", "Student", true);
    Facts.Relations[Students].Inverse = "department";
  }

  RelationId relation(std::string Owner, std::string Name, std::string Target,
                      bool ToMany) {
    Relation R;
    R.Owner = std::move(Owner);
    R.Name = std::move(Name);
    R.Target = std::move(Target);
    R.ToMany = ToMany;
    Facts.Relations.push_back(std::move(R));
    return static_cast<RelationId>(Facts.Relations.size() - 1);
  }

  FieldId field(std::string Name) {
    Facts.Fields.emplace_back();
    Facts.Fields.back().Name = std::move(Name);
    return static_cast<FieldId>(Facts.Fields.size() - 1);
  }

  Unit Facts;
  RelationId Courses, Department, Minor, CourseDepartment, Students;
};

/// One function of a school; each call adds a fact. Places are counted up, so
/// that no two are the same.
class FunctionBuilder {
public:
  FunctionBuilder(School &To, std::string Name, unsigned Params = 0) : To(To) {
    F.Usr = "c:" + Name;
    F.Name = std::move(Name);
    F.Params = Params;
    F.Values.emplace_back();
    F.Calls.emplace_back();
    F.Loops.emplace_back();
    F.Exits.assign(Params, None);
  }
  ~FunctionBuilder() { To.Facts.Functions.push_back(std::move(F)); }

  ValueId query(std::string Entity) {
    Value V = value(ValueKind::Query);
    V.Entity = std::move(Entity);
    V.Profile = "school";
    return add(std::move(V));
  }
  ValueId refined(ValueId Base, Refinement How, bool Chained = true) {
    Value V = value(ValueKind::Refined, Base);
    V.How = How;
    V.Chained = Chained;
    return add(std::move(V));
  }
  ValueId prefetched(ValueId Base, std::initializer_list<std::string> Path) {
    return eager(Base, Path, false);
  }
  ValueId joined(ValueId Base, std::initializer_list<std::string> Path) {
    return eager(Base, Path, true);
  }
  ValueId each(ValueId Base, LoopId Loop) {
    Value V = value(ValueKind::Each, Base);
    V.Loop = Loop;
    F.Loops[Loop].Rows = true;
    return add(std::move(V));
  }
  ValueId one(ValueId Base) { return add(value(ValueKind::One, Base)); }
  ValueId related(ValueId Row, RelationId Relation) {
    Value V = value(ValueKind::Related, Row);
    V.Relation = Relation;
    return add(std::move(V));
  }
  ValueId target(ValueId Handle) {
    return add(value(ValueKind::Target, Handle));
  }
  ValueId param(unsigned Index) {
    Value V = value(ValueKind::Param);
    V.Index = Index;
    return add(std::move(V));
  }
  ValueId merge(std::initializer_list<ValueId> Operands,
                std::initializer_list<GuardsId> Ways = {}) {
    Value V = value(ValueKind::Merge);
    V.Operands = Operands;
    V.Ways = Ways;
    return add(std::move(V));
  }
  /// \p Base with other parts; what is called runs \p Callee.
  ValueId object(ValueId Base,
                 std::initializer_list<std::pair<FieldId, ValueId>> Parts,
                 std::string Callee = "") {
    Value V = value(ValueKind::Object, Base);
    for (const auto &[Field, Part] : Parts) {
      V.Fields.push_back(Field);
      V.Operands.push_back(Part);
    }
    if (!Callee.empty())
      V.Callee = "c:" + Callee;
    return add(std::move(V));
  }
  ValueId part(ValueId Object, FieldId Field) {
    Value V = value(ValueKind::Part, Object);
    V.Field = Field;
    return add(std::move(V));
  }
  /// A function object that runs \p Callee.
  ValueId callable(std::string Callee) {
    return object(None, {}, std::move(Callee));
  }
  ValueId unknown(std::string Reason) {
    Value V = value(ValueKind::Unknown);
    V.Reason = std::move(Reason);
    return add(std::move(V));
  }

  LoopId loop(LoopId Parent = None, bool EveryTurn = true) {
    Loop L;
    L.Parent = Parent;
    L.EveryTurn = EveryTurn;
    L.At = place();
    F.Loops.push_back(L);
    return static_cast<LoopId>(F.Loops.size() - 1);
  }

  void event(EventKind Kind, ValueId Value, LoopId Loop = None,
             bool EveryTurn = true, std::string Entity = "") {
    F.Events.push_back(
        {Kind, Value, Loop, EveryTurn, place(), std::move(Entity)});
  }

  /// Calls \p Callee; \returns the value of the call.
  ValueId call(std::string Callee, std::initializer_list<ValueId> Arguments,
               LoopId Loop = None, bool ReturnsQuery = false) {
    Call C;
    C.Callee = "c:" + Callee;
    C.Name = std::move(Callee);
    C.Arguments = Arguments;
    C.Loop = Loop;
    C.ReturnsQuery = ReturnsQuery;
    C.At = place();
    F.Calls.push_back(std::move(C));
    Value V = value(ValueKind::Result);
    V.Call = static_cast<CallId>(F.Calls.size() - 1);
    return add(std::move(V));
  }
  /// Calls what \p Through is.
  void callThrough(ValueId Through, std::initializer_list<ValueId> Arguments,
                   LoopId Loop = None) {
    Call C;
    C.Through = Through;
    C.Name = "callback";
    C.Arguments = {Through};
    C.Arguments.insert(C.Arguments.end(), Arguments);
    C.Depends.resize(C.Arguments.size());
    C.Loop = Loop;
    C.At = place();
    F.Calls.push_back(std::move(C));
  }
  /// Parameter 0 is the object.
  void method() { F.Method = true; }
  void constructs(ValueId Object) {
    F.Method = F.Constructor = true;
    F.Exits.front() = Object;
    F.Returns = {Object};
  }
  GuardsId guards(std::vector<Guard> List) {
    F.Guards.push_back(std::move(List));
    return static_cast<GuardsId>(F.Guards.size() - 1);
  }
  /// What holds at the last event.
  void when(GuardsId Guards) { F.Events.back().When = Guards; }
  void returns(ValueId Value) { F.Returns.push_back(Value); }

  /// `for (row : Query) …`: evaluates the query and gives the row of a turn.
  std::pair<ValueId, LoopId> forEach(ValueId Query, LoopId Around = None) {
    event(EventKind::Run, Query, Around);
    const LoopId Loop = loop(Around);
    return {each(Query, Loop), Loop};
  }
  /// `row.relation.all()`, looped over.
  std::pair<ValueId, LoopId> forEachRelated(ValueId Row, RelationId Relation,
                                            LoopId Around) {
    return forEach(refined(related(Row, Relation), Refinement::All), Around);
  }

  Value &valueAt(ValueId Id) { return F.Values[Id]; }
  Loop &loopAt(LoopId Id) { return F.Loops[Id]; }
  Event &lastEvent() { return F.Events.back(); }
  void escapes(ValueId Id) { F.Escapes.push_back(Id); }
  /// Gives the eager loads of \p Id a place in the source.
  ValueId literal(ValueId Id) {
    for (EagerLoad &Load : F.Values[Id].Loads)
      Load.Literal = place();
    return Id;
  }

private:
  Place place() {
    Place At;
    At.Line =
        1000 * static_cast<std::uint32_t>(To.Facts.Functions.size()) + ++Next;
    At.Column = 1;
    At.Offset = At.Line;
    return At;
  }
  Value value(ValueKind Kind, ValueId Base = None) {
    Value V;
    V.Kind = Kind;
    V.Base = Base;
    V.At = place();
    return V;
  }
  ValueId add(Value V) {
    F.Values.push_back(std::move(V));
    return static_cast<ValueId>(F.Values.size() - 1);
  }
  ValueId eager(ValueId Base, std::initializer_list<std::string> Path,
                bool Join) {
    const ValueId Id = refined(Base, Refinement::Load);
    F.Values[Id].JoinKind = Join;
    EagerLoad Load;
    Load.Names = Path;
    Load.Join = Join;
    F.Values[Id].Loads.push_back(std::move(Load));
    return Id;
  }

  School &To;
  Function F;
  std::uint32_t Next = 0;
};

} // namespace ormlint::facts

#endif // ORMLINT_TEST_ANALYSIS_FACTSBUILDER_H
