//===--- Words.cpp - The words of profiles and annotations ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

namespace ormlint::vocabulary {

using llvm::ArrayRef;
using llvm::StringRef;

namespace {

template <typename T> using Word = std::pair<StringRef, T>;

constexpr Word<TypeRole> Roles[] = {
    {"entity", TypeRole::Entity},     {"query", TypeRole::Query},
    {"to-one", TypeRole::ToOne},      {"to-many", TypeRole::ToMany},
    {"attached", TypeRole::Attached}, {"lookup", TypeRole::Lookup},
    {"column", TypeRole::Column},     {"session", TypeRole::Session},
};

constexpr Word<Effect> Effects[] = {
    {"query", Effect::Query},    {"all", Effect::All},
    {"refine", Effect::Refine},  {"limit", Effect::Limit},
    {"slice", Effect::Slice},    {"defer", Effect::Defer},
    {"only", Effect::Only},      {"reshape", Effect::Reshape},
    {"join", Effect::Join},      {"prefetch", Effect::Prefetch},
    {"one", Effect::One},        {"first", Effect::First},
    {"at", Effect::At},          {"begin", Effect::Begin},
    {"end", Effect::End},        {"measure", Effect::Measure},
    {"count", Effect::Count},    {"exists", Effect::Exists},
    {"stream", Effect::Stream},  {"collect", Effect::Collect},
    {"load", Effect::Load},      {"lazy", Effect::Lazy},
    {"key", Effect::Key},        {"test", Effect::Test},
    {"bulk", Effect::Bulk},      {"write", Effect::Write},
    {"lookup", Effect::Lookup},  {"to-one", Effect::ToOne},
    {"to-many", Effect::ToMany},
};

template <typename T> StringRef nameOf(ArrayRef<Word<T>> Words, T Value) {
  for (const Word<T> &W : Words)
    if (W.second == Value)
      return W.first;
  return "";
}

template <typename T> std::vector<StringRef> namesOf(ArrayRef<Word<T>> Words) {
  std::vector<StringRef> Names;
  for (const Word<T> &W : Words)
    Names.push_back(W.first);
  return Names;
}

template <typename T>
std::optional<T> valueOf(ArrayRef<Word<T>> Words, StringRef Name) {
  for (const Word<T> &W : Words)
    if (W.first == Name)
      return W.second;
  return std::nullopt;
}

} // namespace

StringRef roleName(TypeRole Role) { return nameOf<TypeRole>(Roles, Role); }

StringRef effectName(Effect What) { return nameOf<Effect>(Effects, What); }

std::optional<TypeRole> readRole(StringRef Word) {
  return valueOf<TypeRole>(Roles, Word);
}

std::optional<Effect> readEffect(StringRef Word) {
  return valueOf<Effect>(Effects, Word);
}

std::vector<StringRef> roleNames() { return namesOf<TypeRole>(Roles); }

std::vector<StringRef> effectNames() { return namesOf<Effect>(Effects); }

std::string oneOf(ArrayRef<StringRef> Names) {
  return "one of " + llvm::join(Names, ", ");
}

std::string didYouMean(StringRef Wrong, ArrayRef<StringRef> Names) {
  unsigned Limit = (Wrong.size() + 2) / 3;
  StringRef Nearest;
  for (StringRef Name : Names) {
    unsigned Distance = Wrong.edit_distance(Name, /*AllowReplacements=*/true,
                                            /*MaxEditDistance=*/Limit);
    if (Distance > Limit)
      continue;
    Nearest = Name;
    if (Distance == 0)
      break;
    Limit = Distance - 1;
  }
  return Nearest.empty() ? "" : (" (did you mean '" + Nearest + "'?)").str();
}

} // namespace ormlint::vocabulary
