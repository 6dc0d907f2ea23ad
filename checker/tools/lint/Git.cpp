//===--- Git.cpp - The sources as they were -------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Git.h"
#include "tools/lint/Commands.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace ormlint::lint {

/// Of the name of a commit.
constexpr unsigned ShownDigits = 12;

/// What git prints.
static Expected<std::string> git(ArrayRef<StringRef> Arguments) {
  const ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError("--diff needs git, which was not found");
  SmallString<128> Out, Err;
  if (std::error_code Failed =
          sys::fs::createTemporaryFile("orm-lint", "out", Out))
    return errorCodeToError(Failed);
  FileRemover RemoveOut(Out);
  if (std::error_code Failed =
          sys::fs::createTemporaryFile("orm-lint", "err", Err))
    return errorCodeToError(Failed);
  FileRemover RemoveErr(Err);
  SmallVector<StringRef, 8> Line{*Program};
  Line.append(Arguments.begin(), Arguments.end());
  const std::optional<StringRef> Redirects[] = {StringRef(), Out.str(),
                                                Err.str()};
  const int Status =
      sys::ExecuteAndWait(*Program, Line, std::nullopt, Redirects);
  auto Read = MemoryBuffer::getFile(Status == 0 ? Out : Err);
  std::string Text = Read ? (*Read)->getBuffer().str() : std::string();
  if (Status != 0)
    return createStringError("git " + Arguments.front() + ": " +
                             StringRef(Text).rtrim());
  return Text;
}

/// The two numbers of `12,3`; of `12`, 12 and 1.
static bool readRange(StringRef Text, unsigned &First, unsigned &Count) {
  const auto [Begin, Size] = Text.split(',');
  Count = 1;
  return !Begin.getAsInteger(10, First) &&
         (Size.empty() || !Size.getAsInteger(10, Count));
}

/// The hunks of each file, in the order in which git names the files.
static std::vector<std::vector<Hunk>> hunksIn(StringRef Diff) {
  std::vector<std::vector<Hunk>> Result;
  while (!Diff.empty()) {
    const auto [Line, Rest] = Diff.split('\n');
    Diff = Rest;
    if (Line.starts_with("diff --git "))
      Result.emplace_back();
    // @@ -12,3 +12,4 @@
    SmallVector<StringRef, 4> Words;
    Hunk New;
    if (Line.starts_with("@@ ") && !Result.empty()) {
      Line.split(Words, ' ', /*MaxSplit=*/3);
      if (Words.size() == 4 && Words[1].consume_front("-") &&
          Words[2].consume_front("+") &&
          readRange(Words[1], New.OldFirst, New.OldCount) &&
          readRange(Words[2], New.NewFirst, New.NewCount))
        Result.back().push_back(New);
    }
  }
  return Result;
}

/// Where \p Ref and HEAD parted.
static Expected<std::string> mergeBase(StringRef Ref) {
  Expected<std::string> Known =
      git({"rev-parse", "--verify", "--quiet", (Ref + "^{commit}").str()});
  if (!Known) {
    consumeError(Known.takeError());
    return createStringError("--diff: git knows no '" + Ref +
                             "' here (in CI, fetch its whole history: "
                             "fetch-depth 0)");
  }
  Expected<std::string> Parted = git({"merge-base", Ref, "HEAD"});
  if (!Parted) {
    consumeError(Parted.takeError());
    return createStringError("--diff: HEAD and '" + Ref +
                             "' have no commit in common here (in CI, fetch "
                             "the whole history: fetch-depth 0)");
  }
  return StringRef(*Parted).trim().str();
}

Expected<Base> baseOf(StringRef Ref) {
  // From the current directory on, so that links in its name are kept.
  Expected<std::string> Up = git({"rev-parse", "--show-cdup"});
  if (!Up)
    return Up.takeError();
  const std::string Top =
      absolutePath(StringRef(*Up).trim().empty() ? "." : StringRef(*Up).trim());
  Expected<std::string> Parted = mergeBase(Ref);
  if (!Parted)
    return Parted.takeError();
  const std::string Commit = *Parted;
  Expected<std::string> Changed =
      git({"diff", "--name-status", "--find-renames", "-z", Commit});
  if (!Changed)
    return Changed.takeError();
  Expected<std::string> Lines =
      git({"diff", "--unified=0", "--find-renames", "--no-color",
           "--no-ext-diff", "--no-textconv", "--submodule=short", Commit});
  if (!Lines)
    return Lines.takeError();
  Expected<std::string> New = git({"ls-files", "--others", "--exclude-standard",
                                   "--full-name", "-z", StringRef(Top)});
  if (!New)
    return New.takeError();

  auto Absolute = [&](StringRef Name) { return absolutePath(Name, Top); };
  auto Parts = [](StringRef Text) {
    SmallVector<StringRef, 0> Result;
    Text.split(Result, '\0', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    return Result;
  };
  Base Result;
  for (StringRef Name : Parts(*New))
    Result.Added.insert(Absolute(Name));
  Result.Commit = Commit.substr(0, ShownDigits);
  const auto Each = Parts(*Changed);
  std::vector<std::vector<Hunk>> Hunks = hunksIn(*Lines);
  std::size_t File = 0;
  for (std::size_t I = 0; I + 1 < Each.size(); ++I, ++File) {
    const char How = Each[I].front();
    const StringRef Old = Each[++I];
    const StringRef Name = How == 'R' && I + 1 < Each.size() ? Each[++I] : Old;
    if (How == 'A') {
      Result.Added.insert(Absolute(Name));
      continue;
    }
    Expected<std::string> Text = git({"show", Commit + ":" + Old.str()});
    if (!Text)
      return Text.takeError();
    Result.Before[Absolute(Old)] = std::move(*Text);
    if (How == 'D')
      Result.Deleted.insert(Absolute(Old));
    else if (How != 'T' && File < Hunks.size())
      Result.Changes[Absolute(Name)] = {Absolute(Old), std::move(Hunks[File])};
    // A file that is a link now was taken away first.
    File += How == 'T';
  }
  if (File != Hunks.size())
    return createStringError(
        "--diff: git names " + Twine(File) + " changed files, and shows " +
        Twine(Hunks.size()) + " (a merge that is not finished?)");
  return Result;
}

} // namespace ormlint::lint
