//===--- Wording.cpp - What findings say ----------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Wording.h"
#include "report/EditPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace ormlint::analysis;
using namespace ormlint::vocabulary;

namespace ormlint::report {
namespace {

std::string listed(llvm::ArrayRef<std::string> Names) {
  std::string Result;
  for (const auto &[I, Name] : llvm::enumerate(Names)) {
    if (I != 0)
      Result += I + 1 == Names.size() ? " and " : ", ";
    Result += "'" + Name + "'";
  }
  return Result;
}

std::string dotted(const std::vector<std::string> &Names,
                   const EagerSyntax &Syntax) {
  return llvm::join(Names, Syntax.Separator.empty() ? "." : Syntax.Separator);
}

} // namespace

std::string warning(const MissingEagerLoad &Finding, const EagerSyntax &Syntax,
                    bool Fixed) {
  // A path that another one covers need not be named.
  std::vector<std::string> Paths;
  const EagerPaths Missing = eagerPaths(Finding);
  for (const auto &Names : llvm::concat<const std::vector<std::string>>(
           Missing.Joins, Missing.Prefetches))
    Paths.push_back(dotted(Names, Syntax));
  std::string Result =
      "query of '" + Finding.Entity + "' rows lacks " +
      (Paths.size() == 1 ? "an eager load of " : "eager loads of ") +
      listed(Paths) + ": " + Finding.Cost.BeforeText + " queries";
  if (Finding.Cost.After)
    Result += ", " + std::to_string(*Finding.Cost.After) +
              (Fixed ? " with the fix" : " with it");
  return Result;
}

std::string note(const Step &Step) {
  switch (Step.What) {
  case Step::Kind::Query:
    return "the query starts here";
  case Step::Kind::Loop:
    return Step.Over.empty()
               ? "its rows are looped over here"
               : "the rows of '" + Step.Over + "' are looped over here";
  case Step::Kind::Call:
    return "passed to '" + Step.Name + "' here";
  case Step::Kind::Access:
    return "'" + Step.Name + "' is loaded here, once for each row";
  }
  return {};
}

std::string withoutFix(const MissingEagerLoad &Finding,
                       const EagerSyntax &Syntax) {
  const std::string Calls =
      llvm::join(eagerCalls(eagerPaths(Finding), Syntax), "");
  switch (Finding.Why) {
  case NoFix::None:
    return {};
  case NoFix::Macro:
    return "no fix-it, because the query is in a macro: add " + Calls +
           " to it by hand";
  case NoFix::Template:
    return "no fix-it, because the query is in a template: add " + Calls +
           " if it suits every instantiation";
  case NoFix::SystemHeader:
    return "no fix-it, because the query is in a system header: it needs " +
           Calls;
  case NoFix::Container:
    return "no fix-it, because the call gives rows and not a query: the query "
           "behind it needs " +
           Calls;
  case NoFix::NoSyntax:
    return "this ORM has no eager loading: join the related rows in the query "
           "itself";
  case NoFix::Written:
    return "no fix-it, because the loop writes what it reads, and an eager "
           "load would not see that: read first, then write";
  case NoFix::Opaque:
    return "no fix-it, because nothing can be appended to this expression: the "
           "query needs " +
           Calls;
  }
  return {};
}

std::optional<std::string> shorterForm(const MissingEagerLoad &Finding,
                                       const EagerSyntax &Syntax) {
  // A prefetched path that ends in relations to one can join those in the query
  // set of its last relation to many.
  for (const MissingEagerLoad::Path &P : Finding.Paths) {
    if (P.TrailingToOne == 0 || P.TrailingToOne == P.Names.size() ||
        !Finding.Cost.After)
      continue;
    const auto Split =
        P.Names.end() - static_cast<std::ptrdiff_t>(P.TrailingToOne);
    const std::vector<std::string> Many(P.Names.begin(), Split);
    const std::vector<std::string> One(Split, P.Names.end());
    return "one query fewer for each joined relation: prefetch '" +
           dotted(Many, Syntax) + "' with a query set of its own that has ." +
           Syntax.Join + "(\"" + dotted(One, Syntax) + "\")";
  }
  return std::nullopt;
}

} // namespace ormlint::report
