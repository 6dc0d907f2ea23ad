//===--- SharedIndex.cpp - The program that a file belongs to -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/SharedIndex.h"
#include "index/Program.h"
#include "tidy/SharedVocabulary.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace ormlint::tidy {

SharedIndex::SharedIndex(std::string From) : Path(std::move(From)) {
  if (Expected<index::UnitFacts> Read = index::readProgram(Path)) {
    Profiles = Read->Profiles;
    Program = std::make_unique<index::Surroundings>(std::move(*Read));
  } else {
    Error = toString(Read.takeError());
  }
}

bool SharedIndex::isCurrent(const index::Input &File) const {
  std::string Now = fingerprint(File.Path);
  std::lock_guard Lock(Guard);
  auto &[Then, Hash] = Files[File.Path];
  if (Then != Now) {
    Then = std::move(Now);
    auto Text = MemoryBuffer::getFile(File.Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
    Hash =
        Text ? std::optional(xxh3_64bits((*Text)->getBuffer())) : std::nullopt;
  }
  return Hash == File.Hash;
}

bool SharedIndex::mayComplain() const {
  std::lock_guard Lock(Guard);
  return !std::exchange(Complained, true);
}

std::shared_ptr<const SharedIndex> sharedIndex(const std::string &Path) {
  static std::mutex Guard;
  static std::map<std::string,
                  std::pair<std::string, std::shared_ptr<const SharedIndex>>>
      Known;
  if (Path.empty())
    return nullptr;
  std::string Now = fingerprint(Path);
  std::lock_guard Lock(Guard);
  auto &[Then, Result] = Known[Path];
  if (!Result || Then != Now) {
    Result = std::make_shared<SharedIndex>(Path);
    Then = std::move(Now);
  }
  return Result;
}

} // namespace ormlint::tidy
