//===--- OrmClangd.cpp - clangd that contains the orm checks --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd loads no plugins, so this one is linked with the module, from LLVM's
// packaged libraries. Their headers are not packaged: what is called or
// replaced is declared here as LLVM 19 to 22 have it.
//
// Two of its functions are replaced with the linker's --wrap, so that the
// checks are there without any configuration: clangd runs only checks it knows
// to be fast, and only those that are on by its own default.
//
//===----------------------------------------------------------------------===//

#include "DefaultChecks.h"
#include "ResourceDirectory.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "tidy/OrmCheck.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using clang::tidy::ClangTidyOptions;
using llvm::StringRef;

namespace clang::clangd {

int clangdMain(int Argc, char *Argv[]);

/// No more than a pointer to it needs.
class SymbolIndex {
public:
  virtual ~SymbolIndex();
};

namespace remote {
/// An index served over the network needs gRPC, which this program does
/// without; clangd says that there is none.
std::unique_ptr<SymbolIndex> getClient(StringRef, StringRef) { return nullptr; }
} // namespace remote

} // namespace clang::clangd

using TidyProviderRef = llvm::function_ref<void(ClangTidyOptions &, StringRef)>;

// The names are those of clang::clangd::isFastTidyCheck(StringRef) and
// clang::clangd::getTidyOptionsForFile(TidyProviderRef, StringRef), mangled.
#define REPLACES(Mangled) __asm__("__wrap_" Mangled)
#define REPLACED(Mangled) __asm__("__real_" Mangled)
#define IS_FAST_TIDY_CHECK "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define GET_TIDY_OPTIONS_FOR_FILE                                              \
  "_ZN5clang6clangd21getTidyOptionsForFileEN4llvm12function_refIFvRNS_4tidy1"  \
  "6ClangTidyOptionsENS1_9StringRefEEEES6_"

std::optional<bool> clangdIsFastTidyCheck(StringRef Check)
    REPLACED(IS_FAST_TIDY_CHECK);
ClangTidyOptions clangdGetTidyOptionsForFile(TidyProviderRef Provider,
                                             StringRef File)
    REPLACED(GET_TIDY_OPTIONS_FOR_FILE);

std::optional<bool> isFastTidyCheck(StringRef Check)
    REPLACES(IS_FAST_TIDY_CHECK);
std::optional<bool> isFastTidyCheck(StringRef Check) {
  if (Check.starts_with("orm-"))
    return true;
  return clangdIsFastTidyCheck(Check);
}

ClangTidyOptions getTidyOptionsForFile(TidyProviderRef Provider, StringRef File)
    REPLACES(GET_TIDY_OPTIONS_FOR_FILE);
ClangTidyOptions getTidyOptionsForFile(TidyProviderRef Provider,
                                       StringRef File) {
  ClangTidyOptions Options = clangdGetTidyOptionsForFile(Provider, File);
  // No provider: the user said --clang-tidy=false.
  if (Provider)
    Options.Checks =
        ormlint::tools::withOrmChecks(Options.Checks.value_or(std::string()));
  return Options;
}

int main(int Argc, char **Argv) {
  ormlint::tidy::TitledFixes = true;
  std::vector<char *> Arguments(Argv, Argv + Argc);
  bool Chosen = std::any_of(Arguments.begin() + 1, Arguments.end(),
                            [](StringRef Argument) {
                              Argument.consume_front("-");
                              Argument.consume_front("-");
                              return Argument.starts_with("resource-dir");
                            });
  std::string Resources;
  if (!Chosen)
    Resources = ormlint::tools::resourceDirectory(Argv[0]);
  if (!Resources.empty()) {
    Resources.insert(0, "--resource-dir=");
    Arguments.push_back(Resources.data());
  }
  return clang::clangd::clangdMain(static_cast<int>(Arguments.size()),
                                   Arguments.data());
}
