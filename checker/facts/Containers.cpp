//===--- Containers.cpp - What containers are filled with -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A container is `Collected` from what is put in, and asks for the order of its
// keys as it is filled.
//
//===----------------------------------------------------------------------===//

#include "facts/Generator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include <array>

using namespace clang;

namespace ormlint::facts {

/// Whether a container of the class \p Record keeps one element of a key.
static bool isUnique(const CXXRecordDecl *Record) {
  return Record && Record->getIdentifier() &&
         (Record->getName().ends_with("set") ||
          Record->getName().ends_with("map")) &&
         !Record->getName().contains("multi");
}

/// The arguments become elements of \p Container: rows, or all rows of another
/// one.
void Generator::append(const CallExpr &Call, const Expr &Container) {
  const auto Arguments = argumentsOf(Call);
  const auto *Record =
      Container.getType().getNonReferenceType()->getAsCXXRecordDecl();
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = valueOf(&Container);
  New.Always = !isUnique(Record);
  New.At = Unit.Where.at(Call.getExprLoc());
  // A key and a value.
  ValueId Pair = None;
  if (isMap(Record) && Arguments.size() == 2 &&
      !isIterator(valueOf(Arguments[0])))
    Pair = tuple(Arguments, /*Pair=*/true, Call);
  if (Pair != None) {
    New.Operands.push_back(Pair);
  } else {
    // All between two positions elsewhere; a position here says only where.
    ValueId Source = None;
    for (const Expr *Argument : Arguments) {
      const ValueId Row = valueOf(Argument);
      if (Row == None)
        continue;
      if (!isIterator(Row)) {
        New.Operands.push_back(Row);
        continue;
      }
      const ValueId Rows = rowsBehind(Row);
      if (Rows != New.Base && Rows != Source) {
        Source = Rows;
        addRange(New, Rows);
      }
    }
  }
  for (ValueId Element : New.Operands)
    order(Container, Element, Call);
  if (!New.Operands.empty() || New.Base != valueOf(&Container))
    assignTo(&Container, add(std::move(New)));
  found(Call, Container, None);
}

/// What is made of the arguments becomes the wrapper or container \p Into, or
/// an element of it.
void Generator::emplace(const CallExpr &Call, const Expr &Into) {
  llvm::SmallVector<const Expr *, 4> Parts = argumentsOf(Call);
  const auto *Record =
      Into.getType().getNonReferenceType()->getAsCXXRecordDecl();
  const ValueId Old = valueOf(&Into);
  if (isWrapper(Record)) {
    if (const ValueId New = constructed(elementType(Record), Parts, Call)) {
      assignTo(&Into, New);
      set(&Call, New);
    }
    return;
  }
  // Where it goes says a position before the rest.
  if (!Parts.empty() && isIterator(valueOf(Parts.front())) &&
      rowsBehind(valueOf(Parts.front())) == Old)
    Parts.erase(Parts.begin());
  Value New;
  New.Kind = ValueKind::Collected;
  New.Base = Old;
  New.Always = !isUnique(Record);
  New.At = Unit.Where.at(Call.getExprLoc());
  if (isMap(Record) && Parts.size() > 1) {
    // A key, and what the value is made of.
    Value Entry;
    Entry.Kind = ValueKind::Object;
    Entry.At = New.At;
    const ValueId Second = constructed(
        mappedType(Record), llvm::ArrayRef(Parts).drop_front(), Call);
    for (const auto &[I, Part] :
         llvm::enumerate(std::array{valueOf(Parts.front()), Second}))
      if (Part != None) {
        Entry.Fields.push_back(Unit.element(static_cast<unsigned>(I), true));
        Entry.Operands.push_back(Part);
      }
    if (!Entry.Operands.empty())
      New.Operands.push_back(add(std::move(Entry)));
  } else if (const ValueId Made =
                 isMap(Record)
                     ? Parts.empty() ? None : valueOf(Parts.front())
                     : constructed(elementType(Record), Parts, Call)) {
    New.Operands.push_back(Made);
  }
  const ValueId Made = New.Operands.empty() ? None : New.Operands.front();
  if (Made != None) {
    order(Into, Made, Call);
    assignTo(&Into, add(std::move(New)));
  }
  found(Call, Into, Made);
}

/// What a call that makes \p Element one of \p Container gives: the element, a
/// position there, or that and whether it is new.
void Generator::found(const CallExpr &Call, const Expr &Container,
                      ValueId Element) {
  const QualType Type = Call.getType();
  const ValueId Rows = current(&Container);
  if (Rows == None || Type->isVoidType() || !Unit.Types.carries(Type))
    return;
  if (Call.isLValue()) {
    set(&Call, Element);
    return;
  }
  // Of a map it may have been there before.
  const auto Arguments = argumentsOf(Call);
  const ValueId Position = positionOf(
      element(Rows, llvm::ArrayRef(Arguments).take_front(1), None, Call), Call);
  const auto *Record = Type->getAsCXXRecordDecl();
  set(&Call, isPair(Record)
                 ? object(None, Unit.element(0, /*Pair=*/true), Position)
                 : Position);
}

/// \p Container with some of its elements only.
void Generator::leaveOut(const Expr &Container, const Expr &At) {
  Value Rest;
  Rest.Kind = ValueKind::Collected;
  Rest.Base = valueOf(&Container);
  Rest.Always = false;
  Rest.At = Unit.Where.at(At.getExprLoc());
  if (Rest.Base != None)
    assignTo(&Container, add(std::move(Rest)));
}

/// A position at \p Row alone.
ValueId Generator::positionOf(ValueId Row, const Expr &At) {
  Value Rows;
  Rows.Kind = ValueKind::Collected;
  Rows.Operands = {Row};
  Rows.At = Unit.Where.at(At.getExprLoc());
  Value Position;
  Position.Kind = ValueKind::Iterator;
  Position.Base = add(std::move(Rows));
  return add(std::move(Position));
}

/// The `<` of two objects of \p Type: a member, or a function beside it.
const FunctionDecl *Generator::lessOf(QualType Type) {
  const CXXRecordDecl *Class =
      Type.isNull() ? nullptr
                    : Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || isStandard(*Class))
    return nullptr;
  const DeclarationName Less =
      Unit.Context.DeclarationNames.getCXXOperatorName(OO_Less);
  auto Takes = [&](const FunctionDecl &Each) {
    return llvm::all_of(Each.parameters(), [&](const ParmVarDecl *Param) {
      return Unit.Context.hasSameUnqualifiedType(
          Param->getType().getNonReferenceType(), Type.getNonReferenceType());
    });
  };
  for (const NamedDecl *Each : Class->lookup(Less))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Each);
        Method && Takes(*Method))
      return Method;
  for (const NamedDecl *Each :
       Class->getDeclContext()->getRedeclContext()->lookup(Less))
    if (const auto *Function = dyn_cast<FunctionDecl>(Each);
        Function && Function->getNumParams() == 2 && Takes(*Function))
      return Function;
  return nullptr;
}

/// \p Container, which orders its elements by a function that it was handed, of
/// the type \p Order, compares \p Element with what it holds.
void Generator::compareThrough(const Expr &Container, QualType Order,
                               ValueId Element, const Expr &Call) {
  const VarDecl *Variable = variableIn(&Container);
  const auto *Made =
      Variable ? dyn_cast_or_null<CXXConstructExpr>(peel(Variable->getInit()))
               : nullptr;
  facts::Call New;
  New.Name = "the comparison";
  if (Made)
    for (const Expr *Argument : Made->arguments())
      if (Unit.Context.hasSameUnqualifiedType(
              Argument->getType().getNonReferenceType(), Order))
        New.Through = known(Argument);
  if (New.Through == None) {
    hide("the comparison", {Element}, Call);
    return;
  }
  New.Arguments.append({New.Through, Element, Element});
  New.Depends.resize(New.Arguments.size());
  addCall(std::move(New), Call);
}

/// An ordered container compares \p Element, which it is handed, with what it
/// holds; so does what sorts them.
void Generator::order(const Expr &Container, ValueId Element,
                      const Expr &Call) {
  const auto *Record =
      Container.getType().getNonReferenceType()->getAsCXXRecordDecl();
  const QualType Order = orderOf(Record);
  if (Order.isNull())
    return;
  const CXXRecordDecl *Class = Order->getAsCXXRecordDecl();
  if (!Class || isFunctionWrapper(Class)) {
    if (isMap(Record))
      Element = part(Element, Unit.element(0, /*Pair=*/true), Call);
    compareThrough(Container, Order, Element, Call);
    return;
  }
  if (!Class->hasDefinition())
    return;
  const FunctionDecl *Runs =
      isStandard(*Class) ? lessOf(elementType(Record))
                         : callOperator(*Class, [&](const FunctionDecl &Each) {
                             return Unit.Types.carries(Each.getType());
                           });
  if (!Runs || !Unit.Types.carries(Runs->getType()))
    return;
  if (isMap(Record))
    Element = part(Element, Unit.element(0, /*Pair=*/true), Call);
  facts::Call New;
  New.Callee = Unit.usr(*Runs);
  New.Name = Runs->getNameAsString();
  if (!isStandard(*Class))
    New.Arguments.push_back(None);
  New.Arguments.append({Element, Element});
  New.Depends.resize(New.Arguments.size());
  Callees.push_back(Runs);
  addCall(std::move(New), Call);
}

/// All rows of \p Rows become elements of \p Container.
void Generator::addRange(Value &Container, ValueId Rows) {
  const Value &Old = Out.Values[Container.Base];
  if (Container.Operands.empty() &&
      (Container.Base == None || (Old.Kind == ValueKind::Collected &&
                                  Old.Base == None && Old.Operands.empty()))) {
    Container.Base = Rows;
    return;
  }
  Value Range;
  Range.Kind = ValueKind::Collected;
  Range.Base = Rows;
  Range.At = Container.At;
  Container.Operands.push_back(add(std::move(Range)));
}

} // namespace ormlint::facts
