//===--- Carriers.cpp - Types that can carry a query or a row -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Carriers.h"
#include "facts/StandardLibrary.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace ormlint::vocabulary;

namespace ormlint::facts {

bool Carriers::carries(QualType Type) {
  if (Type.isNull())
    return false;
  const void *Key = Type.getCanonicalType().getTypePtr();
  if (auto Found = Known.find(Key); Found != Known.end())
    return Found->second;
  // Entered before it is computed: a class may mention itself.
  Known[Key] = false;
  const bool Result = compute(Type.getCanonicalType(), 0);
  Known[Key] = Result;
  return Result;
}

bool Carriers::isQuery(QualType Type) {
  if (Type.isNull())
    return false;
  auto Meaning = Lexicon.type(Type.getNonReferenceType());
  return Meaning && Meaning->Role == TypeRole::Query;
}

bool Carriers::compute(QualType Type, unsigned Depth) {
  // Deep enough for `vector<pair<unique_ptr<Row>, Row>>::iterator`.
  constexpr unsigned MaxDepth = 6;
  if (Type->isDependentType() || Depth > MaxDepth)
    return false;
  Type = Type.getNonReferenceType();
  while (Type->isPointerType())
    Type = Type->getPointeeType();
  if (const auto *Array = Type->getAsArrayTypeUnsafe())
    return compute(Array->getElementType(), Depth + 1);
  if (Lexicon.type(Type))
    return true;
  // What it runs may hold some, whatever its signature says.
  if (isFunctionWrapper(Type->getAsCXXRecordDecl()))
    return true;
  // A function, if it is handed any or gives any.
  if (const auto *Function = Type->getAs<FunctionProtoType>())
    return compute(Function->getReturnType(), Depth + 1) ||
           llvm::any_of(Function->param_types(), [&](QualType Param) {
             return compute(Param, Depth + 1);
           });
  // Templates are looked at by their arguments, wherever they are declared: a
  // container or iterator of rows need not be the standard's. A class nested in
  // one (an iterator nested in a query set) counts as it does.
  for (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl(); Record;
       Record = dyn_cast<CXXRecordDecl>(Record->getDeclContext())) {
    const auto *Specialization =
        dyn_cast<ClassTemplateSpecializationDecl>(Record);
    if (!Specialization)
      continue;
    auto Carries = [&](const TemplateArgument &Argument) {
      return Argument.getKind() == TemplateArgument::Type &&
             compute(Argument.getAsType().getCanonicalType(), Depth + 1);
    };
    for (const TemplateArgument &Argument :
         Specialization->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Pack
              ? llvm::any_of(Argument.pack_elements(), Carries)
              : Carries(Argument))
        return true;
  }
  return hasParts(Type->getAsCXXRecordDecl());
}

/// Whether an object of the class \p Record holds any, or is a lambda that
/// deals with them.
bool Carriers::hasParts(const CXXRecordDecl *Record) {
  constexpr unsigned MaxNested = 8;
  if (!Record || !(Record = Record->getDefinition()) || isStandard(*Record) ||
      Record->isUnion() || Nested >= MaxNested)
    return false;
  ++Nested;
  bool Result =
      llvm::any_of(Record->fields(),
                   [&](const FieldDecl *F) { return carries(F->getType()); }) ||
      llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
        return carries(Base.getType());
      });
  if (!Result && Record->isLambda()) {
    const CXXMethodDecl *Operator = Record->getLambdaCallOperator();
    Result =
        Operator && (Operator->isTemplated() || carries(Operator->getType()));
  }
  --Nested;
  return Result;
}

} // namespace ormlint::facts
