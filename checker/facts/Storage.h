//===--- Storage.h - Small containers for the facts -------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_STORAGE_H
#define ORMLINT_FACTS_STORAGE_H

#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <utility>

namespace ormlint::facts {

/// A list of numbers, smaller than a `std::vector`. Moving one throws nothing,
/// which LLVM's does not say, so that vectors of its owners would copy them.
template <typename T> class List : public llvm::SmallVector<T, 0> {
public:
  using llvm::SmallVector<T, 0>::SmallVector;
  List() = default;
  List(const List &) = default;
  List(List &&Other) noexcept : llvm::SmallVector<T, 0>(std::move(Other)) {}
  List &operator=(const List &) = default;
  List &operator=(List &&Other) noexcept {
    llvm::SmallVector<T, 0>::operator=(std::move(Other));
    return *this;
  }
};

/// A `T` that is as a fresh one for most of its owners, which then have none.
template <typename T> class Rare {
public:
  Rare() = default;
  Rare(const Rare &Other) { *this = Other; }
  Rare(Rare &&) = default;
  Rare &operator=(const Rare &Other) {
    Own = Other.Own ? std::make_unique<T>(*Other.Own) : nullptr;
    return *this;
  }
  Rare &operator=(Rare &&) = default;

  const T &operator*() const {
    static const T Fresh{};
    return Own ? *Own : Fresh;
  }
  const T *operator->() const { return &**this; }
  bool present() const { return Own != nullptr; }
  /// To be changed: from here on the owner has one.
  T &edit() {
    if (!Own)
      Own = std::make_unique<T>();
    return *Own;
  }

private:
  std::unique_ptr<T> Own;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_STORAGE_H
