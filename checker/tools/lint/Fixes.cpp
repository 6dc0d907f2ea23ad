//===--- Fixes.cpp - Edits, made or shown ---------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Fixes.h"
#include "index/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using ormlint::report::Edit;

namespace ormlint::lint {
namespace {

using ByOffset = std::map<unsigned, Edit>;

std::string edited(StringRef Text, const ByOffset &Edits) {
  std::string Result;
  unsigned Done = 0;
  for (const auto &[Offset, Change] : Edits) {
    Result += Text.slice(Done, Offset);
    Result += Change.Text;
    Done = Offset + Change.Length;
  }
  return Result + Text.substr(Done).str();
}

/// The lines that some edits change, before and after.
struct Change {
  unsigned First = 0; ///< From 0.
  SmallVector<StringRef, 4> Before;
  std::string After;
};

SmallVector<StringRef, 0> linesOf(StringRef Text) {
  SmallVector<StringRef, 0> Result;
  while (!Text.empty()) {
    const std::size_t End = Text.find('\n');
    Result.push_back(
        Text.take_front(End == StringRef::npos ? Text.size() : End + 1));
    Text = Text.drop_front(Result.back().size());
  }
  return Result;
}

std::vector<Change> changesOf(ArrayRef<StringRef> Lines, const char *Begin,
                              const ByOffset &Edits) {
  std::vector<Change> Result;
  auto Start = [&](std::size_t Line) {
    return static_cast<unsigned>(Lines[Line].data() - Begin);
  };
  for (auto Each = Edits.begin(); Each != Edits.end();) {
    unsigned First = 0;
    while (First + 1 < Lines.size() && Start(First + 1) <= Each->first)
      ++First;
    // With the edits that follow on a line of these.
    unsigned Last = First;
    auto Behind = Each;
    for (; Behind != Edits.end(); ++Behind) {
      const unsigned End = Behind->first + Behind->second.Length;
      if (Behind != Each &&
          (Last + 1 < Lines.size() && Behind->first >= Start(Last + 1)))
        break;
      while (Last + 1 < Lines.size() && Start(Last + 1) <= End &&
             !(Start(Last + 1) == End && Behind->second.Length == 0))
        ++Last;
    }
    Change New;
    New.First = First;
    for (unsigned Line = First; Line <= Last; ++Line)
      New.Before.push_back(Lines[Line]);
    ByOffset Here;
    for (; Each != Behind; ++Each)
      Here.emplace(Each->first - Start(First), Each->second);
    const StringRef Whole(New.Before.front().data(),
                          static_cast<std::size_t>(New.Before.back().end() -
                                                   New.Before.front().data()));
    New.After = edited(Whole, Here);
    Result.push_back(std::move(New));
  }
  return Result;
}

void printLine(raw_ostream &Out, char Sign, StringRef Line) {
  Out << Sign << Line;
  if (!Line.ends_with("\n"))
    Out << "\n\\ No newline at end of file\n";
}

/// Hunks with three lines around each change.
void printDiff(raw_ostream &Out, StringRef Name, StringRef Text,
               const ByOffset &Edits) {
  constexpr std::size_t Around = 3;
  const auto Lines = linesOf(Text);
  const std::vector<Change> Changes = changesOf(Lines, Text.data(), Edits);
  Out << "--- a/" << Name << "\n+++ b/" << Name << '\n';
  std::ptrdiff_t Shift = 0;
  for (std::size_t I = 0; I < Changes.size();) {
    std::size_t End = I + 1;
    auto Behind = [&](const Change &C) { return C.First + C.Before.size(); };
    while (End < Changes.size() &&
           Changes[End].First <= Behind(Changes[End - 1]) + 2 * Around)
      ++End;
    const std::size_t From =
        Changes[I].First - std::min<std::size_t>(Changes[I].First, Around);
    const std::size_t To =
        std::min(Lines.size(), Behind(Changes[End - 1]) + Around);
    std::string Body;
    raw_string_ostream Hunk(Body);
    std::ptrdiff_t Growth = 0;
    std::size_t Line = From;
    for (std::size_t C = I; C < End; ++C) {
      for (; Line < Changes[C].First; ++Line)
        printLine(Hunk, ' ', Lines[Line]);
      for (StringRef Old : Changes[C].Before)
        printLine(Hunk, '-', Old);
      const auto After = linesOf(Changes[C].After);
      for (StringRef New : After)
        printLine(Hunk, '+', New);
      Line = Behind(Changes[C]);
      Growth += static_cast<std::ptrdiff_t>(After.size()) -
                static_cast<std::ptrdiff_t>(Changes[C].Before.size());
    }
    for (; Line < To; ++Line)
      printLine(Hunk, ' ', Lines[Line]);
    const auto Size = static_cast<std::ptrdiff_t>(To - From);
    const auto Start = static_cast<std::ptrdiff_t>(From) + 1;
    Out << "@@ -" << Start << ',' << Size << " +" << Start + Shift << ','
        << Size + Growth << " @@\n"
        << Body;
    Shift += Growth;
    I = End;
  }
}

} // namespace

bool Fixes::add(ArrayRef<Edit> Edits) {
  auto InTheWay = [&](const Edit &New) {
    const auto File = All.find(New.File);
    return File != All.end() && any_of(File->second, [&](const auto &Entry) {
             const Edit &Old = Entry.second;
             return !(Old.Offset == New.Offset && Old.Length == New.Length &&
                      Old.Text == New.Text) &&
                    New.Offset <= Old.Offset + Old.Length &&
                    Old.Offset <= New.Offset + New.Length;
           });
  };
  if (any_of(Edits, InTheWay))
    return false;
  for (const Edit &Each : Edits)
    All[Each.File].emplace(Each.Offset, Each);
  return true;
}

Expected<unsigned> Fixes::apply() {
  for (const auto &[File, Edits] : All) {
    const std::string Text = edited(Sources.of(File), Edits);
    // In place: a new file would lose its mode and its links.
    std::error_code Failed;
    raw_fd_ostream Out(File, Failed);
    if (!Failed) {
      Out << Text;
      Out.close();
      Failed = Out.error();
      Out.clear_error();
    }
    if (Failed)
      return createStringError(Failed, "cannot write '%s': %s",
                               File.str().c_str(), Failed.message().c_str());
  }
  return static_cast<unsigned>(All.size());
}

void Fixes::diff(raw_ostream &Out, StringRef Root) {
  for (const auto &[File, Edits] : All)
    printDiff(Out, index::relativePath(File, Root), Sources.of(File), Edits);
}

StringRef Fixes::outside(StringRef Root) const {
  for (const auto &Each : All)
    if (sys::path::is_absolute(index::relativePath(Each.first, Root)))
      return Each.first;
  return "";
}

} // namespace ormlint::lint
