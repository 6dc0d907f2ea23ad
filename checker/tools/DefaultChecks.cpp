//===--- DefaultChecks.cpp - Which checks run unasked ---------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DefaultChecks.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace ormlint::tools {

std::string withOrmChecks(StringRef Checks) {
  SmallVector<StringRef, 16> Globs;
  Checks.split(Globs, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  bool SwitchedOff = false;
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    bool Off = Glob.consume_front("-");
    if (Glob.starts_with("orm-"))
      return Checks.str();
    if (Off && Glob == "*")
      SwitchedOff = true;
    else if (!Off && !Glob.empty())
      SwitchedOff = false;
  }
  if (SwitchedOff)
    return Checks.str();
  return Checks.empty() ? "orm-*" : Checks.str() + ",orm-*";
}

} // namespace ormlint::tools
