#ifndef ORM_SRC_CLAUSES_HPP
#define ORM_SRC_CLAUSES_HPP

#include "joins.hpp"
#include "select.hpp"

#include <algorithm>
#include <iterator>

namespace orm::detail {

/// Do annotations make the rows unique, where a filter through a relation to many has multiplied
/// them? (Django groups by the key then.)
bool distinct_rows(const QuerySpec& spec);

inline void append(Sql& to, Sql from) {
  std::ranges::move(from.parameters, std::back_inserter(to.parameters));
}

/// What all SELECTs of a query set share: its tables, condition, order and slice. The parts are
/// rendered in any order, and their parameters joined in the order of the text.
class Clauses {
public:
  explicit Clauses(const QuerySpec& spec);

protected:
  /// To the rows of one owner, or of all whose keys are given.
  void restrict(const PrefetchKeys* prefetch = nullptr);
  void where();
  /// The ordering, and the key last: so that rows which compare equal, or are not ordered at all,
  /// come in one order whatever else is joined.
  void order(const PrefetchKeys* prefetch, bool selected, bool unique = true);
  /// `columns`: text without parameters, or with those of columns_.
  Sql assemble(const std::string& columns, bool distinct);
  Sql assemble_unsliced(const std::string& columns, bool distinct);
  void slice(Sql& sql) const;

  const QuerySpec& spec_;
  Joins joins_;
  std::string source_; ///< the key of the owning row, where it comes first
  std::string restriction_;
  // Of columns and FROM only the parameters.
  Sql columns_;
  Sql from_;
  Sql where_;
  Sql order_;
};

} // namespace orm::detail

#endif
