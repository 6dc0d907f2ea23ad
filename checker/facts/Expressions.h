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
#include <cstdint>
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class CallExpr;
class Expr;
class FunctionDecl;
class FunctionProtoType;
class LambdaExpr;
class QualType;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace ormlint::facts {

/// The expression that has \p E's value, without conversions that keep it.
const clang::Expr *peel(const clang::Expr *E);

/// The local variable that \p E names, or null.
const clang::VarDecl *variableIn(const clang::Expr *E);

/// The local variable that \p E names; of an element of a pair that has a name
/// of its own, the pair.
const clang::VarDecl *ownerIn(const clang::Expr *E);

/// The expressions from \p E on downwards, with those of lambdas left out.
void forEachBelow(const clang::Expr *E,
                  llvm::function_ref<void(const clang::Expr *)> Each);

/// The wrapper or smart pointer that \p E is what it holds, or null.
const clang::Expr *heldIn(const clang::Expr *E);
/// The container that \p E is an element of, or null.
const clang::Expr *containerOf(const clang::Expr *E);
/// The container that the position that \p E looks through is in, or null: of
/// `at->second`, where `find` or an insertion gave `at`.
const clang::Expr *containerBehind(const clang::Expr *E);
/// Which element of its container \p E is, if the code says so by a number.
std::optional<std::int64_t> placeOf(const clang::Expr *E,
                                    const clang::ASTContext &Context);

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

/// What an object of \p Class may run: its call operators, those it takes from
/// its bases by name, and their instances.
llvm::SmallVector<const clang::FunctionDecl *, 4>
callOperators(const clang::CXXRecordDecl &Class);

/// The call operator of \p Class: the only one, or of overloads and instances
/// the first that \p Fits; null if there is none.
const clang::FunctionDecl *
callOperator(const clang::CXXRecordDecl &Class,
             llvm::function_ref<bool(const clang::FunctionDecl &)> Fits);

/// The member that \p E, a pointer to a member or a constant that holds one,
/// names; null if it is no such thing.
const clang::ValueDecl *memberNamed(const clang::Expr *E);

/// What a function object is called, for notes.
std::string callableName(const clang::Expr *Object);

/// What a range or position of \p Type leads to; null if nothing says so.
clang::QualType elementOf(clang::QualType Type);

/// Whether a parameter of type \p Type can change what it is handed.
bool mayChange(clang::QualType Type);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_EXPRESSIONS_H
