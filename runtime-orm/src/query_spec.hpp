#ifndef ORM_SRC_QUERY_SPEC_HPP
#define ORM_SRC_QUERY_SPEC_HPP

#include "connection.hpp"

namespace orm::detail {

/// The members of one row's to-many relation (or its one-to-one from the other side).
struct RelatedTo {
  const ModelMeta* owner;
  std::uint16_t relation;
  std::int64_t key;
  /// The owner, for rows whose foreign key points back to it: they know it without a query.
  SetRef keep;
  Slot known;

  [[nodiscard]] const RelationMeta& meta() const { return owner->relations[relation]; }
};

/// What a query set asks for.
struct QuerySpec {
  const ModelMeta* model = nullptr;
  std::shared_ptr<Connection> connection;
  std::shared_ptr<const Root> root;
  std::string path; ///< from the root's rows to these
  ConditionPtr where;
  std::vector<std::string> ordering;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
  std::vector<std::string> select_related;
  bool select_required = false; ///< select_related() without a name
  std::vector<PrefetchLookup> prefetch;
  std::optional<RelatedTo> related;
  Access access; ///< related queries: the `all()` that made them

  [[nodiscard]] bool sliced() const { return limit.has_value() || offset != 0; }
  [[nodiscard]] const std::vector<std::string>& order() const {
    return ordering.empty() ? model->ordering : ordering;
  }
};

/// A query and what it has returned so far.
struct QueryState {
  QuerySpec spec;
  SetRef rows;
  bool whole_relation = false; ///< the rows of a relation, with nothing asked beyond that
};

/// Runs the query with its select_related and prefetch_related. `whole_relation`, as in QueryState,
/// saves making the statement again.
SetRef evaluate(const QuerySpec& spec, const char* cause, const Access& access,
                bool whole_relation = false);

} // namespace orm::detail

#endif
