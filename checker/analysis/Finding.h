//===--- Finding.h - What the analysis concludes ----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings are facts about facts: places, paths and costs, no words and no
// edits. The report room turns them into messages and fix-its.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_ANALYSIS_FINDING_H
#define ORMLINT_ANALYSIS_FINDING_H

#include "analysis/Paths.h"
#include "facts/Facts.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ormlint::analysis {

/// A summand of a cost: `Coefficient` statements for each of the rows of
/// `Rows` (total over the run of the query), or just `Coefficient` statements
/// where there is no such loop.
struct Term {
  /// The relation path, from the query's rows, that the statements read;
  /// empty: the query's own rows.
  std::string Path;
  unsigned Coefficient = 1;
  /// The relation path whose rows the innermost loop runs over ("" = the
  /// query's own rows); none: the statement is not repeated.
  std::optional<std::string> Rows;
  /// The loops' letters, outermost first: "N", "M".
  std::vector<std::string> Letters;
  /// Fewer where a branch, a null key or an early exit skips it.
  bool UpTo = false;
  /// One of the letters stands for a loop over something else than rows: a
  /// run's log does not say how often it turned.
  bool Open = false;
};

/// What running the program must show for a finding's query.
struct Claim {
  /// Where the query starts (`Student::objects(db)`), and its entity.
  facts::Symbol File;
  unsigned Line = 0, Column = 0;
  facts::Symbol Entity;
  std::vector<Term> Before;
  /// "1 + N + N·M"; with "up to " in front where a term is UpTo.
  std::string BeforeText;
  /// Deeper levels of a recursion cost more than that.
  bool MoreThan = false;
  /// Statements once the fix is in; none where no number can be named.
  std::optional<unsigned> After;
  /// The formula is that of one run, and the fix leaves fewer of them: a query
  /// that a loop starts anew.
  bool FewerRuns = false;
};

/// How a reader gets from the query to the access, outermost first.
struct Step {
  enum class Kind {
    Query,  ///< The query starts here (when the finding sits elsewhere).
    Loop,   ///< Its rows are looped over here.
    Call,   ///< They are handed to `Name` here.
    Turn,   ///< A loop over anything repeats it.
    Access, ///< The relation is loaded here, once for each row.
  };
  Kind What;
  facts::Place At;
  facts::Symbol Name;   ///< Callee, or relation path.
  facts::Symbol Over;   ///< For a loop: the relation path of its rows.
  std::size_t Turn = 0; ///< For a loop: which turn of the demand it is.
};

/// Why a fix is given in words only.
enum class NoFix {
  None,
  Macro,        ///< The query expression is (partly) in a macro.
  Template,     ///< In a template instantiation.
  SystemHeader, ///< In a header the user does not own.
  Container,    ///< Rows come back in a container from another function.
  NoSyntax,     ///< The ORM has no eager loading.
  Unknown,      ///< Where the rows come from cannot be seen.
  Streamed,     ///< The rows are read in parts: a prefetch needs their size.
  Recursive,    ///< It is read at each level of a tree.
  Written,      ///< The loop writes the relation it reads.
  Opaque,       ///< The expression is no query set a call can be appended to.
  Clash,        ///< Further on, a part of it is loaded by a query of its own.
};

/// How sure a finding is that it costs what it says.
enum class Confidence : std::uint8_t {
  Possible, ///< Where the rows come from cannot be seen.
  Likely,   ///< It may be less: a condition, an early exit, a null key.
  Certain,
};

/// A missing eager load of one query: every path the loops follow that the
/// query does not load.
struct MissingEagerLoad {
  facts::Place At;      ///< The query expression.
  facts::Symbol Entity; ///< The entity of the rows the paths start from.
  /// The relation paths, each as relation names from the anchor's rows.
  struct Path {
    analysis::Names Names;
    unsigned LeadingToOne = 0;  ///< Relations to one, from the front.
    unsigned TrailingToOne = 0; ///< Relations to one, from the back.
    bool UpTo = false;
    std::vector<Step> Trace;
  };
  std::vector<Path> Paths;
  /// The profile that knows the syntax.
  facts::Symbol Profile;
  /// Where an eager load can be appended, and the ones that are there, in
  /// order of evaluation and after the last clear.
  facts::EditSite Site;
  std::vector<facts::EagerLoad> Existing;
  NoFix Why = NoFix::None;
  /// The function the query expression is in.
  std::uint32_t Function = 0;
  /// All of it is loaded, but under names that the loops do not read.
  bool Elsewhere = false;
  unsigned Nesting = 0;
  Confidence Sure = Confidence::Certain;
  Claim Cost;
};

/// Related rows that are chosen for each row in one way, by refinements that an
/// eager load's own query could have.
struct Choice {
  /// The eager load that is there.
  facts::EagerLoad Load;
  /// How the query starts, `Student::objects(db)`, and the entity that the one
  /// of the related rows would name instead.
  facts::Place Query, QueryEnd;
  facts::Symbol Target;
  /// The refinements at the access, `.filter(…)`: the dot, and behind them.
  facts::Place From, To;
  /// They are made of `all()`, not of the relation itself.
  bool All = false;
};

/// What else there is to say of a query, an eager load or a write.
struct Finding {
  enum class Kind : std::uint8_t {
    LeftOutColumn, ///< The query leaves out a column that the loop reads.
    // An eager load is there and does not serve.
    NarrowedBesideLoad, ///< Other rows of the relation than those it loaded.
    ModifiedBesideLoad, ///< The relation is changed before it is read.
    DiscardedLoad,      ///< The query that has it is thrown away.
    StreamedLoad,       ///< The rows are read in parts.
    // A query of its own for each row.
    QueryPerTurn,   ///< By something that differs from turn to turn.
    SameQuery,      ///< The same one each time.
    CountedPerRow,  ///< Related rows are counted.
    NarrowedPerRow, ///< Some of the related rows are read.
    // The other checks.
    UnusedLoad,
    WritePerTurn,
  };
  Kind What;
  facts::Place At;
  facts::Symbol Entity;
  facts::Symbol Profile;
  /// The relation paths it is about, as names; of an unused one, the part of
  /// it that is used.
  std::vector<Names> Paths, Used;
  /// The method that is called for each row, or that makes other rows of them.
  facts::Symbol Method;
  std::vector<Step> Trace;
  bool UpTo = false;
  /// Loops around it.
  unsigned Nesting = 0;
  Claim Cost;
  /// For edits: the expression, the eager loads as they are written, the
  /// variable that a discarded query could be assigned to.
  facts::EditSite Site;
  std::vector<facts::EagerLoad> Loads;
  facts::Symbol Variable;
  facts::Place Statement;
  /// For NarrowedBesideLoad: the eager load can choose the rows.
  std::optional<Choice> Chosen;
  /// The choice differs from row to row.
  bool ByRow = false;
  /// For SameQuery: the declaration of it that can stand before the loop.
  std::optional<facts::Hoist> Moved;
};

/// How much of the code the analysis could decide.
struct Coverage {
  /// Loops over rows whose query is known, and those of them in findings.
  std::vector<facts::Place> LoopsChecked, LoopsReported;
  struct Undecided {
    facts::Place At;
    facts::Symbol Reason;
  };
  /// Loops whose rows come from somewhere out of sight, or that ask for more
  /// than is followed.
  std::vector<Undecided> LoopsUndecided;
  /// How many functions deal with queries or rows.
  std::size_t Functions = 0;
  /// Functions that were not looked at, or not at all they do.
  std::vector<Undecided> Skipped;
};

struct Findings {
  std::vector<MissingEagerLoad> MissingEagerLoads;
  std::vector<Finding> Others;
  analysis::Coverage Coverage;
  /// How many values were looked at, on the way of a demand or of a row: what
  /// the work is measured by where no clock is.
  std::size_t Steps = 0;
};

/// What a user may set.
struct Settings {
  /// Longer relation paths are undecided.
  unsigned MaxPathDepth = 8;
  /// Also report loops over rows whose origin cannot be seen.
  bool UnknownRows = false;
  /// Findings that change the fixes of others, and what these cost: missing
  /// eager loads and columns, loads that do not serve what is read, loads that
  /// nothing reads. Those that are not shown must not.
  bool MissingLoads = true;
  bool IneffectiveLoads = true;
  bool UnusedLoads = true;
};

} // namespace ormlint::analysis

#endif // ORMLINT_ANALYSIS_FINDING_H
