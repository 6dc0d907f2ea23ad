//===--- EditedCopy.cpp - The program with its fixes applied --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/EditedCopy.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

using namespace llvm;

namespace ormlint::verify {

static bool same(const report::Edit &Left, const report::Edit &Right) {
  return std::tie(Left.File, Left.Offset, Left.Length, Left.Text) ==
         std::tie(Right.File, Right.Offset, Right.Length, Right.Text);
}

std::string EditedCopy::path(StringRef Original) const {
  return (Folder + Original).str();
}

std::string EditedCopy::original(StringRef Copied) const {
  Copied.consume_front(Folder);
  return Copied.str();
}

static Error write(StringRef Path, StringRef Text) {
  if (std::error_code EC =
          sys::fs::create_directories(sys::path::parent_path(Path)))
    return createFileError(Path, EC);
  std::error_code EC;
  raw_fd_ostream Out(Path, EC);
  if (EC)
    return createFileError(Path, EC);
  Out << Text;
  Out.close();
  return Out.has_error() ? createFileError(Path, Out.error())
                         : Error::success();
}

/// \p Text with \p Edits, which are sorted by offset and belong to \p Name.
static Expected<std::string> apply(StringRef Name, StringRef Text,
                                   ArrayRef<report::Edit> Edits) {
  std::string Result;
  std::size_t Done = 0;
  for (const report::Edit &Each : Edits) {
    if (Each.Offset < Done)
      return createStringError("two fixes overlap in " + Name + " at byte " +
                               Twine(Each.Offset));
    if (Each.Offset + Each.Length > Text.size())
      return createStringError("a fix reaches behind the end of " + Name);
    Result += Text.substr(Done, Each.Offset - Done);
    Result += Each.Text;
    Done = Each.Offset + Each.Length;
  }
  Result += Text.substr(Done);
  return Result;
}

Expected<EditedCopy> EditedCopy::make(StringRef Folder,
                                      ArrayRef<std::string> Files,
                                      ArrayRef<report::Edit> Edits) {
  EditedCopy Result;
  Result.Folder = Folder.str();
  for (const std::string &Path : Files) {
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return createFileError(Path, Buffer.getError());
    Result.Files[normalized(Path)].Before = (*Buffer)->getBuffer().str();
  }

  for (report::Edit Each : Edits) {
    Each.File = normalized(Each.File);
    auto Owner = Result.Files.find(Each.File);
    if (Owner == Result.Files.end())
      return createStringError("a fix lies in " + Each.File +
                               ", which is not the program's own file");
    std::vector<report::Edit> &Edits = Owner->second.Edits;
    if (any_of(Edits,
               [&](const report::Edit &Known) { return same(Known, Each); }))
      continue;
    // Insertions at one place stay in the order of their findings.
    auto Next = upper_bound(Edits, Each.Offset,
                            [](unsigned Offset, const report::Edit &Known) {
                              return Offset < Known.Offset;
                            });
    Edits.insert(Next, std::move(Each));
  }

  for (auto &Entry : Result.Files) {
    File &Each = Entry.second;
    auto Edited = apply(Entry.first(), Each.Before, Each.Edits);
    if (!Edited)
      return Edited.takeError();
    Each.After = std::move(*Edited);
    if (Error Failed = write(Result.path(Entry.first()), Each.After))
      return std::move(Failed);
  }
  return Result;
}

Place EditedCopy::moved(const Place &Before) const {
  auto Known = Files.find(Before.File);
  if (Known == Files.end() || Before.Line == 0)
    return Before;
  const File &Each = Known->second;

  std::size_t Offset = 0;
  for (unsigned Line = 1; Line < Before.Line; ++Line) {
    std::size_t End = StringRef(Each.Before).find('\n', Offset);
    if (End == StringRef::npos)
      return Before;
    Offset = End + 1;
  }
  if (Before.Column)
    Offset += Before.Column - 1;

  // What one edit takes out and another one puts in, as it is, goes with it.
  const report::Edit *Into = nullptr;
  std::size_t Within = 0;
  for (const report::Edit &Out : Each.Edits) {
    if (Offset < Out.Offset || Offset >= Out.Offset + Out.Length ||
        !Out.Text.empty())
      continue;
    const StringRef Taken =
        StringRef(Each.Before).substr(Out.Offset, Out.Length).trim();
    for (const report::Edit &In : Each.Edits)
      if (const std::size_t At = StringRef(In.Text).find(Taken);
          In.Length == 0 && At != StringRef::npos) {
        Into = &In;
        Within = At + Offset - (Taken.begin() - Each.Before.data());
      }
  }
  const std::size_t From = Into ? Into->Offset : Offset;
  std::size_t Moved = From + Within;
  for (const report::Edit &Edit : Each.Edits)
    if (&Edit != Into && Edit.Offset + Edit.Length <= From)
      Moved += Edit.Text.size() - Edit.Length;

  StringRef Ahead = StringRef(Each.After).take_front(Moved);
  Place Result = Before;
  Result.Line = Ahead.count('\n') + 1;
  if (Before.Column)
    Result.Column = Ahead.size() - (Ahead.rfind('\n') + 1) + 1;
  return Result;
}

} // namespace ormlint::verify
