//===--- ResourceDirectory.cpp - Where clang's own headers are ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResourceDirectory.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ormlint::tools {

std::string resourceDirectory(const char *Argv0) {
  void *InThisProgram = reinterpret_cast<void *>(&resourceDirectory);
  SmallString<256> Beside(sys::fs::getMainExecutable(Argv0, InThisProgram));
  sys::path::remove_filename(Beside);
  sys::path::remove_filename(Beside);
  sys::path::append(Beside, "lib", "clang", CLANG_VERSION_MAJOR_STRING);

  for (StringRef Candidate : {Beside.str(), StringRef(ORMLINT_RESOURCE_DIR)})
    if (sys::fs::exists(Twine(Candidate) + "/include/stddef.h"))
      return Candidate.str();
  errs() << "warning: clang's builtin headers are neither in " << Beside
         << " nor in " << ORMLINT_RESOURCE_DIR << ": install libclang-common-"
         << CLANG_VERSION_MAJOR
         << "-dev, or pass their directory (--resource-dir for orm-clangd, "
            "--extra-arg=-resource-dir=... for orm-clang-tidy)\n";
  return "";
}

} // namespace ormlint::tools
