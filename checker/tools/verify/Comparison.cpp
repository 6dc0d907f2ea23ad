//===--- Comparison.cpp - Whether the runs bear the findings out ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Comparison.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace ormlint::verify {

/// "1 statement", "3 statements".
static std::string statements(std::uint64_t Count) {
  return utostr(Count) + (Count == 1 ? " statement" : " statements");
}

/// The rows or the relation path, as a reader calls it.
static std::string called(StringRef Path) {
  return Path.empty() ? "the query's own rows" : ("'" + Path + "'").str();
}

namespace {

/// What a claim says of one relation path in one run.
struct Prediction {
  std::uint64_t Statements = 0;
  std::uint64_t Once = 0; ///< Those of them that no row repeats.
  bool PerRow = false;    ///< There are others.
  bool UpTo = false;
  /// A loop over no rows repeats it: the log cannot say how often.
  bool Open = false;
};

/// A claim held against one run of its query before the fixes.
class Expectation {
public:
  Expectation(const analysis::Claim &Claim, const QueryRun &Run)
      : MoreThan(Claim.MoreThan) {
    for (const analysis::Term &Term : Claim.Before) {
      std::uint64_t Turns = Term.Rows ? Run.rows(*Term.Rows) : 1;
      Prediction &Path = Paths[Term.Path];
      Path.Statements += Term.Coefficient * Turns;
      Path.UpTo |= Term.UpTo;
      Path.Open |= Term.Open;
      Path.Once += Term.Rows ? 0 : Term.Coefficient;
      Path.PerRow |= Term.Rows.has_value();
      Sparse |= Turns == 0;
    }
    for (const auto &[Path, Each] : Paths) {
      const std::uint64_t Measured = Run.statements(Path);
      Sparse |= Measured == 0 || (Each.PerRow && Measured <= Each.Once);
    }
  }

  std::uint64_t total() const {
    std::uint64_t Total = 0;
    for (const auto &[Path, Each] : Paths)
      Total += Each.Statements;
    return Total;
  }

  /// A level was empty, or never reached, or no row asked for what the fix
  /// loads (as in a run for another caller): it may then take a statement fewer
  /// than its finding names.
  bool sparse() const { return Sparse; }

  void check(const QueryRun &Run, std::vector<std::string> &Problems) const {
    for (const auto &[Path, Each] : Paths) {
      std::uint64_t Measured = Run.statements(Path);
      if (Measured == Each.Statements || Each.Open ||
          (Each.UpTo && Measured < Each.Statements) ||
          (MoreThan && Measured > Each.Statements))
        continue;
      Problems.push_back("before the fix, " + called(Path) + " took " +
                         statements(Measured) + " where the formula says " +
                         (Each.UpTo ? "at most " : "") +
                         utostr(Each.Statements));
    }
    // What deeper levels read has longer paths than the formula names.
    if (MoreThan)
      return;
    std::map<StringRef, std::uint64_t> Unnamed;
    for (const Statement &Each : Run.Statements)
      if (Each.reads() && !Paths.count(Each.Path))
        ++Unnamed[Each.Path];
    for (const auto &[Path, Count] : Unnamed)
      Problems.push_back("before the fix, " + called(Path) + " took " +
                         statements(Count) + " that the formula does not name");
  }

private:
  std::map<std::string, Prediction, std::less<>> Paths;
  bool Sparse = false;
  bool MoreThan = false;
};

} // namespace

/// The same problem in many runs of one query is said once.
static void addAll(std::vector<std::string> &Into,
                   const std::vector<std::string> &Problems) {
  for (const std::string &Each : Problems)
    if (!is_contained(Into, Each))
      Into.push_back(Each);
}

static std::vector<std::string> firstRun(const Query &Measured) {
  std::vector<std::string> Result;
  for (const Statement &Each : Measured.Runs.front().Statements)
    Result.push_back(Each.SQL);
  return Result;
}

/// Notes that \p Result had a second run, in which it cost \p After.
static void ranAgain(Cost &Result, const Query *After) {
  Result.After = After ? After->statements() : 0;
  Result.SQL = After ? firstRun(*After) : std::vector<std::string>();
}

static Cost costOf(const Query &Measured) {
  Cost Result;
  Result.At = Measured.At;
  Result.Entity = Measured.Entity;
  Result.Runs = Measured.Runs.size();
  Result.OnlyReads = Measured.onlyReads();
  Result.Before = Measured.statements();
  Result.SQL = firstRun(Measured);
  return Result;
}

static Place placeOf(const analysis::Claim &Claim) {
  return {normalized(Claim.File), Claim.Line, Claim.Column};
}

static bool fits(const Finding &Found, const QueryRun &Run) {
  std::vector<std::string> Problems;
  Expectation(Found.Claim, Run).check(Run, Problems);
  return Problems.empty();
}

/// The runs of \p Measured that \p Found is about. A function that returns a
/// query has a finding for each caller that lacks something, and the log knows
/// the expression but not who called: so it is those that fit, or all if none
/// does. The fix must leave the others as they are.
///
/// Of the runs that fit several findings of \p All, some with a fix and some
/// without, those that \p After shows changed are of the ones with a fix.
static std::vector<bool> runsOf(const Finding &Found, const Query &Measured,
                                const Query *After,
                                ArrayRef<const Finding *> All) {
  std::vector<bool> Result;
  for (const QueryRun &Run : Measured.Runs)
    Result.push_back(fits(Found, Run));
  if (!is_contained(Result, true)) {
    Result.assign(Result.size(), true);
    return Result;
  }
  if (!After || After->Runs.size() != Measured.Runs.size())
    return Result;
  std::vector<bool> Own = Result;
  for (std::size_t I = 0; I != Own.size(); ++I) {
    const QueryRun &Run = Measured.Runs[I];
    const bool Changed = After->Runs[I].Statements != Run.Statements;
    if (Changed == Found.Edits.empty() && any_of(All, [&](const Finding *Each) {
          return Each->Edits.empty() != Found.Edits.empty() && fits(*Each, Run);
        }))
      Own[I] = false;
  }
  return is_contained(Own, true) ? Own : Result;
}

/// What \p Found claims against what the runs \p About of \p Measured cost
/// before the fix.
static Cost claimed(const Finding &Found, const Query *Measured,
                    const std::vector<bool> &About) {
  if (!Measured) {
    Cost Result;
    Result.At = placeOf(Found.Claim);
    Result.Entity = Found.Claim.Entity.str();
    Result.Formula = Found.Claim.BeforeText;
    Result.Problems.push_back(
        "this query did not run, so nothing is known of it");
    return Result;
  }

  Cost Result = costOf(*Measured);
  Result.Runs = count(About, true);
  Result.Before = 0;
  for (auto [Run, Mine] : zip(Measured->Runs, About))
    if (Mine)
      Result.Before += Run.reads();
  Result.Formula = Found.Claim.BeforeText;
  // A recursion or an unknown bound has a cost in words and no terms.
  if (Found.Claim.Before.empty())
    return Result;
  Result.Predicted = 0;
  Result.UpTo = any_of(Found.Claim.Before,
                       [](const analysis::Term &Term) { return Term.UpTo; });
  for (auto [Run, Mine] : zip(Measured->Runs, About)) {
    if (!Mine)
      continue;
    Expectation Expected(Found.Claim, Run);
    *Result.Predicted += Expected.total();
    std::vector<std::string> Problems;
    Expected.check(Run, Problems);
    addAll(Result.Problems, Problems);
  }
  // No number can be held against loops that no log knows of.
  if (any_of(Found.Claim.Before,
             [](const analysis::Term &Term) { return Term.Open; }))
    Result.Predicted.reset();
  return Result;
}

/// Whether \p Others, which are about the same expression, say why a caller's
/// run costs \p After and no longer \p Before: one is about that run, or takes
/// out a load that nobody reads, which each caller gains by.
static bool account(ArrayRef<const Finding *> Others, const QueryRun &Before,
                    const QueryRun &After) {
  return any_of(Others, [&](const Finding *Each) {
    return fits(*Each, Before) || (Each->Check == "orm-unused-eager-load" &&
                                   After.reads() <= Before.reads());
  });
}

/// Adds to \p Result what the fixed program's runs of the query cost.
/// \p All are the findings of the same query expression, \p About the runs that
/// \p Found is about.
static void hold(Cost &Result, const Finding &Found, const Query &Before,
                 const Query *After, ArrayRef<const Finding *> All,
                 const std::vector<bool> &About) {
  ranAgain(Result, After);
  std::size_t Runs = After ? After->Runs.size() : 0;
  Result.After = 0;
  for (std::size_t I = 0; I != std::min(Runs, About.size()); ++I)
    if (About[I])
      *Result.After += After->Runs[I].reads();
  for (std::size_t I = 0; I != std::min(Runs, Before.Runs.size()); ++I)
    if (Before.Runs[I].writes() != After->Runs[I].writes()) {
      Result.Problems.push_back("what it writes is not the same after the fix");
      break;
    }
  if (Found.Edits.empty() || !Found.Claim.After)
    return;

  unsigned Promised = *Found.Claim.After;
  Result.Promised = std::uint64_t(Promised) * count(About, true);
  const bool AsMany = Runs == Before.Runs.size();
  const bool Fewer = Runs != 0 && Runs < Before.Runs.size();
  if (Found.Claim.FewerRuns)
    Result.Promised = std::uint64_t(Promised) * Runs;
  if (Found.Claim.FewerRuns ? !Fewer : !AsMany) {
    Result.Problems.push_back("it ran " + utostr(Before.Runs.size()) +
                              " times before the fix and " + utostr(Runs) +
                              " times after it");
    return;
  }
  std::vector<std::string> Problems;
  for (std::size_t I = 0; I != Runs; ++I) {
    if (!About[I]) {
      if (After->Runs[I].Statements != Before.Runs[I].Statements &&
          !account(All, Before.Runs[I], After->Runs[I]))
        Problems.push_back("the fix changes what the query costs a caller that "
                           "the finding is not about");
      continue;
    }
    std::uint64_t Measured = After->Runs[I].reads();
    bool Sparse = Expectation(Found.Claim, Before.Runs[I]).sparse();
    if (Measured != Promised && !(Sparse && Measured < Promised))
      Problems.push_back("after the fix it took " + statements(Measured) +
                         " where the message promises " + utostr(Promised));
  }
  addAll(Result.Problems, Problems);
}

/// Says where \p After departs from \p Before, for a query no finding is about.
static void same(Cost &Result, const Query &Before, const Query *After) {
  ranAgain(Result, After);
  if (!After) {
    Result.Problems.push_back(
        "it has no finding, and does not run any more after the fixes");
    return;
  }
  if (Before.Runs.size() != After->Runs.size()) {
    Result.Problems.push_back("it has no finding, but ran " +
                              utostr(Before.Runs.size()) +
                              " times before the fixes and " +
                              utostr(After->Runs.size()) + " times after them");
    return;
  }
  for (std::size_t I = 0; I != Before.Runs.size(); ++I) {
    const std::vector<Statement> &Left = Before.Runs[I].Statements,
                                 &Right = After->Runs[I].Statements;
    auto [One, Other] =
        std::mismatch(Left.begin(), Left.end(), Right.begin(), Right.end());
    if (One == Left.end() && Other == Right.end())
      continue;
    auto Text = [](auto At, auto End) {
      return At == End ? std::string("nothing")
                       : At->SQL + " with " + At->Parameters + ", " +
                             utostr(At->Rows) + " rows";
    };
    Result.Problems.push_back("it has no finding, but its statement " +
                              utostr(One - Left.begin() + 1) +
                              " changed from\n    " + Text(One, Left.end()) +
                              "\n  to\n    " + Text(Other, Right.end()));
    return;
  }
}

std::vector<Cost> measure(ArrayRef<Finding> Findings, const QueryLog &Before) {
  std::vector<Cost> Result;
  std::vector<const Query *> Claimed;
  for (const Finding &Each : Findings) {
    if (!Each.isMeasured())
      continue;
    const Query *Measured =
        Before.closest(placeOf(Each.Claim), Each.Claim.Entity);
    Claimed.push_back(Measured);
    Result.push_back(claimed(
        Each, Measured,
        Measured ? runsOf(Each, *Measured, /*After=*/nullptr, /*All=*/{})
                 : std::vector<bool>()));
  }
  for (const Query &Each : Before.queries())
    if (!is_contained(Claimed, &Each))
      Result.push_back(costOf(Each));
  return Result;
}

std::vector<Cost> compare(ArrayRef<Finding> Findings, const QueryLog &Before,
                          const QueryLog &After, const EditedCopy &Copy) {
  std::vector<Cost> Result;
  std::vector<const Query *> Claimed, Matched;
  auto Counterpart = [&](const Query &Each) {
    return Matched.emplace_back(After.at(Copy.moved(Each.At), Each.Entity));
  };

  for (const Finding &Each : Findings) {
    if (!Each.isMeasured())
      continue;
    const Query *Measured =
        Before.closest(placeOf(Each.Claim), Each.Claim.Entity);
    std::vector<const Finding *> OfQuery;
    for (const Finding &Other : Findings)
      if (Measured && Other.isMeasured() &&
          Before.closest(placeOf(Other.Claim), Other.Claim.Entity) == Measured)
        OfQuery.push_back(&Other);
    const Query *Fixed = Measured ? Counterpart(*Measured) : nullptr;
    std::vector<bool> About;
    if (Measured)
      About = runsOf(Each, *Measured, Fixed, OfQuery);
    Cost Found = claimed(Each, Measured, About);
    if (Measured)
      hold(Found, Each, *Measured, Fixed, OfQuery, About);
    Claimed.push_back(Measured);
    Result.push_back(std::move(Found));
  }
  for (const Query &Each : Before.queries()) {
    if (is_contained(Claimed, &Each))
      continue;
    Cost Other = costOf(Each);
    same(Other, Each, Counterpart(Each));
    Result.push_back(std::move(Other));
  }
  for (const Query &Each : After.queries()) {
    if (is_contained(Matched, &Each))
      continue;
    Cost New = costOf(Each);
    New.After = std::exchange(New.Before, 0);
    New.Problems.push_back("it runs only since the fixes (the place is that in "
                           "the fixed copy)");
    Result.push_back(std::move(New));
  }
  return Result;
}

} // namespace ormlint::verify
