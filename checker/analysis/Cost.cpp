//===--- Cost.cpp - Statements of a query, as a formula -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Cost.h"
#include "analysis/EagerState.h"
#include "analysis/Propagation.h"
#include "analysis/SharedRows.h"
#include <algorithm>
#include <map>
#include <tuple>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// The letters of loops, in the order in which they are met. Loops over the
/// same rows have the same; so have loops over the related rows as they are,
/// for which there are as many each time they are read.
class Letters {
public:
  const std::string &of(const Turn &Loop, const std::string &Path) {
    static const char *const Alphabet[] = {"N", "M", "K", "L", "P", "Q", "R"};
    const bool ByPath = !Path.empty() && !Loop.Narrowed && !Loop.Open;
    auto [Entry, New] = Known.try_emplace(
        {ByPath ? Path : "",
         ByPath      ? 0
         : Loop.Open ? ~(std::uint64_t{Loop.Function} << 32 | Loop.Loop)
                     : Loop.Rows});
    if (New) {
      const std::size_t Next = Known.size() - 1;
      Entry->second = Next < std::size(Alphabet) ? Alphabet[Next]
                                                 : "N" + std::to_string(Next);
    }
    return Entry->second;
  }

private:
  std::map<std::pair<std::string, std::uint64_t>, std::string> Known;
};

/// Whether \p Fix serves the relation path \p Path.
bool serves(const Addition &Fix, const Names &Path) {
  Names Whole = Fix.To;
  Whole.insert(Whole.end(), Fix.Names.begin(), Fix.Names.end());
  return Path.size() > Fix.To.size() && isPrefix(Path, Whole);
}

/// A term, with the rows its innermost loop runs over and the rows its
/// statement makes (0: none).
struct Summand {
  Term What;
  std::uint64_t Over = 0;
  std::uint64_t Makes = 0;
};

/// Brings \p Terms into a form that the totals of a run can be held against:
/// where a relation is evaluated several times, a run knows the rows of all
/// evaluations together. \returns the formula.
std::string measured(std::vector<Summand> &Terms, std::vector<Term> &Out) {
  std::map<std::string, std::set<std::uint64_t>> Evaluations;
  for (const Summand &S : Terms)
    if (S.Makes)
      Evaluations[S.What.Path].insert(S.Makes);

  using Group = std::pair<std::string, std::optional<std::string>>;
  std::map<Group, std::vector<Summand *>> Groups;
  std::vector<Group> Order;
  for (Summand &S : Terms) {
    const Group Key{S.What.Path, S.What.Rows};
    if (!Groups.count(Key))
      Order.push_back(Key);
    Groups[Key].push_back(&S);
  }
  for (const Group &Key : Order) {
    const auto &Members = Groups[Key];
    Term Total = Members.front()->What;
    Total.Coefficient = 0;
    std::map<std::uint64_t, unsigned> Shares;
    for (const Summand *S : Members) {
      Total.Coefficient += S->What.Coefficient;
      Total.UpTo |= S->What.UpTo;
      Total.Open |= S->What.Open;
      Shares[S->Over] += S->What.Coefficient;
    }
    if (const std::size_t Times =
            Key.second ? Evaluations[*Key.second].size() : 0;
        Times > 1) {
      const unsigned Share = Shares.begin()->second;
      const bool Even =
          Shares.size() == Times &&
          std::all_of(Shares.begin(), Shares.end(),
                      [&](const auto &S) { return S.second == Share; });
      // Each loop has a part of the rows only.
      if (Even)
        Total.Coefficient = Share;
      else
        for (Summand *S : Members)
          Total.UpTo = S->What.UpTo = true;
    }
    Out.push_back(std::move(Total));
  }
  std::vector<Term> Shown;
  for (const Summand &S : Terms)
    Shown.push_back(S.What);
  return formula(Shown);
}

} // namespace

bool served(const std::vector<Addition> &Fix, const Names &Path) {
  return std::any_of(Fix.begin(), Fix.end(),
                     [&](const Addition &A) { return serves(A, Path); });
}

std::string formula(const std::vector<Term> &Terms) {
  std::string Result;
  bool UpTo = false;
  // Equal products are one summand.
  std::vector<std::pair<std::vector<std::string>, unsigned>> Sums;
  for (const Term &T : Terms) {
    UpTo |= T.UpTo;
    auto Found = std::find_if(Sums.begin(), Sums.end(), [&](const auto &Sum) {
      return Sum.first == T.Letters;
    });
    if (Found == Sums.end())
      Sums.emplace_back(T.Letters, T.Coefficient);
    else
      Found->second += T.Coefficient;
  }
  for (const auto &[Product, Coefficient] : Sums) {
    std::string Text;
    for (const std::string &Letter : Product)
      Text += (Text.empty() ? "" : "·") + Letter;
    if (Text.empty())
      Text = std::to_string(Coefficient);
    else if (Coefficient > 1)
      Text = std::to_string(Coefficient) + Text;
    Result += (Result.empty() ? "" : " + ") + Text;
  }
  return (UpTo ? "up to " : "") + Result;
}

namespace {

/// Prices the demands of one query.
class Pricing {
public:
  Pricing(const Unit &Facts, const std::vector<const Demand *> &Demands,
          const std::vector<Addition> &Fix, const std::vector<Removal> &Unused)
      : Facts(Facts), Fix(Fix), Unused(Unused) {
    for (const Demand *D : Demands)
      if (D->What == Demand::Kind::Load && !D->Served)
        Lazy.insert(namesOf(Facts, D->Path));
      else if (D->What == Demand::Kind::Run)
        Wholes.insert(namesOf(Facts, D->Path));
  }

  void add(const Demand &D);
  Claim result();

private:
  struct Evaluation {
    std::vector<Levels::Statement> Before, After;
    /// Those that come with it if a run takes another way to the query.
    std::vector<Levels::Statement> Maybe;
  };
  /// The statements that come with an evaluation, by its eager loads.
  Evaluation evaluate(const Demand &D, const Names &Path) const;
  /// \p Load, made at \p At, without what a fix takes out.
  EagerLoad leftOf(const ValueRef &At, EagerLoad Load) const;
  Term term(const Demand &D, const Names &Path);
  bool isFixed(const Demand &D, const Names &Path) const;
  Names logged(const Demand &D, Names Path) const;

  // One statement reads a to-one relation of a row, however often it is used.
  using Key = std::tuple<bool, std::vector<RelationId>,
                         std::vector<std::uint64_t>, std::vector<Frame>>;

  const Unit &Facts;
  const std::vector<Addition> &Fix;
  const std::vector<Removal> &Unused;
  Letters Letter;
  std::map<Key, std::size_t> Counted;
  std::vector<Summand> Terms;
  std::size_t After = 0;
  bool AfterIsNumber = true;
  /// A recursion may go deeper than what is counted.
  bool Deeper = false;
  /// Relation paths that are read row by row: what loads them in bulk may come
  /// too late.
  std::set<Names> Lazy;
  /// Relation paths to rows that a query gives all together.
  std::set<Names> Wholes;
};

EagerLoad Pricing::leftOf(const ValueRef &At, EagerLoad Load) const {
  const auto Removed =
      std::find_if(Unused.begin(), Unused.end(), [&](const Removal &R) {
        return R.At == At && R.Names == Load.Names && !Load.Object;
      });
  if (Removed != Unused.end())
    Load.Names = Removed->Used;
  return Load;
}

Pricing::Evaluation Pricing::evaluate(const Demand &D,
                                      const Names &Path) const {
  if (D.What != Demand::Kind::Run && D.What != Demand::Kind::Pick &&
      D.What != Demand::Kind::Bulk)
    return {};
  Levels Before(Path,
                D.Path.empty() ? "" : Facts.Relations[D.Path.front()].Inverse);
  Levels After = Before, Maybe = Before;
  for (const auto *Loads : {&D.OwnLoads, &D.MaybeLoads})
    for (const ValueRef &Load : *Loads) {
      const Function &F = Facts.Functions[Load.Function];
      for (const EagerLoad &Made : F.Values[Load.Value].Details->Loads)
        Maybe.add(F, Made);
    }
  for (const ValueRef &Load : D.OwnLoads) {
    const Function &F = Facts.Functions[Load.Function];
    for (const EagerLoad &Made : F.Values[Load.Value].Details->Loads) {
      Before.add(F, Made);
      if (const EagerLoad Left = leftOf(Load, Made); !Left.Names.empty())
        After.add(F, Left);
    }
  }
  // Another expression may give the same related rows.
  auto Here = [&](const Addition &A) {
    return A.To == Path &&
           (Path.empty() || A.At == ValueRef() || A.At == D.Evaluates);
  };
  // Whether the fix loads it, be it by a join.
  auto Fixed = [&](const Levels::Statement &Level) {
    return std::any_of(Fix.begin(), Fix.end(), [&](const Addition &A) {
      return Here(A) && isPrefix(Level.Stored, A.Names);
    });
  };
  if (D.What == Demand::Kind::Bulk) {
    // What is in memory by then is not loaded again; it may be so on some of
    // the ways to the query only.
    enum class When { Perhaps, EveryWay, Fixed };
    auto InMemory = [&](const Levels::Statement &Level, When How) {
      return std::any_of(
          D.Loads.begin(), D.Loads.end(), [&](const Demand::Eager &At) {
            const Function &F = Facts.Functions[At.At.Function];
            const auto &Loads = F.Values[At.At.Value].Details->Loads;
            return (At.EveryWay || How != When::EveryWay) &&
                   std::any_of(
                       Loads.begin(), Loads.end(), [&](const EagerLoad &Load) {
                         return analysis::serves(F,
                                                 How == When::Fixed
                                                     ? leftOf(At.At, Load)
                                                     : Load,
                                                 Level.Stored) == Served::Yes;
                       });
          });
    };
    Evaluation Result;
    for (const Levels::Statement &Level : Before.statements()) {
      if (!InMemory(Level, When::Perhaps))
        Result.Before.push_back(Level);
      else if (!InMemory(Level, When::EveryWay))
        Result.Maybe.push_back(Level);
      if (!InMemory(Level, When::Fixed) && !Fixed(Level))
        Result.After.push_back(Level);
    }
    return Result;
  }
  for (const Addition &A : Fix)
    if (Here(A)) {
      if (A.LeadingToOne == A.Names.size())
        After.join(A.Names);
      else
        After.prefetch(A.Names);
    }
  const auto Certain = Before.statements(), Left = After.statements();
  // Where the fix loads it on every way, one way's load is no more than what
  // the others ask row by row.
  auto Others = Maybe.statements();
  std::erase_if(Others, [&](const Levels::Statement &Level) {
    return std::find(Certain.begin(), Certain.end(), Level) != Certain.end() ||
           std::find(Left.begin(), Left.end(), Level) != Left.end() ||
           Fixed(Level);
  });
  return {Certain, Left, std::move(Others)};
}

/// A log names relations, not the attributes that their rows are stored under.
Names Pricing::logged(const Demand &D, Names Path) const {
  for (const Demand::Eager &At : D.Loads)
    for (const EagerLoad &Load :
         Facts.Functions[At.At.Function].Values[At.At.Value].Details->Loads) {
      const std::size_t Length = Load.Names.size();
      if (!Load.Attribute.empty() && Path.size() >= Length &&
          Path[Length - 1] == Load.Attribute &&
          std::equal(Load.Names.begin(), Load.Names.end() - 1, Path.begin()))
        Path[Length - 1] = Load.Names.back();
    }
  return Path;
}

Term Pricing::term(const Demand &D, const Names &Path) {
  Term Result;
  Result.Path = keyOf(logged(D, Path));
  Result.UpTo = D.UpTo || D.Perhaps;
  for (auto Loop = D.Turns.rbegin(); Loop != D.Turns.rend(); ++Loop) {
    Result.Open |= Loop->Open;
    if (!Loop->Open)
      Result.Rows = keyOf(logged(D, rowsOf(Facts, D, *Loop)));
    Result.Letters.push_back(Letter.of(*Loop, Result.Rows.value_or("")));
  }
  if (D.What == Demand::Kind::Load)
    Result.UpTo |= isOfSharedRow(Facts, D);
  else
    Result.Open |= isOverSharedRows(Facts, D);
  Result.UpTo |= isOverPartOfRows(Facts, D, Wholes);
  return Result;
}

/// Whether the fix answers \p D.
bool Pricing::isFixed(const Demand &D, const Names &Path) const {
  return std::any_of(Fix.begin(), Fix.end(), [&](const Addition &A) {
    const bool Alone = D.BeyondAlone != 0 && D.Alone == A.At &&
                       D.BeyondAlone + A.To.size() == Path.size();
    return serves(A, Path) && (D.Servable || D.Cached || Alone);
  });
}

void Pricing::add(const Demand &D) {
  if (D.What == Demand::Kind::Probe || D.What == Demand::Kind::Write ||
      D.Served)
    return;
  const Names Path = namesOf(Facts, D.Path);
  const auto [Entry, New] = Counted.try_emplace(
      Key{D.What == Demand::Kind::Load, D.Path, identityOf(Facts, D), D.Stack},
      Terms.size());
  if (!New && D.What == Demand::Kind::Bulk)
    return;
  if (!New) {
    // That it is read for certain in one place is enough.
    Terms[Entry->second].What.UpTo &= D.UpTo || D.Perhaps;
    return;
  }
  const Evaluation Comes = evaluate(D, Path);
  Term Own = term(D, Path);
  Own.Open |= D.Recursive;
  Deeper |= D.Recursive;
  const std::uint64_t Over = D.Turns.empty() ? 0 : D.Turns.front().Rows;
  const bool Makes =
      (D.What == Demand::Kind::Run || D.What == Demand::Kind::Pick) &&
      !D.Identity.empty();
  // A loop that counts up to it asks once more than it turns.
  if (const Event &Asks = Facts.Functions[D.Origin].Events[D.Event];
      Asks.Bounds && !D.Turns.empty() && D.Turns.front().Open &&
      D.Turns.front().Function == D.Origin &&
      D.Turns.front().Loop == Asks.Loop) {
    Demand Last = D;
    Last.Turns.erase(Last.Turns.begin());
    Terms.push_back({term(Last, Path), Over, 0});
  }
  if (D.What != Demand::Kind::Bulk)
    Terms.push_back({Own, Over, Makes ? D.Identity.front() : 0});
  auto AddLevel = [&](const Names &Level, bool UpTo) {
    Term OfLevel = Own;
    OfLevel.Path = keyOf(Level);
    OfLevel.UpTo |= UpTo;
    if (D.InParts) {
      // Once for each part of the rows; how many there are, no log can say.
      Turn Parts;
      Parts.Rows =
          std::uint64_t{D.InParts->Function + 1} << 32 | D.InParts->Value;
      OfLevel.Letters.push_back(Letter.of(Parts, ""));
      OfLevel.Open = true;
    }
    // Its rows come beside those of other evaluations of the relation.
    const auto Fetch = std::hash<std::string>()(OfLevel.Path) | 1;
    Terms.push_back({std::move(OfLevel), Over, Fetch});
  };
  for (const Levels::Statement &Level : Comes.Before)
    AddLevel(Level.Path,
             D.What == Demand::Kind::Bulk && Lazy.count(Level.Path));
  for (const Levels::Statement &Level : Comes.Maybe)
    AddLevel(Level.Path, /*UpTo=*/true);
  if (isFixed(D, Path))
    return;
  After += (D.What == Demand::Kind::Bulk ? 0 : 1) + Comes.After.size();
  // What is still repeated, or may be skipped, is no number.
  AfterIsNumber &= Own.Letters.empty() && (!D.UpTo || Path.empty()) &&
                   Comes.Maybe.empty() && (!D.InParts || Comes.After.empty());
}

Claim Pricing::result() {
  Claim Result;
  Result.BeforeText = measured(Terms, Result.Before);
  Result.MoreThan = Deeper;
  if (Deeper) {
    const std::string Counted = Result.BeforeText;
    const std::string Bound = "up to ";
    Result.BeforeText =
        "more than " +
        (Counted.starts_with(Bound) ? Counted.substr(Bound.size()) : Counted);
  } else if (AfterIsNumber)
    Result.After = static_cast<unsigned>(After);
  return Result;
}

} // namespace

Claim costOf(const Unit &Facts, const std::vector<Demand> &Demands,
             const std::vector<Addition> &Fix,
             const std::vector<Removal> &Unused) {
  // From the outside in, so that the outer loop is N.
  std::vector<const Demand *> Sorted;
  for (const Demand &D : Demands)
    Sorted.push_back(&D);
  std::sort(Sorted.begin(), Sorted.end(), [](const Demand *A, const Demand *B) {
    return std::make_tuple(A->Turns.size(), A->Path.size(), A) <
           std::make_tuple(B->Turns.size(), B->Path.size(), B);
  });
  Pricing Prices(Facts, Sorted, Fix, Unused);
  for (const Demand *D : Sorted)
    Prices.add(*D);
  return Prices.result();
}

} // namespace ormlint::analysis
