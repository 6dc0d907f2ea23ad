//===--- Symbol.h - The strings of the facts --------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts of a program name few things many times: entities, relations,
// methods, the USR of a function at each of its calls. So each text is kept
// once, and facts hold pointers to it.
//
// The process owns the texts, and none is given up: an editor that runs for a
// day adds what was typed in names. Rejected: a pool for each unit, since facts
// move between units (linking, the surroundings of a file) and parts of a
// program are solved at the same time, so that each move would look up all
// names again and two of them could not be compared by address; and counting
// who holds a text, an atomic operation for each copy of a fact.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_SYMBOL_H
#define ORMLINT_FACTS_SYMBOL_H

#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <compare>
#include <concepts>
#include <functional>
#include <iosfwd>
#include <string>

namespace ormlint::facts {

/// A text that is kept once in the process: as small as a pointer, and equal to
/// another if it is the same pointer. Ordered by text, so that what is sorted
/// by it is the same in each run. May be made in several threads at once.
class Symbol {
public:
  constexpr Symbol() = default;
  Symbol(llvm::StringRef Text) : Known(keep(Text)) {}
  Symbol(const std::string &Text) : Symbol(llvm::StringRef(Text)) {}
  Symbol(const char *Text) : Symbol(llvm::StringRef(Text)) {}

  /// It ends with a zero.
  operator llvm::StringRef() const {
    return Known ? Known->getKey() : llvm::StringRef("");
  }
  std::string str() const { return llvm::StringRef(*this).str(); }
  bool empty() const { return Known == nullptr; }
  std::size_t size() const { return llvm::StringRef(*this).size(); }

  friend bool operator==(Symbol, Symbol) = default;
  friend std::strong_ordering operator<=>(Symbol A, Symbol B) {
    return A == B ? std::strong_ordering::equal
                  : llvm::StringRef(A).compare(llvm::StringRef(B)) <=> 0;
  }
  template <typename Text>
    requires std::convertible_to<const Text &, llvm::StringRef> &&
             (!std::same_as<Text, Symbol>)
  friend bool operator==(Symbol A, const Text &B) {
    return llvm::StringRef(A) == llvm::StringRef(B);
  }

  friend std::string &operator+=(std::string &To, Symbol More) {
    return To.append(More.str());
  }
  template <typename Text>
    requires std::convertible_to<const Text &, llvm::StringRef>
  friend std::string operator+(Symbol A, const Text &B) {
    return A.str().append(llvm::StringRef(B));
  }
  template <typename Text>
    requires std::convertible_to<const Text &, llvm::StringRef> &&
             (!std::same_as<Text, Symbol>)
  friend std::string operator+(const Text &A, Symbol B) {
    return llvm::StringRef(A).str().append(llvm::StringRef(B));
  }

  /// For the messages of tests.
  friend std::ostream &operator<<(std::ostream &Out, Symbol Of);

private:
  friend struct llvm::DenseMapInfo<Symbol>;
  friend struct std::hash<Symbol>;
  /// None: the empty text.
  using Entry = llvm::StringSet<>::MapEntryTy;
  static const Entry *keep(llvm::StringRef Text);

  const Entry *Known = nullptr;
};

} // namespace ormlint::facts

template <> struct llvm::DenseMapInfo<ormlint::facts::Symbol> {
  using Symbol = ormlint::facts::Symbol;
  using Pointer = DenseMapInfo<const Symbol::Entry *>;
  static Symbol of(const Symbol::Entry *Known) {
    Symbol Result;
    Result.Known = Known;
    return Result;
  }
  static Symbol getEmptyKey() { return of(Pointer::getEmptyKey()); }
  static Symbol getTombstoneKey() { return of(Pointer::getTombstoneKey()); }
  static unsigned getHashValue(Symbol Of) {
    return Pointer::getHashValue(Of.Known);
  }
  static bool isEqual(Symbol A, Symbol B) { return A == B; }
};

template <> struct std::hash<ormlint::facts::Symbol> {
  std::size_t operator()(ormlint::facts::Symbol Of) const {
    return std::hash<const void *>()(Of.Known);
  }
};

#endif // ORMLINT_FACTS_SYMBOL_H
