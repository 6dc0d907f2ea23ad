//===--- profile.cpp - Fuzzes the reader of profiles ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Vocabulary.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace ormlint::vocabulary;

/// Each mistake is one line of text that leads to a place in the profile.
static bool isMessage(StringRef Line) {
  unsigned Number, Column;
  return Line.consume_front("p.yaml:") && !Line.consumeInteger(10, Number) &&
         Line.consume_front(":") && !Line.consumeInteger(10, Column) &&
         Line.starts_with(": ") && Number != 0 && Column != 0 &&
         none_of(Line, [](char Each) {
           return static_cast<unsigned char>(Each) < ' ' || Each == 0x7f;
         });
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const StringRef Text(reinterpret_cast<const char *>(Data), Size);
  Expected<Profile> Read = parseProfile(Text, "p.yaml");
  if (Read) {
    Vocabulary Words({std::move(*Read)});
    return 0;
  }
  handleAllErrors(Read.takeError(), [](const ErrorInfoBase &Problem) {
    if (!isMessage(Problem.message()))
      abort();
  });
  return 0;
}
