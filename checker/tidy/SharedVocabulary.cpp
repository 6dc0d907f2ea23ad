//===--- SharedVocabulary.cpp - The words a process works with ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/SharedVocabulary.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <mutex>

using namespace llvm;

namespace ormlint::tidy {

std::string calledProfiles(StringRef Profiles) {
  return Profiles.empty() ? "the built-in profiles alone"
                          : ("the profiles " + Profiles).str();
}

std::string configuredFile(StringRef Name, StringRef Source) {
  if (sys::path::is_absolute(Name))
    return Name.str();
  SmallString<256> Directory(Source);
  if (sys::fs::make_absolute(Directory))
    return Name.str();
  while (sys::path::has_parent_path(Directory)) {
    sys::path::remove_filename(Directory);
    SmallString<256> Candidate(Directory);
    sys::path::append(Candidate, Name);
    if (sys::fs::exists(Candidate))
      return Candidate.str().str();
  }
  return Name.str();
}

std::vector<std::string> profileFiles(StringRef List, StringRef Source) {
  SmallVector<StringRef, 4> Names;
  List.split(Names, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<std::string> Files;
  for (StringRef Name : Names)
    if (Name = Name.trim(); !Name.empty())
      Files.push_back(configuredFile(Name, Source));
  return Files;
}

static std::shared_ptr<const SharedVocabulary>
read(ArrayRef<std::string> Files) {
  auto Result = std::make_shared<SharedVocabulary>();
  std::vector<vocabulary::Profile> Profiles =
      vocabulary::builtinProfiles().vec();
  for (const std::string &File : Files) {
    if (auto Text = MemoryBuffer::getFile(File))
      Result->Profiles += (Result->Profiles.empty() ? "" : ", ") +
                          sys::path::filename(File).str() + " " +
                          utohexstr(xxh3_64bits((*Text)->getBuffer()),
                                    /*LowerCase=*/true);
    Expected<vocabulary::Profile> Read = vocabulary::readProfile(File);
    if (Read) {
      Profiles.push_back(std::move(*Read));
      continue;
    }
    handleAllErrors(Read.takeError(), [&](const ErrorInfoBase &Problem) {
      Result->Errors.push_back(Problem.message());
    });
  }
  if (Result->Errors.empty())
    Result->Words =
        std::make_unique<vocabulary::Vocabulary>(std::move(Profiles));
  return Result;
}

std::string fingerprint(const std::string &Path) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status))
    return "none";
  const auto Time = Status.getLastModificationTime().time_since_epoch();
  return std::to_string(Time.count()) + " " + std::to_string(Status.getSize());
}

std::shared_ptr<const SharedVocabulary>
sharedVocabulary(ArrayRef<std::string> Files) {
  static std::mutex Guard;
  static std::map<
      std::vector<std::string>,
      std::pair<std::string, std::shared_ptr<const SharedVocabulary>>>
      Known;
  std::string Now;
  for (const std::string &File : Files)
    Now += fingerprint(File) + ";";
  std::lock_guard Lock(Guard);
  auto &[Then, Result] = Known[Files.vec()];
  if (!Result || Then != Now) {
    Result = read(Files);
    Then = std::move(Now);
  }
  return Result;
}

} // namespace ormlint::tidy
