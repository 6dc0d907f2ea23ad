//===--- Symbol.cpp - The strings of the facts --------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Symbol.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/xxhash.h"
#include <array>
#include <mutex>
#include <ostream>

namespace ormlint::facts {
namespace {

/// Threads seldom ask for the same one of many.
struct alignas(64) Shard {
  std::mutex Using;
  llvm::StringSet<llvm::BumpPtrAllocator> Texts;
};

} // namespace

const Symbol::Entry *Symbol::keep(llvm::StringRef Text) {
  if (Text.empty())
    return nullptr;
  // Never destroyed: a thread may still read names when the process ends.
  static auto &Shards = *new std::array<Shard, 64>;
  // The table looks at other bits of the same hash.
  Shard &Here = Shards[llvm::xxh3_64bits(Text) >> 58];
  const std::lock_guard Lock(Here.Using);
  return &*Here.Texts.insert(Text).first;
}

std::ostream &operator<<(std::ostream &Out, Symbol Of) {
  return Out << Of.str();
}

} // namespace ormlint::facts
