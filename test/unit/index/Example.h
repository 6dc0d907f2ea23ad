//===--- Example.h - Facts in which every member is set ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_UNIT_INDEX_EXAMPLE_H
#define ORMLINT_UNIT_INDEX_EXAMPLE_H

#include "facts/Members.h"
#include <string>

namespace ormlint::index {

/// Gives every member below \p Of another value than that of a fresh object,
/// and each another one.
template <typename T> void fill(T &Of, unsigned &Next) {
  if constexpr (std::same_as<T, bool>) {
    Of = !Of;
  } else if constexpr (std::is_enum_v<T>) {
    Of = static_cast<T>(1);
  } else if constexpr (std::integral<T>) {
    Of = static_cast<T>(++Next);
  } else if constexpr (std::same_as<T, std::string> ||
                       std::same_as<T, facts::Symbol>) {
    Of = "text " + std::to_string(++Next);
  } else if constexpr (facts::isVector<T>) {
    Of.resize(Of.size() + 2);
    for (auto &Each : Of)
      fill(Each, Next);
  } else if constexpr (facts::isRare<T>) {
    fill(Of.edit(), Next);
  } else {
    members(Of, [&](auto &...Each) { (fill(Each, Next), ...); });
  }
}

/// A function of \p Usr in file 0, with a query if \p Queries and a call of
/// each of \p Callees.
inline facts::Function function(facts::Symbol Usr, bool Queries,
                                std::vector<facts::Symbol> Callees = {}) {
  facts::Function Result;
  Result.Usr = Usr;
  Result.At = {0, 1, 1, 1};
  Result.Values.emplace_back();
  Result.Calls.emplace_back();
  Result.Loops.emplace_back();
  if (Queries) {
    Result.Values.emplace_back().Kind = facts::ValueKind::Query;
    Result.Values.back().At = {0, 2, 1, 10};
  }
  for (facts::Symbol Each : Callees)
    Result.Calls.emplace_back().Callee = Each;
  return Result;
}

/// A unit of \p File with \p Functions.
inline facts::Unit unit(std::string File,
                        std::vector<facts::Function> Functions) {
  facts::Unit Result;
  Result.Files = {std::move(File)};
  Result.Functions = std::move(Functions);
  return Result;
}

} // namespace ormlint::index

#endif // ORMLINT_UNIT_INDEX_EXAMPLE_H
