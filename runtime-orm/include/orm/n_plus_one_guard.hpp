#ifndef ORM_N_PLUS_ONE_GUARD_HPP
#define ORM_N_PLUS_ONE_GUARD_HPP

#include <orm/query_log.hpp>

#include <functional>

namespace orm {

/// A relation that was loaded row by row for the rows of one query.
struct NPlusOne {
  std::string root_entity; ///< the query's model
  std::string path;        ///< "courses__department", from the query's rows
  std::size_t rows = 0;    ///< that have loaded it so far, this one included
  CodeLocation root;       ///< the `objects(db)` call
  CodeLocation access;     ///< the line that loads, resolved
  std::string fix;         ///< what to append to the query: `prefetch_related("courses")`

  /// One sentence with both places and the fix.
  [[nodiscard]] std::string message() const;
};

/// A guard that was told to raise saw N+1 loads. The load it refused did not run.
class NPlusOneError : public Error {
public:
  explicit NPlusOneError(NPlusOne found) : Error(found.message()), found_(std::move(found)) {}
  [[nodiscard]] const NPlusOne& found() const noexcept { return found_; }

private:
  NPlusOne found_;
};

struct NPlusOneOptions {
  /// The row of a query whose load of the same relation is too many.
  std::size_t threshold = 2;
  /// Throw NPlusOneError from the access in place of a report.
  bool raise = false;
  /// Called once for each query expression and relation; without one, a line on stderr. What it
  /// throws leaves the access.
  std::function<void(const NPlusOne&)> report{};
};

/// Notices at run time that a program loads the same relation lazily for several rows of one query,
/// which select_related or prefetch_related on the query would load at once.
///
/// Rows are counted for each `objects(db)` call by itself, each row once: two queries of one row
/// each are no N+1, and a row that loads the same relation twice is one row. A report comes once
/// for a query expression and relation until `reset()`; an exception comes each time. The
/// environment variable ORM_N_PLUS_ONE=warn (or raise) guards all databases of a program as it is.
class NPlusOneGuard {
public:
  explicit NPlusOneGuard(const Database& database, NPlusOneOptions options = {});
  NPlusOneGuard(const NPlusOneGuard&) = delete;
  NPlusOneGuard& operator=(const NPlusOneGuard&) = delete;
  ~NPlusOneGuard();

  /// Forgets the rows that were counted and what has been reported.
  void reset();

private:
  class Watcher;
  std::shared_ptr<detail::Connection> connection_;
  std::unique_ptr<Watcher> watcher_;
};

} // namespace orm

#endif
