//===--- Earlier.cpp - Findings that were there before --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Earlier.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace ormlint::lint {
namespace {

/// Where a finding of the earlier state may be.
struct Spot {
  std::string File;
  unsigned Line = 0; ///< Or that of the change it is in, which has no line.
  bool Changed = false;
  friend auto operator<=>(const Spot &, const Spot &) = default;
};

/// What a line has become, or was.
class Lines {
public:
  explicit Lines(const Base &From) : From(From) {
    for (const auto &Each : From.Changes)
      Now.try_emplace(Each.second.Before, &Each.second);
  }

  /// The spot of a line as it is now.
  Spot ofNow(StringRef File, unsigned Line) const {
    const auto Found = From.Changes.find(File);
    if (Found == From.Changes.end())
      return {File.str(), Line, false};
    const FileChange &Change = Found->second;
    unsigned Added = 0, Removed = 0;
    for (const Hunk &Each : Change.Hunks) {
      if (Line < Each.NewFirst + (Each.NewCount == 0))
        break;
      if (Line < Each.NewFirst + Each.NewCount)
        return {Change.Before, Each.OldFirst, true};
      Added += Each.NewCount;
      Removed += Each.OldCount;
    }
    return {Change.Before, Line + Removed - Added, false};
  }
  /// That of a line as it was.
  Spot ofThen(StringRef File, unsigned Line) const {
    if (const FileChange *Change = Now.lookup(File))
      for (const Hunk &Each : Change->Hunks)
        if (Line >= Each.OldFirst && Line < Each.OldFirst + Each.OldCount)
          return {File.str(), Each.OldFirst, true};
    return {File.str(), Line, false};
  }

  /// Whether the line is one of those that were put in between others.
  bool isAdded(StringRef File, unsigned Line) const {
    const auto Found = From.Changes.find(File);
    return Found == From.Changes.end()
               ? From.Added.contains(File)
               : any_of(Found->second.Hunks, [&](const Hunk &Each) {
                   return Each.OldCount == 0 && Line >= Each.NewFirst &&
                          Line < Each.NewFirst + Each.NewCount;
                 });
  }
  /// Whether it is one of those that nothing has taken the place of.
  bool isRemoved(StringRef File, unsigned Line) const {
    const FileChange *Change = Now.lookup(File);
    return !Change ? From.Deleted.contains(File)
                   : any_of(Change->Hunks, [&](const Hunk &Each) {
                       return Each.NewCount == 0 && Line >= Each.OldFirst &&
                              Line < Each.OldFirst + Each.OldCount;
                     });
  }

private:
  const Base &From;
  /// By the name that the file had.
  StringMap<const FileChange *> Now;
};

/// What a finding is about.
std::string subjectOf(const report::Message &Of) {
  return Of.Check + " " + Of.Entity + " " + join(Of.Paths, " ");
}

StringRef lineOf(const State &Of, const report::Message &Which) {
  StringRef Text =
      Of.Sources.of(Of.Said.Files[Which.At.File]).substr(Which.At.Offset);
  return Text.take_until([](char C) { return C == '\n'; }).trim();
}

} // namespace

void takeOutEarlier(const State &Now, const State &Then, const Base &From) {
  const Lines Mapped(From);
  std::map<std::tuple<std::string, Spot>, std::vector<const report::Message *>>
      Earlier;
  for (const report::Message &Each : Then.Said.Messages)
    Earlier[{subjectOf(Each),
             Mapped.ofThen(Then.Said.Files[Each.At.File], Each.At.Line)}]
        .push_back(&Each);
  erase_if(Now.Said.Messages, [&](const report::Message &Each) {
    const auto Found = Earlier.find(
        {subjectOf(Each),
         Mapped.ofNow(Now.Said.Files[Each.At.File], Each.At.Line)});
    if (Found == Earlier.end() || Found->second.empty())
      return false;
    Found->second.pop_back();
    return true;
  });

  // What was moved as it is.
  std::multimap<std::string, StringRef> Removed;
  for (const auto &Each : Earlier)
    for (const report::Message *Left : Each.second)
      if (Mapped.isRemoved(Then.Said.Files[Left->At.File], Left->At.Line))
        Removed.emplace(subjectOf(*Left) + " " + Left->Function,
                        lineOf(Then, *Left));
  erase_if(Now.Said.Messages, [&](const report::Message &Each) {
    if (!Mapped.isAdded(Now.Said.Files[Each.At.File], Each.At.Line))
      return false;
    const StringRef Line = lineOf(Now, Each);
    const auto [Begin, End] =
        Removed.equal_range(subjectOf(Each) + " " + Each.Function);
    const auto Found = std::find_if(
        Begin, End, [&](const auto &Left) { return Left.second == Line; });
    if (Found == End)
      return false;
    Removed.erase(Found);
    return true;
  });
}

} // namespace ormlint::lint
