//===--- OrmClangTidy.cpp - clang-tidy that contains the orm checks -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For wrappers that take a binary and cannot pass -load (Bazel rules, editors).
//
//===----------------------------------------------------------------------===//

#include "ResourceDirectory.h"
#include "clang-tidy/tool/ClangTidyMain.h"
#include <string>
#include <vector>

int main(int Argc, const char **Argv) {
  std::vector<const char *> Arguments(Argv, Argv + Argc);
  std::string Resources = ormlint::tools::resourceDirectory(Argv[0]);
  if (!Resources.empty()) {
    // In front of the compile command, where the user's own choice overrides
    // it.
    Resources.insert(0, "--extra-arg-before=-resource-dir=");
    Arguments.insert(Arguments.begin() + 1, Resources.c_str());
  }
  return clang::tidy::clangTidyMain(static_cast<int>(Arguments.size()),
                                    Arguments.data());
}
