//===--- Baseline.h - Findings that are accepted ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is known again by its check, function, entity and relation paths,
// and by how many there are of that kind: not by lines, which move. A function
// that its file alone can call is named with that file.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_BASELINE_H
#define ORMLINT_TOOLS_LINT_BASELINE_H

#include "report/Message.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <map>

namespace ormlint::lint {

class Baseline {
public:
  Baseline() = default;
  /// Accepts what \p Said has; files are named from \p Root on.
  Baseline(const report::Report &Said, llvm::StringRef Root);

  static llvm::Expected<Baseline> read(llvm::StringRef Path);
  llvm::Error write(llvm::StringRef Path) const;

  using Asked = llvm::function_ref<bool(llvm::StringRef Check)>;
  /// Goes on to accept what \p Known does of checks that were not \p Seen.
  void keep(const Baseline &Known, Asked Seen);
  /// How many findings it accepts.
  unsigned size() const;

  /// Takes out of \p Said what is accepted. Of several of a kind the ones
  /// behind are new.
  void apply(report::Report &Said, llvm::StringRef Root);
  /// After `apply`, what was accepted of the checks that were \p Seen and is
  /// not there any more: a line each.
  std::vector<std::string> stale(Asked Seen) const;

private:
  struct Key {
    std::string Check, Function, Entity, Paths;
    friend auto operator<=>(const Key &, const Key &) = default;
  };
  static Key keyOf(const report::Message &Of, const report::Report &In,
                   llvm::StringRef Root);

  std::map<Key, unsigned> Counts;
};

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_BASELINE_H
