//===--- QueryLog.h - What a run asked of its database ---------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the query log that the runtime writes (docs/proof.md, "The query log")
// and groups its statements by the query expression they belong to.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_QUERYLOG_H
#define ORMLINT_TOOLS_VERIFY_QUERYLOG_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ormlint::verify {

/// A place in a source file; line and column count from 1.
struct Place {
  std::string File; ///< Absolute, without `.` and `..`.
  unsigned Line = 0, Column = 0;
  friend bool operator==(const Place &, const Place &) = default;
};

/// A statement that ran and counts as a query.
struct Statement {
  std::string Kind;       ///< `select`, `insert`, `update`, `delete`.
  std::string SQL;        ///< With lists of keys written out.
  std::string Parameters; ///< The bound values as JSON.
  std::string Cause;      ///< `query`, `lazy`, `prefetch`, `count`, ...
  std::string Path;       ///< From the query's rows to what was read.
  std::uint64_t Rows = 0; ///< How many rows it returned.
  bool reads() const { return Kind == "select"; }
  friend bool operator==(const Statement &, const Statement &) = default;
};

/// One run of a query expression: what it and the rows read through it cost.
struct QueryRun {
  std::uint64_t Root = 0; ///< The runtime's number for it.
  std::vector<Statement> Statements;

  /// How many statements read; the others are the program's own writes, which
  /// no formula is about.
  std::uint64_t reads() const;
  std::vector<Statement> writes() const;
  /// How many statements read \p Path.
  std::uint64_t statements(llvm::StringRef Path) const;
  /// How many rows of \p Path a loop could run over: those that statements
  /// fetched, not the single row in which a count comes back.
  std::uint64_t rows(llvm::StringRef Path) const;
};

/// A query expression and its runs in order.
struct Query {
  Place At;
  std::string Entity;
  std::vector<QueryRun> Runs;

  std::uint64_t statements() const;
  std::uint64_t reads() const;
  /// Whether it changed nothing in the database.
  bool onlyReads() const;
};

/// The statements of one run of a program.
class QueryLog {
public:
  /// Reads JSON Lines. \p Name is used in errors, which say
  /// `name:line: what is wrong`. Statements that do not count (transactions,
  /// pragmas, schema) are checked and left out.
  static llvm::Expected<QueryLog> parse(llvm::StringRef Text,
                                        llvm::StringRef Name);

  /// In the order in which they first ran.
  const std::vector<Query> &queries() const { return Queries; }

  /// The query of \p Entity that starts at exactly \p At, or null.
  const Query *at(const Place &At, llvm::StringRef Entity) const;

  /// The query that \p At and \p Entity mean. Compilers differ in the column
  /// they report for a call, so the column decides only between several
  /// queries of one entity on one line: the nearest one is taken. Entities
  /// compare by their last name, as the runtime knows no namespaces. Null if
  /// the line started no query of that entity.
  const Query *closest(const Place &At, llvm::StringRef Entity) const;

private:
  Query &query(const Place &At, llvm::StringRef Entity);

  std::vector<Query> Queries;
};

/// \p Path absolute and without `.` and `..`, so that places compare.
std::string normalized(llvm::StringRef Path);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_QUERYLOG_H
