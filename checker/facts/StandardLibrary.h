//===--- StandardLibrary.h - Wrappers, containers, iterators ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the standard library does to a row or a query that passes through it.
// Names of the C++ standard only; an ORM's names live in profiles.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_STANDARDLIBRARY_H
#define ORMLINT_FACTS_STANDARDLIBRARY_H

#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace clang {
class CXXRecordDecl;
class Decl;
class FunctionDecl;
class QualType;
class TemplateArgument;
} // namespace clang

namespace ormlint::facts {

/// What a function of the standard library gives back or does.
enum class StandardEffect {
  Object, ///< The object or first argument itself: `*optional`, `move`.
  Begin,  ///< A position at the front of the object or first argument.
  End,
  Element,     ///< An element by index (`operator[]`, `at`).
  One,         ///< One element: `front`, `back`.
  Dereference, ///< What an iterator points at.
  Advance,     ///< The iterator, moved.
  Append,      ///< The arguments become elements of the object.
  Emplace,     ///< What is made of the arguments becomes one, or the object.
  Remove,      ///< Elements go: another one is at the front or back.
  Find,        ///< A position by the argument: `find`.
  Some,        ///< Some of the elements: `subspan`.
  Between,     ///< Two positions with some elements: `equal_range`.
  Assign,      ///< The object becomes the argument.
  Swap,        ///< The object and the argument, or two, change places.
  Exchange,    ///< The first argument becomes the second, and was this.
  Wrap,        ///< A wrapper around what is made of the arguments.
  Tuple,       ///< A tuple of the arguments: `make_pair`.
  Get,         ///< An element of a tuple: `std::get<1>`.
  Invoke,      ///< A call of the object or first argument.
  Apply,       ///< A call of the argument with the object: `transform`.
  Spread,      ///< A call of the first argument with a tuple's elements.
  Bind,        ///< Makes a function object of another and arguments.
  Opaque,      ///< Nothing a row or query can come out of.
};

/// Whether the object is another one afterwards.
inline bool changesObject(StandardEffect Effect) {
  switch (Effect) {
  case StandardEffect::Append:
  case StandardEffect::Emplace:
  case StandardEffect::Remove:
  case StandardEffect::Assign:
  case StandardEffect::Swap:
    return true;
  default:
    return false;
  }
}

/// What compares the keys of \p Container, if it keeps them in order.
clang::QualType orderOf(const clang::CXXRecordDecl *Container);

/// `std::any`, which does not say what it holds.
bool isErased(const clang::CXXRecordDecl *Record);

/// Whether \p Declaration belongs to the standard library, its nested
/// namespaces included.
bool isStandard(const clang::Decl &Declaration);
/// Whether \p Record is an owner or view of one object: `std::optional`.
bool isWrapper(const clang::CXXRecordDecl *Record);
/// Whether \p Record is a container or view of many: `std::vector`.
bool isContainer(const clang::CXXRecordDecl *Record);
/// Whether \p Record is a container of pairs, by key: `std::map`.
bool isMap(const clang::CXXRecordDecl *Record);
/// Whether \p Record is `std::pair` or `std::tuple`.
bool isTuple(const clang::CXXRecordDecl *Record);
bool isPair(const clang::CXXRecordDecl *Record);
/// Which element of the pair or tuple \p Tuple the instance \p Get of
/// `std::get` gives: the one it numbers, or the one of the type it names.
std::optional<unsigned> chosenElement(const clang::FunctionDecl &Get,
                                      const clang::CXXRecordDecl &Tuple);
/// What the elements of the pair or tuple \p Tuple are; none of anything else.
llvm::ArrayRef<clang::TemplateArgument>
elementsOf(const clang::CXXRecordDecl *Tuple);
/// Whether \p Record holds something to be called: `std::function`.
bool isFunctionWrapper(const clang::CXXRecordDecl *Record);
/// Whether it holds arguments, too: what `std::bind` gives.
bool isBound(const clang::CXXRecordDecl *Record);
/// Whether \p Record runs what it is made of: `std::thread`.
bool isThread(const clang::CXXRecordDecl *Record);
/// The element or wrapped type of a wrapper or container; null otherwise.
clang::QualType elementType(const clang::CXXRecordDecl *Record);
/// The type of the values of a map; null otherwise.
clang::QualType mappedType(const clang::CXXRecordDecl *Map);
/// What \p Callee does, if it belongs to the standard library.
std::optional<StandardEffect> standardEffect(const clang::FunctionDecl *Callee);

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_STANDARDLIBRARY_H
