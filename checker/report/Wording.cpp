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
std::string listed(llvm::ArrayRef<std::string> Names) {
  std::string Result;
  for (const auto &[I, Name] : llvm::enumerate(Names)) {
    if (I != 0)
      Result += I + 1 == Names.size() ? " and " : ", ";
    Result += "'" + Name + "'";
  }
  return Result;
}

std::string pathText(llvm::ArrayRef<facts::Symbol> Names,
                     const EagerSyntax &Syntax) {
  return llvm::join(Names, Syntax.Separator.empty() ? "." : Syntax.Separator);
}

std::string warning(const MissingEagerLoad &Finding, const EagerSyntax &Syntax,
                    bool Fixed) {
  // A path that another one covers need not be named.
  std::vector<std::string> Paths;
  const EagerPaths Missing = eagerPaths(Finding);
  for (const auto &Path :
       llvm::concat<const Names>(Missing.Joins, Missing.Prefetches))
    Paths.push_back(pathText(Path, Syntax));
  // A path that is there under another name lacks nothing but the name.
  std::string Result =
      (Finding.Why == NoFix::Unknown ? "loop over '" : "query of '") +
      Finding.Entity + "' rows " +
      (Finding.Elsewhere ? "loads " + listed(Paths) +
                               " under another name than the loop reads"
       : Finding.Why == NoFix::Unknown
           ? "follows " + listed(Paths) + " of rows of unknown origin"
       : Paths.size() == 1 ? "lacks an eager load of " + listed(Paths)
                           : "lacks eager loads of " + listed(Paths)) +
      (Finding.Cost.BeforeText.empty()
           ? ""
           : ": " + Finding.Cost.BeforeText + " queries");
  if (Finding.Cost.After)
    Result += ", " + std::to_string(*Finding.Cost.After) +
              (Fixed ? " with the fix" : " with it");
  return Result;
}

namespace {

/// The loads of a finding: "'a'", "'a' and 'b'".
std::string paths(const Finding &Finding, const EagerSyntax &Syntax) {
  std::vector<std::string> Result;
  for (const auto &Names : Finding.Paths)
    Result.push_back(pathText(Names, Syntax));
  return listed(Result);
}

std::string rows(const Finding &Finding) {
  return Finding.Entity.empty() ? "query"
                                : "query of '" + Finding.Entity + "' rows";
}

std::string times(const Finding &Finding) {
  return Finding.UpTo ? "up to once for each turn of the loop"
                      : "once for each turn of the loop";
}

std::string cost(const Finding &Finding, bool Fixed) {
  // What costs nothing is not priced: an eager load of a query that is counted.
  const std::string &Before = Finding.Cost.BeforeText;
  if (Finding.Cost.After && Before == std::to_string(*Finding.Cost.After))
    return {};
  std::string Result;
  if (!Before.empty())
    Result = ": " + Before + " queries";
  if (Fixed && Finding.Cost.After)
    Result += ", " + std::to_string(*Finding.Cost.After) + " with the fix";
  return Result;
}

/// What of the paths is read, where it is one path.
std::string read(const Finding &Finding, const EagerSyntax &Syntax) {
  if (Finding.Paths.size() == 1 && !Finding.Used.front().empty())
    return ", of which only '" + pathText(Finding.Used.front(), Syntax) +
           "' is read";
  return llvm::all_of(Finding.Used,
                      [](const auto &Used) { return Used.empty(); })
             ? ", which nothing reads"
             : ", which nothing reads to the end";
}

std::string instead(const Finding &Finding, const Profile &Profile) {
  for (const auto &[Method, Text] : Profile.Advice)
    if (Method == Finding.Method)
      return filled(Text, {{"entity", Finding.Entity.str()},
                           {"path", Finding.Paths.empty()
                                        ? ""
                                        : pathText(Finding.Paths.front(),
                                                   Profile.Eager)}});
  return "";
}

/// How a call of the method that loads eagerly is written, with the object it
/// would take where there is one.
std::string withLookup(const Finding &Finding, const EagerSyntax &Syntax) {
  return "." + Syntax.Prefetch +
         (Syntax.Lookup.empty() ? ""
                                : "(" +
                                      lookupText(Syntax, Finding.Entity,
                                                 Finding.Paths.front(), "…") +
                                      ")");
}

} // namespace

std::string warning(const Finding &Finding, const Profile &Profile,
                    bool Fixed) {
  const EagerSyntax &Syntax = Profile.Eager;
  const std::string By =
      Finding.Method.empty() ? "" : "'" + Finding.Method + "'";
  switch (Finding.What) {
  case Finding::Kind::LeftOutColumn:
    return rows(Finding) + " leaves out " + paths(Finding, Syntax) +
           ", which the loop reads" + cost(Finding, Fixed);
  case Finding::Kind::NarrowedBesideLoad:
    return rows(Finding) + " loads " + paths(Finding, Syntax) + ", but " + By +
           " asks for it again, once for each row" + cost(Finding, Fixed);
  case Finding::Kind::ModifiedBesideLoad:
    return rows(Finding) + " loads " + paths(Finding, Syntax) +
           ", but the loop changes it before it reads it" +
           cost(Finding, Fixed);
  case Finding::Kind::DiscardedLoad:
    return By + " has no effect: the query it gives is thrown away, and " +
           paths(Finding, Syntax) +
           (Finding.Paths.size() == 1 ? " is" : " are") +
           " not loaded by this one" + cost(Finding, Fixed);
  case Finding::Kind::StreamedLoad:
    return "an eager load of " + paths(Finding, Syntax) +
           " does not serve rows that are streamed by " + By +
           " without a chunk size";
  case Finding::Kind::QueryPerTurn:
    return rows(Finding) + " runs " + times(Finding) +
           ", each time for another value";
  case Finding::Kind::SameQuery:
    return rows(Finding) + " runs " + times(Finding) +
           ", and gives the same each time";
  case Finding::Kind::CountedPerRow:
  case Finding::Kind::NarrowedPerRow:
    return rows(Finding) + " is followed by a query for each row: " + By +
           " of " + paths(Finding, Syntax) + cost(Finding, Fixed);
  case Finding::Kind::UnusedLoad:
    return rows(Finding) + " loads " + paths(Finding, Syntax) +
           read(Finding, Syntax) +
           (llvm::all_of(Finding.Loads,
                         [](const auto &Load) { return Load.Join; })
                ? ""
                : cost(Finding, Fixed));
  case Finding::Kind::WritePerTurn:
    if (instead(Finding, Profile).empty())
      return {};
    return By + (Finding.Entity.empty() ? "" : " of '" + Finding.Entity + "'") +
           " runs " + times(Finding) + ", a statement each";
  }
  return {};
}

std::optional<std::string> advice(const Finding &Finding,
                                  const Profile &Profile, bool Fixed) {
  const EagerSyntax &Syntax = Profile.Eager;
  const std::string Instead = instead(Finding, Profile);
  switch (Finding.What) {
  case Finding::Kind::LeftOutColumn:
    if (Fixed)
      return std::nullopt;
    return "change '" + Finding.Method + "' so that it is read with the rows";
  case Finding::Kind::NarrowedBesideLoad:
    if (Syntax.Prefetch.empty() || Fixed)
      return std::nullopt;
    if (Finding.Method == Syntax.Join || Finding.Method == Syntax.Prefetch)
      return "let the eager load name what this loads, too, as a longer path, "
             "and read the rows it gives";
    return "what was loaded answers for all related rows only: choose among "
           "them in memory, or " +
           (Finding.ByRow
                ? "leave the eager load out, since the choice differs from row "
                  "to row"
                : "load the chosen ones with a query of their own in " +
                      withLookup(Finding, Syntax));
  case Finding::Kind::ModifiedBesideLoad:
    return "a change drops what was loaded: read first, then change, or leave "
           "the eager load out";
  case Finding::Kind::DiscardedLoad:
    if (Fixed)
      return std::nullopt;
    return "a query set does not change: assign the new one, or leave this "
           "out";
  case Finding::Kind::SameQuery:
    if (Fixed)
      return std::nullopt;
    return "move it before the loop, if nothing in the loop changes its rows";
  case Finding::Kind::UnusedLoad:
    return std::nullopt;
  case Finding::Kind::StreamedLoad:
  case Finding::Kind::QueryPerTurn:
  case Finding::Kind::CountedPerRow:
  case Finding::Kind::NarrowedPerRow:
  case Finding::Kind::WritePerTurn:
    break;
  }
  if (!Instead.empty())
    return "use " + Instead + " instead";
  if (Finding.What == Finding::Kind::NarrowedPerRow && !Syntax.Prefetch.empty())
    return Finding.ByRow
               ? "load all related rows with ." + Syntax.Prefetch +
                     " and choose among them in memory, since the choice "
                     "differs from row to row"
               : "load the chosen rows for all of them with a query of their "
                 "own in " +
                     withLookup(Finding, Syntax);
  if (Finding.What == Finding::Kind::QueryPerTurn)
    return "ask for all of them in one query before the loop";
  return std::nullopt;
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
  case Step::Kind::Turn:
    return "repeated by this loop";
  case Step::Kind::Access:
    if (Step.Name.empty())
      return "it runs here";
    return "'" + Step.Name + "' is loaded here, once for each row";
  }
  return {};
}

std::string warningElsewhere(const Step &Here, llvm::StringRef Check,
                             llvm::ArrayRef<std::string> Paths,
                             std::size_t Queries) {
  const std::string Noun = Check == "orm-write-in-loop" ? "write" : "query";
  const std::string Those =
      Queries == 1
          ? "a " + Noun + " in another file"
          : std::to_string(Queries) +
                (Noun == "query" ? " queries" : " writes") + " in other files";
  if (Here.What == Step::Kind::Access && !Here.Name.empty())
    return note(Here) + " of " + Those;
  if (Here.What == Step::Kind::Access)
    return Those + (Queries == 1 ? " runs" : " run") +
           " here, once for each turn of a loop";
  if (Here.What == Step::Kind::Query)
    return "the rows of this query are asked for " + listed(Paths) +
           " once each, behind a call in another file";
  if (Here.What == Step::Kind::Turn || Paths.empty())
    return "this loop repeats " + Those;
  return "this loop asks for " + listed(Paths) + " once for each row of " +
         Those;
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
    return Syntax.Instead.empty()
               ? "this ORM has no eager loading: join the related rows in the "
                 "query itself"
               : "this ORM has no eager loading: " + Syntax.Instead;
  case NoFix::Unknown:
    return "where the rows come from cannot be seen: unless that is done "
           "there, the query needs " +
           Calls;
  case NoFix::Streamed:
    return "no fix-it, because the rows are read in parts whose size is not "
           "given: the query needs " +
           Calls + ", and a chunk size";
  case NoFix::Recursive:
    return "no fix-it, because this is read at every level of a tree, and "
           "an eager load goes as many levels deep as it names: read the rows "
           "of all levels with one query, and link them in memory";
  case NoFix::Written:
    return "no fix-it, because the loop writes what it reads, and an eager "
           "load would not see that: read first, then write";
  case NoFix::Clash:
    return "no fix-it, because the query is later given a lookup with a query "
           "of its own for a part of this, and the two would clash: where it "
           "is not, add " +
           Calls;
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
    const Names Many(P.Names.begin(), Split);
    const Names One(Split, P.Names.end());
    return "one query fewer for each joined relation: prefetch '" +
           pathText(Many, Syntax) + "' with a query set of its own that has ." +
           Syntax.Join + "(\"" + pathText(One, Syntax) + "\")";
  }
  return std::nullopt;
}

} // namespace ormlint::report
