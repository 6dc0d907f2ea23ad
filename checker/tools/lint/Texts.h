//===--- Texts.h - The texts of source files --------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_TEXTS_H
#define ORMLINT_TOOLS_LINT_TEXTS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace ormlint::lint {

/// Files that are other than on disk, by absolute path.
using ChangedFiles = llvm::StringMap<std::string>;

/// Source files, each read once.
class Texts {
public:
  explicit Texts(const ChangedFiles *Changed = nullptr) : Changed(Changed) {}

  /// Empty: the file cannot be read.
  llvm::StringRef of(llvm::StringRef Path) {
    if (Changed)
      if (auto Other = Changed->find(Path); Other != Changed->end())
        return Other->second;
    std::unique_ptr<llvm::MemoryBuffer> &Known = Files[Path];
    if (!Known) {
      auto Read = llvm::MemoryBuffer::getFile(Path);
      Known = Read ? std::move(*Read) : llvm::MemoryBuffer::getMemBuffer("");
    }
    return Known->getBuffer();
  }

  /// Calls \p Use with the text, which is not kept for that.
  void look(llvm::StringRef Path,
            llvm::function_ref<void(llvm::StringRef)> Use) {
    if (Files.contains(Path) || (Changed && Changed->contains(Path))) {
      Use(of(Path));
    } else if (auto Read = llvm::MemoryBuffer::getFile(Path)) {
      Use((*Read)->getBuffer());
    }
  }

private:
  const ChangedFiles *Changed;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> Files;
};

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_TEXTS_H
