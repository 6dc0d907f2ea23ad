//===--- EditPlan.h - The edits that add an eager load ----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All edits of one query expression are planned together: relations to one are
// joined, the others prefetched; a path that is there is made longer, a call
// that is there gets the new paths, and only else a call is appended.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_REPORT_EDITPLAN_H
#define ORMLINT_REPORT_EDITPLAN_H

#include "analysis/Finding.h"
#include "report/Message.h"
#include "vocabulary/Profile.h"
#include "llvm/ADT/StringRef.h"

namespace ormlint::report {

/// The eager loads that a finding asks for, as an ORM's paths.
struct EagerPaths {
  std::vector<analysis::Names> Joins, Prefetches;
};
EagerPaths eagerPaths(const analysis::MissingEagerLoad &Finding);

/// The calls as they would be written: one string each.
std::vector<std::string> eagerCalls(const EagerPaths &Paths,
                                    const vocabulary::EagerSyntax &Syntax);

/// The edits for \p Finding. \p TextOf gives the text of a file, empty if it
/// cannot be had.
std::vector<Edit>
planEdits(const analysis::MissingEagerLoad &Finding,
          const vocabulary::EagerSyntax &Syntax,
          const std::vector<facts::Symbol> &Files,
          llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf);

/// The edit that assigns a query that is thrown away to its variable.
std::vector<Edit> planAssignment(const analysis::Finding &Finding,
                                 const std::vector<facts::Symbol> &Files);

/// The edits that take unused paths out of an eager load, and the call with
/// the last one.
std::vector<Edit>
planRemoval(const analysis::Finding &Finding,
            const vocabulary::EagerSyntax &Syntax,
            const std::vector<facts::Symbol> &Files,
            llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf);

/// The white space before \p Offset if nothing else is on its line.
std::optional<std::string> indentOf(llvm::StringRef Text, unsigned Offset);

/// The edits that move a declaration out of a loop.
std::vector<Edit>
planHoist(const analysis::Finding &Finding,
          const std::vector<facts::Symbol> &Files,
          llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf);

/// \p Text with each `{word}` of \p Words replaced by what belongs to it.
std::string
filled(llvm::StringRef Text,
       llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Words);

/// The eager-load object of \p Path with the query \p Rows as it is written.
std::string lookupText(const vocabulary::EagerSyntax &Syntax,
                       llvm::StringRef Entity, const analysis::Names &Path,
                       llvm::StringRef Rows);

/// The edits that let an eager load choose its rows: an object takes the place
/// of the path, and what chose them for each row is taken out.
std::vector<Edit>
planChoice(const analysis::Finding &Finding, const vocabulary::Profile &Orm,
           const std::vector<facts::Symbol> &Files,
           llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf);

/// The edits that let a query read columns with its rows again: a name that is
/// there is taken out, one that is not is added.
std::vector<Edit>
planColumns(const analysis::Finding &Finding,
            const vocabulary::EagerSyntax &Syntax,
            const std::vector<facts::Symbol> &Files,
            llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf);

/// Makes \p Ours, if it is one removal that an insertion of \p Others follows,
/// one edit with that. \returns whether it is.
bool mergeTouching(const std::vector<Edit> &Ours, std::vector<Edit> &Others);

/// Adds \p Ours, the edits of a choice, to \p Others, which put paths behind
/// the one that it replaces. \returns false, and changes nothing, where they do
/// something else there.
bool mergeChoice(const std::vector<Edit> &Ours, std::vector<Edit> &Others);

/// Takes unused paths out of an eager load to which \p Others, the edits of
/// another finding, add some: one edit for the call, among the others.
/// \returns false, and changes nothing, where that cannot be done.
bool mergeRemoval(const analysis::Finding &Finding,
                  const vocabulary::EagerSyntax &Syntax,
                  const std::vector<facts::Symbol> &Files,
                  std::vector<Edit> &Others);

} // namespace ormlint::report

#endif // ORMLINT_REPORT_EDITPLAN_H
