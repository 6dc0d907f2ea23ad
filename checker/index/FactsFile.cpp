//===--- FactsFile.cpp - The facts of a translation unit on disk ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/FactsFile.h"
#include "index/Serialization.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ormlint::index {

ORMLINT_MEMBERS(Input, Path, Hash, System)
ORMLINT_MEMBERS(UnitFacts, Source, Extractor, Profiles, Inputs, Absent, Units,
                Facts)

static constexpr StringLiteral Magic = "ORMFACTS";
static_assert(Magic.size() == MagicSize);

std::string serialize(const UnitFacts &Facts) {
  return serialize(Magic, Facts);
}

Expected<UnitFacts> deserialize(StringRef Bytes) {
  return deserialize<UnitFacts>(Magic, Bytes);
}

Error writeFacts(const UnitFacts &Facts, StringRef Path) {
  // In one step: somebody else may read it, or write the same.
  return writeToOutput(Path, [&](raw_ostream &Out) {
    Out << serialize(Facts);
    return Error::success();
  });
}

Expected<UnitFacts> readFacts(StringRef Path) {
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return createStringError(Text.getError(), "%s: %s", Path.str().c_str(),
                             Text.getError().message().c_str());
  Expected<UnitFacts> Result = deserialize((*Text)->getBuffer());
  if (!Result)
    return createStringError(inconvertibleErrorCode(),
                             "%s %s: extract it again", Path.str().c_str(),
                             toString(Result.takeError()).c_str());
  if (Result->Source.empty())
    return createStringError(inconvertibleErrorCode(),
                             "%s is the index of a program: name the facts of "
                             "its units",
                             Path.str().c_str());
  return Result;
}

} // namespace ormlint::index
