//===--- Expressions.h - Questions about expressions ------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_EXPRESSIONS_H
#define ORMLINT_FACTS_EXPRESSIONS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CXXRecordDecl;
class CallExpr;
class Expr;
class FunctionDecl;
class FunctionProtoType;
class LambdaExpr;
class QualType;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

/// The expression that has \p E's value, without conversions that keep it.
const clang::Expr *peel(const clang::Expr *E);

/// The local variable that \p E names, or null.
const clang::VarDecl *variableIn(const clang::Expr *E);

/// The object a call is made on, or null.
const clang::Expr *objectOf(const clang::CallExpr &Call);

/// The arguments of a call without its object, as far as they are written.
llvm::SmallVector<const clang::Expr *, 4>
argumentsOf(const clang::CallExpr &Call);

/// The signature of what is called through an object or pointer of \p Type, if
/// it has one.
const clang::FunctionProtoType *signatureOf(clang::QualType Type);

/// What a call of \p Lambda runs; of a generic one, for each type it is called
/// with.
llvm::SmallVector<const clang::FunctionDecl *, 2>
callOperators(const clang::LambdaExpr &Lambda);

/// The call operator of \p Class: the only one, or of overloads and instances
/// the first that \p Fits; null if there is none.
const clang::FunctionDecl *
callOperator(const clang::CXXRecordDecl &Class,
             llvm::function_ref<bool(const clang::FunctionDecl &)> Fits);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_EXPRESSIONS_H
