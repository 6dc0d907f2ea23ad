//===--- Members.h - The members of the facts, one by one -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the IR is made of, for code that treats all of it alike: writing facts
// to disk, reading them, comparing and linking them. A struct that gets a new
// member does not compile here until it is listed, so none can be forgotten.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_MEMBERS_H
#define ORMLINT_FACTS_MEMBERS_H

#include "facts/Facts.h"
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

namespace ormlint::facts {

/// `members(Of, Visit)` calls Visit with all members of \p Of, in order. To be
/// used in the namespace of \c Type, which has \c memberNames then, too.
#define ORMLINT_MEMBERS(Type, ...)                                             \
  template <typename Self, typename Visitor>                                   \
    requires std::same_as<std::remove_const_t<Self>, Type>                     \
  decltype(auto) members(Self &Of, Visitor &&Visit) {                          \
    auto &[__VA_ARGS__] = Of;                                                  \
    return Visit(__VA_ARGS__);                                                 \
  }                                                                            \
  constexpr std::string_view memberNames(const Type *) {                       \
    return #Type "{" #__VA_ARGS__ "}";                                         \
  }

ORMLINT_MEMBERS(Place, File, Line, Column, Offset)
ORMLINT_MEMBERS(EditSite, End, LastDot, Why)
ORMLINT_MEMBERS(EagerLoad, Names, Back, Join, Unreadable, Object, Query,
                Attribute, Literal, LiteralLength, ArgumentsEnd)
ORMLINT_MEMBERS(Relation, Owner, Name, Target, ToMany, Attached, Column,
                Nullable, Reverse, Ordered, IdentityMap, Neighbours, Inverse)
ORMLINT_MEMBERS(Inputs, Varies, Opaque, Outside, Batch, Params)
ORMLINT_MEMBERS(Hoist, From, To, Before)
ORMLINT_MEMBERS(FixDetails, Moved, Since, Variable, Statement)
ORMLINT_MEMBERS(ValueDetails, Entity, Profile, Name, In, Loads, Site, Fix,
                Callee, Reason)
ORMLINT_MEMBERS(Value, Kind, How, JoinKind, Reads, Chained, Slice, InParts,
                Streamed, Discarded, OnPurpose, Always, Fetched, IdentityMap,
                Base, Index, Loop, Made, Call, Relation, Field, At, Operands,
                Ways, Fields, Details)
ORMLINT_MEMBERS(Event, Kind, Value, Loop, EveryTurn, At, Entity, Name, Profile,
                In, Ends, Bounds, First, When)
ORMLINT_MEMBERS(Call, Callee, Through, Name, Arguments, Loop, EveryTurn,
                ReturnsQuery, Virtual, Depends, When, At)
ORMLINT_MEMBERS(Loop, Shape, Rows, Short, Parent, EveryTurn, EarlyExit, At)
ORMLINT_MEMBERS(Guard, Condition, Holds)
ORMLINT_MEMBERS(Function, Usr, Name, Qualified, At, Params, Method, Constructor,
                Instance, Coroutine, Overrides, Guards, Values, Events, Calls,
                Loops, Returns, Exits, Escapes, Stores, Hides, Internal)
ORMLINT_MEMBERS(Field, Name, Usr, Closed, Constructors)
ORMLINT_MEMBERS(Unit::Skipped, At, Reason)
ORMLINT_MEMBERS(Unit, Files, Fields, Relations, Functions, Left)

template <typename T> constexpr bool isVector = false;
template <typename T> constexpr bool isVector<std::vector<T>> = true;
template <typename T> constexpr bool isVector<List<T>> = true;

template <typename T> constexpr bool isOptional = false;
template <typename T> constexpr bool isOptional<std::optional<T>> = true;

template <typename T> constexpr bool isRare = false;
template <typename T> constexpr bool isRare<Rare<T>> = true;

/// Whether \p A and \p B say the same, member by member.
template <typename T> bool same(const T &A, const T &B) {
  if constexpr (isVector<T>) {
    if (A.size() != B.size())
      return false;
    for (std::size_t I = 0; I < A.size(); ++I)
      if (!same(A[I], B[I]))
        return false;
    return true;
  } else if constexpr (isOptional<T>) {
    return A.has_value() == B.has_value() && (!A || same(*A, *B));
  } else if constexpr (isRare<T>) {
    return &*A == &*B || same(*A, *B);
  } else if constexpr (std::equality_comparable<T>) {
    return A == B;
  } else {
    return members(A, [&](const auto &...Mine) {
      return members(B, [&](const auto &...Theirs) {
        return (same(Mine, Theirs) && ...);
      });
    });
  }
}

/// Calls \p Visit with each `T` that \p In is or holds.
template <typename T, typename U, typename Visitor>
void forEach(U &In, Visitor &&Visit) {
  using Bare = std::remove_const_t<U>;
  if constexpr (std::same_as<Bare, T>) {
    Visit(In);
  } else if constexpr (isVector<Bare>) {
    for (auto &Each : In)
      forEach<T>(Each, Visit);
  } else if constexpr (isOptional<Bare>) {
    if (In)
      forEach<T>(*In, Visit);
  } else if constexpr (isRare<Bare>) {
    if (In.present())
      forEach<T>(In.edit(), Visit);
  } else if constexpr (!std::integral<Bare> && !std::is_enum_v<Bare> &&
                       !std::same_as<Bare, Symbol> &&
                       !std::same_as<Bare, std::string>) {
    members(In, [&](auto &...Each) { (forEach<T>(Each, Visit), ...); });
  }
}

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_MEMBERS_H
