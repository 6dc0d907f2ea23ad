#ifndef ORM_SRC_QUERY_GROUPS_HPP
#define ORM_SRC_QUERY_GROUPS_HPP

#include "log_store.hpp"

namespace orm::detail {

/// Statements with one text, from one place, for one query expression: a loop's, mostly.
struct QueryGroup {
  const LogRecord* first = nullptr;
  std::size_t count = 0;
  std::size_t repeated = 0; ///< with the same values as an earlier one
  std::int64_t total = 0;   ///< ticks (watch_clock.hpp)
  std::int64_t rows = 0;
  /// How many rows of one run of the query each needed a statement; 0 where at most one did.
  std::size_t n_plus_one = 0;
  CodeLocation root{};
  CodeLocation access{};
};

struct QueryGroups {
  std::vector<QueryGroup> groups;       ///< in the order they began
  std::vector<std::uint32_t> of_record; ///< the group of each record
};

/// Folds a log. All places are resolved.
QueryGroups fold(const LogStore& log);

/// "SELECT … [3 times]" and the places, a group a paragraph, then what an eager load could save or
/// has brought for nothing. Leaves out what does not count.
std::string report_of(const LogStore& log);

/// The eager load that would have answered: `prefetch_related("courses")`.
std::string eager_load_for(const Root& root, std::string_view path, bool refined);
/// What was read: "Student.courses", "Student.courses__department".
std::string relation_of(const Root& root, std::string_view path);

} // namespace orm::detail

#endif
