//===--- KeptReports.cpp - What was said of parts of programs -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/KeptReports.h"
#include "index/Serialization.h"
#include "report/Members.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ormlint::lint {
namespace {

constexpr StringLiteral Magic = "ORMPARTS";
static_assert(Magic.size() == index::MagicSize);

struct Entry {
  std::uint64_t High = 0, Low = 0;
  report::Report Said;
};
ORMLINT_MEMBERS(Entry, High, Low, Said)

struct Entries {
  std::vector<Entry> All;
};
ORMLINT_MEMBERS(Entries, All)

} // namespace

KeptReports::KeptReports(std::string From, std::string On)
    : Path(std::move(From)), Circumstances(std::move(On)) {
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return;
  auto Read = index::deserialize<Entries>(Magic, (*Text)->getBuffer());
  if (!Read) {
    consumeError(Read.takeError());
    return;
  }
  for (Entry &Each : Read->All)
    Before.emplace(Key{Each.High, Each.Low}, std::move(Each.Said));
}

KeptReports::Key
KeptReports::keyOf(const facts::Unit &Part, const analysis::Settings &Set,
                   function_ref<std::uint64_t(StringRef)> TextHash) const {
  index::Writer Made;
  Made.write(Circumstances);
  Made.write(Set);
  for (const facts::Symbol File : Part.Files)
    Made.write(TextHash(File));
  Made.write(Part);
  const std::string Bytes = Made.payload();
  const XXH128_hash_t Hash =
      xxh3_128bits(arrayRefFromStringRef(StringRef(Bytes)));
  return {Hash.high64, Hash.low64};
}

report::Report KeptReports::find(const Key &Of,
                                 function_ref<report::Report()> Solve) {
  {
    std::lock_guard Lock(Guard);
    if (auto Found = Before.find(Of); Found != Before.end())
      return Now.insert(*Found).first->second;
  }
  report::Report Result = Solve();
  std::lock_guard Lock(Guard);
  ++Solved;
  Now.insert_or_assign(Of, Result);
  return Result;
}

void KeptReports::write() const {
  if (Solved == 0 && Now.size() == Before.size())
    return;
  Entries Result;
  for (const auto &[Of, Said] : Now)
    Result.All.push_back({Of.first, Of.second, Said});
  // In one step: somebody else may read it, or write the same.
  consumeError(writeToOutput(Path, [&](raw_ostream &Out) {
    Out << index::serialize(Magic, Result);
    return Error::success();
  }));
}

} // namespace ormlint::lint
