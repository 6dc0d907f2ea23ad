//===--- QueryLog.cpp - What a run asked of its database -----------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/QueryLog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <limits>

using namespace llvm;

namespace ormlint::verify {

std::string normalized(StringRef Path) {
  SmallString<256> Result(Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::uint64_t QueryRun::statements(StringRef Path) const {
  return count_if(Statements, [&](const Statement &Each) {
    return Each.reads() && Each.Path == Path;
  });
}

std::uint64_t QueryRun::reads() const {
  return count_if(Statements,
                  [](const Statement &Each) { return Each.reads(); });
}

std::vector<Statement> QueryRun::writes() const {
  std::vector<Statement> Result;
  copy_if(Statements, std::back_inserter(Result),
          [](const Statement &Each) { return !Each.reads(); });
  return Result;
}

std::uint64_t Query::reads() const {
  std::uint64_t Total = 0;
  for (const QueryRun &Run : Runs)
    Total += Run.reads();
  return Total;
}

std::uint64_t QueryRun::rows(StringRef Path) const {
  std::uint64_t Total = 0;
  for (const Statement &Each : Statements)
    if (Each.reads() && Each.Path == Path && Each.Cause != "count" &&
        Each.Cause != "exists")
      Total += Each.Rows;
  return Total;
}

std::uint64_t Query::statements() const {
  std::uint64_t Total = 0;
  for (const QueryRun &Run : Runs)
    Total += Run.Statements.size();
  return Total;
}

bool Query::onlyReads() const {
  return all_of(Runs, [](const QueryRun &Run) {
    return all_of(Run.Statements,
                  [](const Statement &Each) { return Each.reads(); });
  });
}

namespace {

/// One line of the log, as far as the proof reads it.
struct Line {
  bool Counted = false;
  verify::Statement Statement;
  std::uint64_t Root = 0;
  std::string Entity;
  Place At;
};

} // namespace

static bool read(const json::Object &From, Line &Into, std::string &Problem) {
  auto Counted = From.getBoolean("counted");
  auto SQL = From.getString("sql");
  if (!Counted || !SQL) {
    Problem = "expected \"counted\" (true or false) and \"sql\" (text)";
    return false;
  }
  Into.Counted = *Counted;
  if (!Into.Counted)
    return true;

  Into.Statement.Kind = From.getString("kind").value_or("").str();
  // Keys are bound as one list: only the display form writes them out.
  Into.Statement.SQL = From.getString("display_sql").value_or(*SQL).str();
  if (const json::Value *Parameters = From.get("params"))
    raw_string_ostream(Into.Statement.Parameters) << *Parameters;
  Into.Statement.Cause = From.getString("cause").value_or("").str();
  Into.Statement.Path = From.getString("path").value_or("").str();
  Into.Statement.Rows = From.getInteger("rows").value_or(0);

  const json::Object *Root = From.getObject("root");
  auto Id = Root ? Root->getInteger("id") : std::nullopt;
  auto File = Root ? Root->getString("file") : std::nullopt;
  auto LineNumber = Root ? Root->getInteger("line") : std::nullopt;
  if (!Id || !File || !LineNumber) {
    Problem = "a counted statement needs a \"root\" with \"id\", \"file\" and "
              "\"line\"";
    return false;
  }
  Into.Root = *Id;
  Into.Entity = Root->getString("entity").value_or("").str();
  Into.At.File = normalized(*File);
  Into.At.Line = *LineNumber;
  Into.At.Column = Root->getInteger("column").value_or(0);
  return true;
}

Query &QueryLog::query(const Place &At, StringRef Entity) {
  for (Query &Each : Queries)
    if (Each.At == At && Each.Entity == Entity)
      return Each;
  return Queries.emplace_back(Query{At, Entity.str(), {}});
}

Expected<QueryLog> QueryLog::parse(StringRef Text, StringRef Name) {
  QueryLog Result;
  unsigned Number = 0;
  while (!Text.empty()) {
    StringRef Row;
    std::tie(Row, Text) = Text.split('\n');
    ++Number;
    if (Row.trim().empty())
      continue;

    Expected<json::Value> Value = json::parse(Row);
    std::string Problem;
    if (!Value)
      Problem = toString(Value.takeError());
    else if (!Value->getAsObject())
      Problem = "expected an object";
    Line Each;
    if (!Problem.empty() || !read(*Value->getAsObject(), Each, Problem))
      return createStringError(Name + ":" + Twine(Number) +
                               ": not a line of a query log: " + Problem);
    if (!Each.Counted)
      continue;

    Query &Owner = Result.query(Each.At, Each.Entity);
    // Backwards: a statement mostly belongs to the run that began last.
    auto Known = find_if(reverse(Owner.Runs), [&](const QueryRun &Run) {
      return Run.Root == Each.Root;
    });
    QueryRun &Run = Known != Owner.Runs.rend()
                        ? *Known
                        : Owner.Runs.emplace_back(QueryRun{Each.Root, {}});
    Run.Statements.push_back(std::move(Each.Statement));
  }
  // A query set that is made first may run last; its number tells which of the
  // expression's runs it is.
  for (Query &Each : Result.Queries)
    sort(Each.Runs, [](const QueryRun &Left, const QueryRun &Right) {
      return Left.Root < Right.Root;
    });
  return Result;
}

const Query *QueryLog::at(const Place &At, StringRef Entity) const {
  for (const Query &Each : Queries)
    if (Each.At == At && Each.Entity == Entity)
      return &Each;
  return nullptr;
}

static StringRef lastName(StringRef Qualified) {
  auto [Outer, Last] = Qualified.rsplit("::");
  return Last.empty() ? Outer : Last;
}

const Query *QueryLog::closest(const Place &At, StringRef Entity) const {
  const Query *Best = nullptr;
  unsigned BestDistance = std::numeric_limits<unsigned>::max();
  for (const Query &Each : Queries) {
    if (Each.At.File != At.File || Each.At.Line != At.Line ||
        lastName(Each.Entity) != lastName(Entity))
      continue;
    unsigned Distance = Each.At.Column > At.Column ? Each.At.Column - At.Column
                                                   : At.Column - Each.At.Column;
    if (Distance < BestDistance) {
      Best = &Each;
      BestDistance = Distance;
    }
  }
  return Best;
}

} // namespace ormlint::verify
