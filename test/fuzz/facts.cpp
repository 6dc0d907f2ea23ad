//===--- facts.cpp - Fuzzes the reader of files of facts ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The length and checksum in a file's header would keep out nearly every input,
// so they are made for what is fuzzed, the bytes behind them. What is read then
// is written and read again, and must be the same.
//
//===----------------------------------------------------------------------===//

#include "facts/Members.h"
#include "index/FactsFile.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace ormlint;

/// A file of facts, whole if \p Payload is.
static std::string withHeader(StringRef Payload) {
  static const std::string MagicAndFormat = index::serialize({}).substr(0, 16);
  std::string Result = MagicAndFormat;
  for (std::uint64_t Each :
       {std::uint64_t(Payload.size()), std::uint64_t(xxh3_64bits(Payload))}) {
    char Bytes[sizeof(Each)];
    support::endian::write64le(Bytes, Each);
    Result.append(Bytes, sizeof(Bytes));
  }
  return Result + Payload.str();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const StringRef Input(reinterpret_cast<const char *>(Data), Size);
  consumeError(index::deserialize(Input).takeError());

  Expected<index::UnitFacts> Read = index::deserialize(withHeader(Input));
  if (!Read) {
    consumeError(Read.takeError());
    return 0;
  }
  Expected<index::UnitFacts> Again = index::deserialize(serialize(*Read));
  if (!Again || Again->Source != Read->Source ||
      !facts::same(Again->Facts, Read->Facts))
    abort();
  return 0;
}
