//===--- Program.cpp - The facts of a whole program -----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Program.h"
#include "index/Link.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

using namespace llvm;

namespace ormlint::index {

UnitFacts linkProgram(std::vector<UnitFacts> Units) {
  UnitFacts Result;
  std::map<std::string, std::uint64_t> Own;
  std::vector<facts::Unit> Facts;
  Facts.reserve(Units.size());
  for (UnitFacts &Each : Units) {
    for (Input &File : Each.Inputs)
      if (!File.System)
        Own.emplace(std::move(File.Path), File.Hash);
    Each.Inputs = {};
    Facts.push_back(std::move(Each.Facts));
  }
  if (!Units.empty())
    Result.Extractor = Units.front().Extractor;
  Units.clear();
  for (const auto &[Path, Hash] : Own)
    Result.Inputs.push_back({Path, Hash, /*System=*/false});
  Result.Facts = link(std::move(Facts));
  prune(Result.Facts, /*Whole=*/true);
  return Result;
}

Expected<UnitFacts> readProgram(StringRef Path) {
  auto Wrong = [&](const Twine &What) {
    return createStringError(inconvertibleErrorCode(),
                             "the index '" + Path + "' " + What +
                                 ": write it with 'orm-lint --index'");
  };
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return Wrong("cannot be read (" + Text.getError().message() + ")");
  Expected<UnitFacts> Result = deserialize((*Text)->getBuffer());
  if (!Result)
    return Wrong(toString(Result.takeError()));
  if (!Result->Source.empty())
    return Wrong("holds the facts of one unit");
  return Result;
}

} // namespace ormlint::index
