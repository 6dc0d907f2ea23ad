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

Expected<Base> baseOf(StringRef Ref) {
  // From the current directory on, so that links in its name are kept.
  Expected<std::string> Up = git({"rev-parse", "--show-cdup"});
  if (!Up)
    return Up.takeError();
  const std::string Top =
      absolutePath(StringRef(*Up).trim().empty() ? "." : StringRef(*Up).trim());
  Expected<std::string> Parted = git({"merge-base", Ref, "HEAD"});
  if (!Parted)
    return Parted.takeError();
  const std::string Commit = StringRef(*Parted).trim().str();
  Expected<std::string> Changed =
      git({"diff", "--name-status", "--no-renames", "-z", Commit});
  if (!Changed)
    return Changed.takeError();
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
  const auto Each = Parts(*Changed);
  for (std::size_t I = 0; I + 1 < Each.size(); I += 2) {
    const StringRef Name = Each[I + 1];
    if (Each[I].starts_with("A")) {
      Result.Added.insert(Absolute(Name));
      continue;
    }
    Expected<std::string> Text = git({"show", Commit + ":" + Name.str()});
    if (!Text)
      return Text.takeError();
    Result.Before[Absolute(Name)] = std::move(*Text);
  }
  return Result;
}

} // namespace ormlint::lint
