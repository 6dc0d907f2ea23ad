//===--- Algorithms.cpp - Algorithms of the standard library
//----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Algorithms that are not named here are taken for opaque.
//
//===----------------------------------------------------------------------===//

#include "facts/Algorithm.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ormlint::facts {
namespace {

std::optional<Traits> algorithmNamed(llvm::StringRef Name) {
  return traitsIn(
      {{{"for_each", "count_if", "accumulate", "reduce", "count"},
        {Traits::Reads}},
       {{"transform_reduce", "inner_product", "fold_left"}, {Traits::Reads}},
       // Moved within their range.
       {{"sort", "stable_sort", "partial_sort", "nth_element", "is_sorted"},
        {Traits::Reads, false, 0, true}},
       {{"reverse", "shuffle", "rotate", "partition", "iota"}, {Traits::Reads}},
       {{"stable_partition", "unique", "remove_if", "erase_if"},
        {Traits::Reads}},
       {{"for_each_n", "any_of", "all_of", "none_of", "equal"},
        {Traits::Reads, true}},
       {{"find_if", "find_if_not", "lower_bound", "upper_bound", "find",
         "partition_point", "adjacent_find"},
        {Traits::Finds, true}},
       {{"min_element", "max_element"}, {Traits::Finds, false, 0, true}},
       {{"copy", "move", "reverse_copy"}, {Traits::Copies}},
       {{"copy_if", "copy_n", "remove_copy_if", "unique_copy",
         "partition_copy"},
        {Traits::Copies, true}},
       {{"transform"}, {Traits::Makes}}},
      Name);
}

/// The class of the objects in the program that \p Type's call operator is
/// called on.
const CXXRecordDecl *functionObjectClass(QualType Type) {
  const CXXRecordDecl *Class = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() && !isStandard(*Class) &&
                 !Class
                      ->lookup(
                          Class->getASTContext()
                              .DeclarationNames.getCXXOperatorName(OO_Call))
                      .empty()
             ? Class
             : nullptr;
}

/// The container that \p E, an output iterator, fills.
const Expr *filledBy(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(peel(E));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || !isStandard(*Callee))
    return nullptr;
  const llvm::StringRef Name = Callee->getName();
  if (Name == "back_inserter" || Name == "front_inserter" || Name == "inserter")
    return Call->getArg(0);
  if (Name == "begin")
    return isa<CXXMemberCallExpr>(Call)
               ? cast<CXXMemberCallExpr>(Call)->getImplicitObjectArgument()
               : Call->getArg(0);
  return nullptr;
}

} // namespace

bool Generator::Algorithm::mayAct(QualType Type) {
  Type = Type.getNonReferenceType();
  if (const auto *Record = Type->getAsCXXRecordDecl())
    return !Record->hasDefinition() ||
           llvm::any_of(Record->methods(), [](const CXXMethodDecl *Method) {
             return Method->getOverloadedOperator() == OO_Call;
           });
  return !Type->isScalarType() || Type->isMemberPointerType() ||
         Type->isFunctionPointerType();
}

bool Generator::Algorithm::followed() const {
  // Without a function object rows are compared, added or written by operators
  // that are not looked up here.
  const bool Compares =
      (Kind.What == Traits::Reads && !IsView) || Kind.What == Traits::Finds;
  return Followed && !Sources.empty() && !(Compares && Callables.empty());
}

void Generator::Algorithm::add(const Expr &Argument) {
  if (const Expr *Container = filledBy(&Argument);
      Container && !Sources.empty()) {
    // The end of a source is no output.
    const ValueId Rows = Walk.valueOf(&Argument);
    if (!Walk.isIterator(Rows) ||
        !llvm::is_contained(Sources, Walk.rowsBehind(Rows))) {
      Filled = Container;
      return;
    }
  }
  const QualType Type = Argument.getType().getNonReferenceType();
  const auto *Record = Type->getAsCXXRecordDecl();
  if (memberNamed(&Argument) || functionObjectClass(Type)) {
    Callables.push_back(&Argument);
    return;
  }
  const ValueId Value = Walk.valueOf(&Argument);
  if (Value == None || !Walk.Unit.Types.carries(Argument.getType())) {
    Followed &= !mayAct(Type);
    return;
  }
  Types.push_back(elementOf(Type));
  if (Walk.isIterator(Value)) {
    const ValueId Rows = Walk.rowsBehind(Value);
    if (First == None)
      First = Value;
    if (Rows != None && !llvm::is_contained(Sources, Rows))
      Sources.push_back(Rows);
    return;
  }
  if (Type->isFunctionType() || Type->isFunctionPointerType() ||
      isFunctionWrapper(Record) ||
      Walk.Out.Values[Value].Kind == ValueKind::Object) {
    Callables.push_back(&Argument);
    return;
  }
  if (Walk.Unit.Types.isQuery(Type))
    Walk.event(EventKind::Run, Value, At);
  if (Record && !Walk.Unit.Types.isQuery(Type) && !isContainer(Record) &&
      !isStandard(*Record))
    return; // A row, such as what to find.
  Sources.push_back(Value);
}

LoopId Generator::Algorithm::loop() {
  if (Loop != None)
    return Loop;
  facts::Loop New;
  New.Shape = facts::Loop::Form::Range;
  New.Parent = Walk.Flow.loopOf(Walk.Block);
  New.EveryTurn = Walk.Flow.everyTurn(Walk.Block);
  New.EarlyExit = Kind.Early && Kind.What != Traits::Keeps;
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  Walk.Out.Loops.push_back(New);
  return Loop = static_cast<LoopId>(Walk.Out.Loops.size() - 1);
}

ValueId Generator::Algorithm::element(unsigned Source) {
  if (Elements.size() <= Source)
    Elements.resize(Source + 1, None);
  if (Elements[Source] == None) {
    Value Row;
    Row.Kind = ValueKind::Each;
    Row.Base = Sources[Source];
    Row.Loop = loop();
    Row.At = Walk.Unit.Where.at(At.getExprLoc());
    Elements[Source] = Walk.add(std::move(Row));
  }
  return Elements[Source];
}

/// The function that an object of \p Callable's type runs: of several, the one
/// for what is looped over.
const FunctionDecl *Generator::Algorithm::targetOf(const Expr &Callable) const {
  const CXXRecordDecl *Class = functionObjectClass(Callable.getType());
  if (!Class)
    return nullptr;
  return callOperator(*Class, [&](const FunctionDecl &Each) {
    return llvm::all_of(Each.parameters(), [&](const ParmVarDecl *Param) {
      const QualType Wants = Param->getType().getNonReferenceType();
      return !Walk.Unit.Types.carries(Wants) ||
             llvm::any_of(Types, [&](QualType Has) {
               return !Has.isNull() &&
                      Walk.Unit.Context.hasSameUnqualifiedType(Wants, Has);
             });
    });
  });
}

/// What a pointer to \p Member makes of each element.
ValueId Generator::Algorithm::read(const ValueDecl &Member,
                                   const Expr &Callable) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Member)) {
    facts::Call New;
    New.Callee = Walk.Unit.usr(*Method);
    New.Name = Method->getNameAsString();
    New.Arguments = {element(0)};
    New.Depends.resize(1);
    New.Virtual = Method->isVirtual();
    if (New.Virtual)
      New.Callee.clear();
    Walk.Callees.push_back(Method);
    return made(std::move(New), Method->getReturnType());
  }
  return Walk.memberOf(element(0), Member, Callable);
}

/// What the call \p Id leaves of the elements that it may change. They stay in
/// their container.
void Generator::Algorithm::leaveElements(CallId Id,
                                         const FunctionProtoType &Signature) {
  for (unsigned I = 0; I < Signature.getNumParams(); ++I) {
    const QualType Type = Signature.getParamType(I);
    if (!Type->isLValueReferenceType() ||
        Type->getPointeeType().isConstQualified() ||
        Walk.Out.Calls[Id].Arguments[I + 1] == None)
      continue;
    Value After;
    After.Kind = ValueKind::After;
    After.Base = Walk.Out.Calls[Id].Arguments[I + 1];
    After.Call = Id;
    After.Index = I + 1;
    After.At = Walk.Unit.Where.at(At.getExprLoc());
    Walk.add(std::move(After));
  }
}

/// Calls \p Callable for each element. \returns what it gives.
ValueId Generator::Algorithm::call(const Expr &Callable) {
  if (const ValueDecl *Member = memberNamed(&Callable))
    return read(*Member, Callable);
  facts::Call New;
  const ValueId Object = Walk.valueOf(&Callable);
  const FunctionDecl *Target = targetOf(Callable);
  const FunctionProtoType *Signature =
      Target ? Target->getType()->getAs<FunctionProtoType>()
             : signatureOf(Callable.getType().getNonReferenceType());
  if (!Signature || (Object == None && !(Target && mayRun(*Target))))
    return None;
  // What an object of a class runs, its type says.
  if (Target) {
    New.Callee = Walk.Unit.usr(*Target);
    Walk.Callees.push_back(Target);
  } else {
    New.Through = Object;
  }
  New.Arguments = {Object};
  New.Depends.resize(1);
  unsigned Next = 0;
  for (const QualType Param : Signature->param_types()) {
    const bool Row = Walk.Unit.Types.carries(Param);
    const unsigned Source = Next < Sources.size()
                                ? Next
                                : static_cast<unsigned>(Sources.size()) - 1;
    New.Arguments.push_back(Row && !Sources.empty() ? element(Source) : None);
    New.Depends.emplace_back();
    New.Depends.back().Varies = loop();
    Next += Row ? 1 : 0;
  }
  Followed &= Next != 0 && Object != None;
  New.Name = Name.str();
  return made(std::move(New), Signature->getReturnType(), Signature);
}

/// Makes the call \p New for each element. \returns what it gives.
ValueId Generator::Algorithm::made(facts::Call New, QualType Given,
                                   const FunctionProtoType *Signature) {
  New.ReturnsQuery = Walk.Unit.Types.isQuery(Given);
  const CallId Id = Walk.addCall(std::move(New), At);
  facts::Call &Made = Walk.Out.Calls[Id];
  Made.Loop = loop();
  Made.EveryTurn = true;
  Walk.leaveCaptures(Id);
  if (Signature)
    leaveElements(Id, *Signature);
  if (!Walk.Unit.Types.carries(Given))
    return None;
  Value Result;
  Result.Kind = ValueKind::Result;
  Result.Call = Id;
  Walk.setSite(Result, At);
  Result.Details.edit().Site.Why = EditSite::Obstacle::Opaque;
  return Walk.add(std::move(Result));
}

ValueId Generator::Algorithm::construct(const CXXConstructorDecl &Constructor,
                                        QualType Class) {
  facts::Call New;
  New.Callee = Walk.Unit.usr(Constructor);
  New.Name = Constructor.getParent()->getNameAsString();
  New.Arguments = {None, element(0)};
  New.Depends.resize(2);
  New.Depends.back().Varies = loop();
  Walk.Callees.push_back(&Constructor);
  return made(std::move(New), Class);
}

/// Whether a call of \p Target matters although it is handed no value.
bool Generator::Algorithm::mayRun(const FunctionDecl &Target) const {
  return Walk.Unit.Types.carries(Target.getType()) ||
         Walk.Unit.runsQueries(Target);
}

void Generator::Algorithm::run() {
  ValueId Made = None;
  for (const Expr *Callable : Callables)
    if (!Sources.empty() ||
        (targetOf(*Callable) && mayRun(*targetOf(*Callable))))
      Made = call(*Callable);
  if (Kind.Orders && Callables.empty() && !Sources.empty())
    if (const FunctionDecl *Less = Walk.lessOf(Types.front());
        Less && mayRun(*Less)) {
      facts::Call New;
      New.Callee = Walk.Unit.usr(*Less);
      New.Name = Name.str();
      New.Arguments = {element(0), element(0)};
      New.Depends.resize(2);
      Walk.Callees.push_back(Less);
      made(std::move(New), Less->getReturnType());
    }
  if (!Filled || Sources.empty()) {
    Followed &= Kind.What != Traits::Copies &&
                (Kind.What != Traits::Makes || Made == None);
    return;
  }
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = Walk.valueOf(Filled);
  New.At = Walk.Unit.Where.at(At.getExprLoc());
  if (Kind.What == Traits::Copies && !Kind.Early)
    Walk.addRange(New, Sources.front());
  else if (Kind.What == Traits::Copies)
    New.Operands.push_back(element(0));
  else if (Kind.What == Traits::Makes && Made != None)
    New.Operands.push_back(Made);
  if (!New.Operands.empty() || New.Base != Walk.valueOf(Filled))
    Followed &= Walk.assignTo(Filled, Walk.add(std::move(New)));
}

/// Follows \p Call if it is one of an algorithm or a view. \returns whether it
/// is.
bool Generator::algorithm(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  if (Operator && Operator->getOperator() == OO_Pipe)
    return pipe(Call);
  llvm::StringRef Name;
  bool View = false;
  llvm::ArrayRef<const Expr *> Arguments(Call.getArgs(), Call.getNumArgs());
  if (Operator && Operator->getOperator() == OO_Call) {
    Name = standardObject(Call.getArg(0));
    if (Name.empty())
      return false;
    Arguments = Arguments.drop_front();
    // The views live in a namespace of their own, and some share their names
    // with algorithms.
    View = isView(Call.getArg(0));
  } else if (Callee->getIdentifier() && !isa<CXXMethodDecl>(Callee) &&
             isStandard(*Callee)) {
    Name = Callee->getName();
    // `std::move(row)` and `std::move(begin, end, out)` are two functions.
    if (Name == "move" && Call.getNumArgs() == 1)
      return false;
  } else {
    return false;
  }
  const std::optional<Traits> Kind =
      View ? viewNamed(Name) : algorithmNamed(Name);
  if (!Kind)
    return false;
  Algorithm Run(*this, Call, *Kind, Name, View);
  for (const Expr *Argument : Arguments)
    if (!isa<CXXDefaultArgExpr>(Argument))
      Run.add(*Argument);
  if (View) {
    if (Run.hasSource()) {
      set(&Call, Run.view());
      if (Run.followed())
        Looped[&Call].assign(Run.sources().begin(), Run.sources().end());
    } else {
      Adaptors[&Call] = {&Call};
    }
    return true;
  }
  Run.run();
  if (Name == "erase_if" && !Arguments.empty())
    leaveOut(*Arguments.front(), Call);
  if (Run.followed())
    Looped[&Call].assign(Run.sources().begin(), Run.sources().end());
  if (!Unit.Types.carries(Call.getType()))
    return true;
  if (Kind->What == Traits::Finds && Run.hasSource()) {
    Value Position;
    Position.Kind = ValueKind::Iterator;
    Position.Base = Run.position();
    if (Position.Base == None)
      Position.Base = Run.source();
    set(&Call, add(std::move(Position)));
  } else {
    set(&Call, unknown(Call, "returned by a standard function that is not "
                             "followed"));
  }
  return true;
}

/// A container of objects of \p Class, each made of one of \p Rows, which are
/// of type \p From; None if it is not plain how.
ValueId Generator::convertedEach(QualType Class, ValueId Rows, QualType From,
                                 const Expr &At) {
  const auto *Record = Class.isNull() ? nullptr : Class->getAsCXXRecordDecl();
  if (Rows == None || From.isNull() || !Record || !Record->hasDefinition() ||
      !isObject(Class))
    return None;
  for (const CXXConstructorDecl *Each : Record->ctors())
    if (Each->isUserProvided() && Each->getNumParams() != 0 &&
        Each->getMinRequiredArguments() < 2 &&
        Unit.Context.hasSameUnqualifiedType(
            Each->getParamDecl(0)->getType().getNonReferenceType(), From)) {
      Algorithm Run(*this, At, {Traits::Converts}, "", /*IsView=*/true);
      Run.addSource(Rows);
      Value New;
      New.Kind = ValueKind::Collected;
      New.At = Unit.Where.at(At.getBeginLoc());
      if (const ValueId Made = Run.construct(*Each, Class))
        New.Operands.push_back(Made);
      return add(std::move(New));
    }
  return None;
}

} // namespace ormlint::facts
