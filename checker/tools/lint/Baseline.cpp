//===--- Baseline.cpp - Findings that are accepted ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Baseline.h"
#include "index/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <numeric>

using namespace llvm;

namespace ormlint::lint {

Baseline::Key Baseline::keyOf(const report::Message &Of,
                              const report::Report &In, StringRef Root) {
  std::string Function = Of.Function;
  if (Of.OfOneFile)
    Function +=
        (" in " + index::relativePath(In.Files[Of.At.File], Root)).str();
  return {Of.Check, std::move(Function), Of.Entity, join(Of.Paths, " ")};
}

Baseline::Baseline(const report::Report &Said, StringRef Root) {
  for (const report::Message &Each : Said.Messages)
    ++Counts[keyOf(Each, Said, Root)];
}

void Baseline::keep(const Baseline &Known, Asked Seen) {
  for (const auto &[Of, Count] : Known.Counts)
    if (!Seen(Of.Check))
      Counts.emplace(Of, Count);
}

unsigned Baseline::size() const {
  return std::accumulate(
      Counts.begin(), Counts.end(), 0U,
      [](unsigned Sum, const auto &Each) { return Sum + Each.second; });
}

Expected<Baseline> Baseline::read(StringRef Path) {
  auto Wrong = [&](const Twine &What) {
    return createStringError("baseline '" + Path + "': " + What);
  };
  auto Text = MemoryBuffer::getFile(Path);
  if (!Text)
    return Wrong(Text.getError().message());
  Expected<json::Value> Parsed = json::parse((*Text)->getBuffer());
  if (!Parsed)
    return Wrong("is no JSON: " + toString(Parsed.takeError()));
  const json::Object *Top = Parsed->getAsObject();
  const json::Array *Findings = Top ? Top->getArray("findings") : nullptr;
  if (!Findings || Top->getInteger("version") != 1)
    return Wrong("is no baseline of version 1");
  Baseline Result;
  for (const auto &[Number, Each] : enumerate(*Findings)) {
    const json::Object *Entry = Each.getAsObject();
    auto Get = [&](StringRef Name) {
      return Entry ? Entry->getString(Name) : std::nullopt;
    };
    const auto Check = Get("check"), Function = Get("function"),
               Entity = Get("entity"), Paths = Get("paths");
    const auto Count = Entry ? Entry->getInteger("count") : std::nullopt;
    if (!Check || !Function || !Entity || !Paths || !Count || *Count < 1)
      return Wrong("entry " + Twine(Number + 1) +
                   " lacks one of check, function, entity, paths, count (1 or "
                   "more): write it again with --update-baseline");
    Result
        .Counts[{Check->str(), Function->str(), Entity->str(), Paths->str()}] +=
        static_cast<unsigned>(*Count);
  }
  return Result;
}

Error Baseline::write(StringRef Path) const {
  // A line for each: they are merged by line.
  return writeToOutput(Path, [&](raw_ostream &Out) {
    Out << "{\"version\": 1, \"findings\": [";
    ListSeparator Comma(",");
    for (const auto &[Of, Count] : Counts) {
      Out << Comma << "\n  {\"check\": " << json::Value(Of.Check)
          << ", \"function\": " << json::Value(Of.Function)
          << ", \"entity\": " << json::Value(Of.Entity)
          << ", \"paths\": " << json::Value(Of.Paths)
          << ", \"count\": " << Count << '}';
    }
    Out << "\n]}\n";
    return Error::success();
  });
}

void Baseline::apply(report::Report &Said, StringRef Root) {
  erase_if(Said.Messages, [&](const report::Message &Each) {
    const auto Known = Counts.find(keyOf(Each, Said, Root));
    if (Known == Counts.end() || Known->second == 0)
      return false;
    --Known->second;
    return true;
  });
}

std::vector<std::string> Baseline::stale(Asked Seen) const {
  std::vector<std::string> Result;
  for (const auto &[Of, Count] : Counts)
    if (Count != 0 && Seen(Of.Check))
      Result.push_back(Of.Check + " of '" + Of.Entity + "' in '" + Of.Function +
                       "'" + (Of.Paths.empty() ? "" : ": " + Of.Paths));
  return Result;
}

} // namespace ormlint::lint
