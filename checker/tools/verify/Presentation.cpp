//===--- Presentation.cpp - The verdict as people read it -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Presentation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <set>

using namespace llvm;

namespace ormlint::verify {

Expected<ExpectedCost> ExpectedCost::parse(StringRef Text) {
  auto Wrong = [&] {
    return createStringError("'" + Text +
                             "' is not an expected cost; write "
                             "FILE:LINE: BEFORE -> AFTER, FILE:ENTITY: BEFORE "
                             "-> AFTER, or either with one number");
  };
  auto [Where, Numbers] = Text.rsplit(':');
  auto [File, LineOrEntity] = Where.rsplit(':');
  ExpectedCost Result;
  Result.Text = Text.str();
  Result.File = File.trim().str();
  Result.LineOrEntity = LineOrEntity.trim().str();
  if (Result.File.empty() || Result.LineOrEntity.empty())
    return Wrong();

  auto [Before, After] = Numbers.split("->");
  if (Before.trim().getAsInteger(10, Result.Before))
    return Wrong();
  if (Numbers.contains("->")) {
    std::uint64_t Number;
    if (After.trim().getAsInteger(10, Number))
      return Wrong();
    Result.After = Number;
  }
  return Result;
}

/// Whether \p Path ends in the whole names of \p End.
static bool endsIn(StringRef Path, StringRef End) {
  return Path.consume_back(End) && (Path.empty() || Path.ends_with("/"));
}

std::string ExpectedCost::check(const std::vector<Cost> &Costs) const {
  const Cost *Found = nullptr;
  for (const Cost &Each : Costs) {
    if (!endsIn(Each.At.File, File) ||
        (LineOrEntity != utostr(Each.At.Line) && LineOrEntity != Each.Entity))
      continue;
    if (Found)
      return "expected '" + Text + "', but several queries fit; name the line";
    Found = &Each;
  }
  if (!Found)
    return "expected '" + Text + "', but no such query ran";
  if (Found->Before != Before)
    return "expected '" + Text + "', but it cost " + utostr(Found->Before);
  if (After && !Found->After)
    return "expected '" + Text + "', but no fix was applied";
  if (After && *Found->After != *After)
    return "expected '" + Text + "', but it cost " + utostr(*Found->After) +
           " with the fix";
  return "";
}

namespace {

/// Rows of text in columns: the first ones to the left, numbers to the right.
class Table {
public:
  explicit Table(std::vector<std::string> Head, std::size_t LeftColumns)
      : LeftColumns(LeftColumns) {
    add(std::move(Head));
  }

  void add(std::vector<std::string> Row) { Rows.push_back(std::move(Row)); }

  void print(raw_ostream &Out) const {
    std::vector<int> Widths(Rows.front().size());
    for (const auto &Row : Rows)
      for (std::size_t I = 0; I != Row.size(); ++I)
        Widths[I] = std::max(Widths[I], width(Row[I]));
    for (const auto &Row : Rows) {
      std::string Line;
      for (std::size_t I = 0; I != Row.size(); ++I) {
        std::string Padding(Widths[I] - width(Row[I]), ' ');
        Line += "  ";
        Line += I < LeftColumns ? Row[I] + Padding : Padding + Row[I];
      }
      Out << StringRef(Line).rtrim() << '\n';
    }
  }

private:
  static int width(StringRef Text) {
    int Columns = sys::unicode::columnWidthUTF8(Text);
    return Columns < 0 ? int(Text.size()) : Columns;
  }

  std::size_t LeftColumns;
  std::vector<std::vector<std::string>> Rows;
};

} // namespace

static std::string shortPlace(const Place &At) {
  return sys::path::filename(At.File).str() + ":" + utostr(At.Line);
}

static std::string number(std::optional<std::uint64_t> Value) {
  return Value ? utostr(*Value) : "";
}

/// The queries a reader wants to see: those with a finding, those that did not
/// stay as they were, and those that only read. Seeding is counted below.
static bool listed(const Cost &Each) {
  return !Each.Formula.empty() || !Each.Problems.empty() || Each.OnlyReads;
}

static void printTable(const Verdict &What, raw_ostream &Out) {
  Table Queries({"query", "rows of", "formula", "predicted", "before",
                 "promised", "after"},
                3);
  std::uint64_t Others = 0, Statements = 0;
  for (const Cost &Each : What.Costs) {
    if (!listed(Each)) {
      ++Others;
      Statements += Each.Before;
      continue;
    }
    std::string Predicted = number(Each.Predicted);
    if (Each.UpTo && Each.Predicted)
      Predicted = "<= " + Predicted;
    Queries.add({shortPlace(Each.At), Each.Entity,
                 Each.Formula.empty() ? "no finding" : Each.Formula, Predicted,
                 utostr(Each.Before), number(Each.Promised),
                 number(Each.After)});
  }
  Queries.print(Out);
  if (Others)
    Out << "  and " << Others
        << (Others == 1 ? " place that writes, " : " places that write, ")
        << Statements << " statements" << (What.Fixed ? ": unchanged" : "")
        << '\n';
}

static void printProblems(const Verdict &What, raw_ostream &Out) {
  for (const Cost &Each : What.Costs)
    for (const std::string &Problem : Each.Problems)
      Out << Each.At.File << ':' << Each.At.Line << ": " << Problem << '\n';
  for (const std::string &Problem : What.Problems)
    Out << Problem << '\n';
}

void present(const Verdict &What, const PresentationOptions &Options,
             raw_ostream &Out) {
  // One that is about several queries is one to the reader.
  std::set<std::string> Said;
  for (const Finding &Each : What.Findings)
    if (const std::string Line =
            Each.Where + ": " + Each.Text + " [" + Each.Check + "]\n";
        Said.insert(Line).second)
      Out << Line;
  if (!What.Findings.empty())
    Out << '\n';
  printTable(What, Out);

  if (Options.Statements)
    for (const Cost &Each : What.Costs) {
      if (!listed(Each))
        continue;
      Out << '\n'
          << shortPlace(Each.At) << ' ' << Each.Entity
          << (What.Fixed ? ", with the fixes:\n" : ":\n");
      for (const std::string &SQL : Each.SQL)
        Out << "  " << SQL << '\n';
    }

  Out << '\n';
  printProblems(What, Out);
  bool Sound = What.Problems.empty() &&
               all_of(What.Costs,
                      [](const Cost &Each) { return Each.Problems.empty(); });
  if (!Sound) {
    Out << "not proved\n";
    return;
  }
  if (!What.Fixed) {
    Out << "nothing to prove: "
        << (What.Findings.empty() ? "the check reports nothing\n"
                                  : "no finding has a fix\n");
    return;
  }
  std::uint64_t Before = 0, After = 0, Fixed = 0;
  for (const Cost &Each : What.Costs)
    if (Each.Promised) {
      ++Fixed;
      Before += Each.Before;
      After += *Each.After;
    }
  Out << "proved: same output (" << What.OutputLines
      << (What.OutputLines == 1 ? " line" : " lines") << "), ";
  if (Fixed == 0)
    Out << "but no fix promises a number of queries";
  else
    Out << Before << " -> " << After << " queries for " << Fixed
        << (Fixed == 1 ? " finding" : " findings");
  Out << ", nothing left for the check to report\n";
}

} // namespace ormlint::verify
