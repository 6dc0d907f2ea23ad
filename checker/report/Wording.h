//===--- Wording.h - What findings say --------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every sentence that a user reads is made here: one line each, nothing in
// brackets at the end, nothing that differs between template instantiations.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_WORDING_H
#define ORMLINT_REPORT_WORDING_H

#include "analysis/Finding.h"
#include "vocabulary/Profile.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ormlint::report {

/// A relation path as it is written for the ORM of \p Syntax; with dots where
/// that has no eager loading, and so no spelling of paths.
std::string pathText(llvm::ArrayRef<facts::Symbol> Names,
                     const vocabulary::EagerSyntax &Syntax);

/// "query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2
/// with the fix".
std::string warning(const analysis::MissingEagerLoad &Finding,
                    const vocabulary::EagerSyntax &Syntax, bool Fixed);

/// "'courses' and 'department'".
std::string listed(llvm::ArrayRef<std::string> Names);

/// What is said of the loop or the access \p Here, which costs \p Queries in
/// other files: "this loop asks for 'courses' once for each row of a query in
/// another file".
std::string warningElsewhere(const analysis::Step &Here, llvm::StringRef Check,
                             llvm::ArrayRef<std::string> Paths,
                             std::size_t Queries);

/// What another finding says; empty where there is nothing to advise.
std::string warning(const analysis::Finding &Finding,
                    const vocabulary::Profile &Profile, bool Fixed);

/// What to do about it, where the warning does not say that.
std::optional<std::string> advice(const analysis::Finding &Finding,
                                  const vocabulary::Profile &Profile,
                                  bool Fixed);

/// What a step on the way from the query to the access is.
std::string note(const analysis::Step &Step);

/// Why there is no fix-it, and what to do by hand.
std::string withoutFix(const analysis::MissingEagerLoad &Finding,
                       const vocabulary::EagerSyntax &Syntax);

/// That a form with fewer statements exists, if one does.
std::optional<std::string>
shorterForm(const analysis::MissingEagerLoad &Finding,
            const vocabulary::EagerSyntax &Syntax);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_WORDING_H
