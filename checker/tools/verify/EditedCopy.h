//===--- EditedCopy.h - The program with its fixes applied ------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Copies sources into a scratch folder, applies edits there and knows where a
// place of the original has moved to. The user's files are never written.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_EDITEDCOPY_H
#define ORMLINT_TOOLS_VERIFY_EDITEDCOPY_H

#include "report/Lint.h"
#include "tools/verify/QueryLog.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::verify {

/// A copy of some files below a folder, each under its absolute path, so that
/// they include each other as the originals do.
class EditedCopy {
public:
  /// Copies \p Files below \p Folder and applies \p Edits. An edit found twice
  /// (in a header that two sources include) is applied once. Errors: a file
  /// that cannot be read or written, an edit in no copied file or behind its
  /// end, edits that overlap.
  static llvm::Expected<EditedCopy> make(llvm::StringRef Folder,
                                         llvm::ArrayRef<std::string> Files,
                                         llvm::ArrayRef<report::Edit> Edits);

  /// The folder that stands for the root of the file system.
  const std::string &folder() const { return Folder; }

  /// Where \p Original (absolute) is, or would be, in the copy.
  std::string path(llvm::StringRef Original) const;

  /// The original's name of \p Copied; \p Copied itself outside the copy.
  std::string original(llvm::StringRef Copied) const;

  /// Where \p Before is after the edits, still under the original's name.
  Place moved(const Place &Before) const;

private:
  struct File {
    std::string Before, After;
    std::vector<report::Edit> Edits; ///< By offset.
  };

  std::string Folder;
  llvm::StringMap<File> Files;
};

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_EDITEDCOPY_H
