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

struct QuerySpec;

/// Query sets put together by union.
struct Combined {
  std::vector<QuerySpec> parts;
  bool all; ///< a row that several of them have comes as often
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
  std::optional<FetchMode> fetch_mode; ///< else that of the rows it starts from
  std::optional<RelatedTo> related;
  /// Owners that some of the rows belong to, after `|` of two related query sets.
  std::vector<RelatedTo> owners;
  std::vector<AnnotationTerm> annotations;
  /// After values(…).annotate(…): numbers over groups of rows, and the paths that tell these apart.
  std::vector<AnnotationTerm> numbers;
  std::vector<std::string> group_by;
  ConditionPtr having;               ///< what filters ask of the numbers
  std::vector<std::string> only;     ///< paths of the columns to read, empty for all
  std::vector<std::string> deferred; ///< paths of columns to leave out
  std::shared_ptr<const Combined> combined;
  bool distinct = false;
  bool reversed = false;
  bool none = false; ///< no rows, and no question
  Access access;     ///< related queries: the `all()` that made them

  [[nodiscard]] bool sliced() const { return limit.has_value() || offset != 0; }
  [[nodiscard]] const std::vector<std::string>& order() const {
    return ordering.empty() && !combined ? model->ordering : ordering;
  }
};

/// For the log; errors want the root too. A prefetch answers whole relations, and an index of one.
inline Purpose purpose_of(const QuerySpec& spec, const char* cause, const Access& access) {
  if (!spec.connection->observed())
    return {"select", cause, spec.root.get()};
  const std::string_view name = cause;
  const bool whole = name == "lazy" || name == "count" || name == "exists" || name == "index";
  const bool refined = !whole || spec.where || !spec.ordering.empty() || spec.distinct ||
                       (spec.sliced() && name != "index");
  return {"select",
          cause,
          spec.root.get(),
          spec.path,
          {},
          &access,
          spec.related ? spec.related->key : 0,
          spec.related && refined};
}

/// A query and what it has returned so far: the rows [begin, end) of a set.
struct QueryState {
  QuerySpec spec;
  SetRef rows;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<SetRef> before;  ///< rows that a write has made old, where a loop may still stand
  bool whole_relation = false; ///< the rows of a relation, with nothing asked beyond that
};

/// Throws SliceError("Cannot <what> once a slice has been taken.") for a query with a limit.
void refuse_sliced(const QuerySpec& spec, const char* what);
/// Throws NotSupportedError after union.
void refuse_combined(const QuerySpec& spec, const char* verb);

/// Runs the query with its select_related and prefetch_related. `whole_relation`, as in QueryState,
/// saves making the statement again.
SetRef evaluate(const QuerySpec& spec, const char* cause, const Access& access,
                bool whole_relation = false);

} // namespace orm::detail

#endif
