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
  /// By path, the hash, and the number in the result.
  std::map<std::string, std::pair<std::uint64_t, std::uint32_t>> Own;
  using Entry = decltype(Own)::value_type;
  std::vector<std::vector<const Entry *>> Made;
  std::vector<facts::Unit> Facts;
  Facts.reserve(Units.size());
  for (UnitFacts &Each : Units) {
    std::vector<const Entry *> &Of = Made.emplace_back();
    for (Input &File : Each.Inputs)
      if (!File.System)
        Of.push_back(
            &*Own.emplace(std::move(File.Path), std::pair(File.Hash, 0)).first);
    Each.Inputs = {};
    Facts.push_back(std::move(Each.Facts));
  }
  if (!Units.empty()) {
    Result.Extractor = Units.front().Extractor;
    Result.Profiles = Units.front().Profiles;
  }
  Units.clear();
  for (auto &[Path, File] : Own) {
    File.second = static_cast<std::uint32_t>(Result.Inputs.size());
    Result.Inputs.push_back({Path, File.first, /*System=*/false});
  }
  for (const auto &Each : Made) {
    std::vector<std::uint32_t> &Of = Result.Units.emplace_back();
    for (const Entry *File : Each)
      Of.push_back(File->second.second);
  }
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
