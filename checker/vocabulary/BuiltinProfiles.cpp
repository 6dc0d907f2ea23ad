//===--- BuiltinProfiles.cpp - The profiles in this binary ----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/EmbeddedProfiles.h"
#include "vocabulary/Profile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

namespace ormlint::vocabulary {

static std::vector<Profile> readAll() {
  std::vector<Profile> Profiles;
  for (const EmbeddedProfile &Embedded : embeddedProfiles()) {
    llvm::Expected<Profile> Read =
        parseProfile(llvm::join(Embedded.Pieces, ""), Embedded.Name);
    // No input of a user's leads here: a unit test reads every built-in
    // profile before it is shipped.
    if (!Read)
      llvm::report_fatal_error(Read.takeError());
    Profiles.push_back(std::move(*Read));
  }
  return Profiles;
}

llvm::ArrayRef<Profile> builtinProfiles() {
  static const std::vector<Profile> Profiles = readAll();
  return Profiles;
}

} // namespace ormlint::vocabulary
