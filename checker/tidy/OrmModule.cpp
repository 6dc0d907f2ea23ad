//===--- OrmModule.cpp - The clang-tidy module `orm` ----------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyModule.h"
#include "report/Lint.h"
#include "tidy/OrmCheck.h"
#include "tidy/VersionGuard.h"
#include "clang/Basic/Version.h"
#if CLANG_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif
#include <cstdio>
#include <cstdlib>

namespace ormlint::tidy {

namespace {

/// Ends a host of another LLVM before the module can register itself there.
/// Exiting is the only word a module has that is heard: a host ignores what it
/// cannot load, and goes on.
struct VersionGuard {
  VersionGuard() {
    if (auto Message = versionMismatch(CLANG_VERSION_STRING,
                                       clang::getClangFullVersion())) {
      std::fputs(Message->c_str(), stderr);
      std::_Exit(2);
    }
  }
};

class OrmModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Checks) override {
    for (llvm::StringRef Name : report::checkNames())
      Checks.registerCheck<OrmCheck>(Name);
  }
};

// In this order.
const VersionGuard Guard;
const clang::tidy::ClangTidyModuleRegistry::Add<OrmModule>
    Registered("orm", "Finds queries that an ORM runs once per row.");

} // namespace

} // namespace ormlint::tidy
