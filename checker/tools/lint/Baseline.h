//===--- Baseline.h - Findings that are accepted ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is known again by its check, function, entity and relation paths,
// and by how many there are of that kind: not by lines, which move.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_BASELINE_H
#define ORMLINT_TOOLS_LINT_BASELINE_H

#include "report/Message.h"
#include "llvm/Support/Error.h"
#include <map>

namespace ormlint::lint {

class Baseline {
public:
  Baseline() = default;
  /// Accepts \p Messages.
  explicit Baseline(llvm::ArrayRef<report::Message> Messages);

  static llvm::Expected<Baseline> read(llvm::StringRef Path);
  llvm::Error write(llvm::StringRef Path) const;

  /// Takes out of \p Messages what is accepted. Of several of a kind the ones
  /// behind are new.
  void apply(std::vector<report::Message> &Messages);
  /// After `apply`, what was accepted and is not there any more: a line each.
  std::vector<std::string> stale() const;

private:
  struct Key {
    std::string Check, Function, Entity, Paths;
    friend auto operator<=>(const Key &, const Key &) = default;
  };
  static Key keyOf(const report::Message &Of);

  std::map<Key, unsigned> Counts;
};

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_BASELINE_H
