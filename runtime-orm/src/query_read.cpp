#include <orm/query.hpp>

#include "joins.hpp"
#include "read_rows.hpp"

#include <algorithm>

/// A query set's reading verbs beyond rows, get and count.
namespace orm::detail {
namespace {

/// `spec` as a condition on the rows of its model.
ConditionPtr as_condition(const QuerySpec& spec) {
  const bool multiplied = spec.where && crosses_many(*spec.where, *spec.model);
  if (spec.distinct || !spec.annotations.empty() || multiplied ||
      (spec.related && is_link(spec.related->meta().kind)))
    return row_of(std::make_shared<const QuerySpec>(spec));
  if (!spec.related)
    return spec.where;
  return all_of(leaf(spec.related->meta().via, Operator::equal, {Value(spec.related->key)}),
                spec.where);
}

void add_owners(QuerySpec& to, const QuerySpec& from) {
  to.owners.insert(to.owners.end(), from.owners.begin(), from.owners.end());
  if (from.related && from.related->known.set)
    to.owners.push_back(*from.related);
}

void forget_rows_asked_for(QuerySpec& spec) {
  spec.where = nullptr;
  spec.related.reset();
  spec.limit.reset();
  spec.offset = 0;
  spec.distinct = false;
}

} // namespace

Query Query::annotate(std::span<const AnnotationTerm> terms) const {
  QuerySpec spec = fresh_spec();
  refuse_combined(spec, "annotate");
  for (AnnotationTerm term : terms) {
    if (spec.where && crosses_many(*spec.where, *spec.model))
      term.where = spec.where;
    std::erase_if(spec.annotations,
                  [&](const AnnotationTerm& earlier) { return earlier.name == term.name; });
    spec.annotations.push_back(std::move(term));
  }
  return with(std::move(spec));
}

Query Query::group(std::span<const std::string_view> paths,
                   std::span<const AnnotationTerm> terms) const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "group a query");
  refuse_combined(spec, "annotate");
  if (spec.numbers.empty()) {
    spec.group_by.assign(paths.begin(), paths.end());
    // Annotations have made the rows unique, and so they are counted.
    if (!spec.annotations.empty() && spec.where && crosses_many(*spec.where, *spec.model)) {
      QuerySpec rows = spec;
      rows.group_by.clear();
      spec.where = row_of(std::make_shared<const QuerySpec>(std::move(rows)));
    }
  }
  spec.numbers.insert(spec.numbers.end(), terms.begin(), terms.end());
  return with(std::move(spec));
}

Query Query::distinct() const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "create distinct fields");
  refuse_combined(spec, "distinct");
  spec.distinct = true;
  return with(std::move(spec));
}

Query Query::reverse() const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "reverse a query");
  spec.reversed = !spec.reversed;
  return with(std::move(spec));
}

Query Query::none() const {
  QuerySpec spec = fresh_spec();
  spec.none = true;
  // For the writes, which ask the database all the same.
  spec.where = all_of(leaf("id", Operator::in, {}), spec.where);
  return with(std::move(spec));
}

Query Query::only(std::span<const std::string_view> paths) const {
  QuerySpec spec = fresh_spec();
  refuse_combined(spec, "only");
  spec.only.assign(paths.begin(), paths.end());
  std::erase_if(spec.deferred, [&](const std::string& path) {
    return std::ranges::find(spec.only, path) != spec.only.end();
  });
  return with(std::move(spec));
}

Query Query::defer(std::span<const std::string_view> paths) const {
  QuerySpec spec = fresh_spec();
  refuse_combined(spec, "defer");
  spec.deferred.insert(spec.deferred.end(), paths.begin(), paths.end());
  return with(std::move(spec));
}

Query Query::clear_deferred() const {
  QuerySpec spec = fresh_spec();
  spec.only.clear();
  spec.deferred.clear();
  return with(std::move(spec));
}

Query Query::combine(const Query& other, bool any) const {
  const QuerySpec left = fresh_spec();
  const QuerySpec right = other.fresh_spec();
  for (const QuerySpec* spec : {&left, &right}) {
    refuse_sliced(*spec, "combine queries");
    refuse_combined(*spec, any ? "__or__" : "__and__");
  }
  if (left.connection != right.connection)
    throw Error("Cannot combine query sets of two databases.");
  if (left.none || right.none)
    return left.none == any ? with(right) : with(left);
  QuerySpec spec = left;
  forget_rows_asked_for(spec);
  const ConditionPtr a = as_condition(left);
  const ConditionPtr b = as_condition(right);
  if (!any)
    spec.where = all_of(a, b);
  else if (a && b) // else one of them has all rows
    spec.where = any_of(a, b);
  if (!right.ordering.empty())
    spec.ordering = right.ordering;
  spec.owners.clear();
  add_owners(spec, left);
  add_owners(spec, right);
  return with(std::move(spec));
}

Query Query::unite(std::span<const Query* const> others, bool all) const {
  QuerySpec spec = fresh_spec();
  Combined combined{{}, all};
  const auto add = [&](QuerySpec part) {
    if (part.connection != spec.connection)
      throw Error("Cannot combine query sets of two databases.");
    if (!part.none)
      combined.parts.push_back(std::move(part));
  };
  add(spec);
  for (const Query* other : others)
    add(other->fresh_spec());
  forget_rows_asked_for(spec);
  spec.ordering.clear();
  spec.reversed = false;
  spec.none = combined.parts.empty();
  spec.combined = std::make_shared<const Combined>(std::move(combined));
  return with(std::move(spec));
}

SetRef Query::last(const Access& access) const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "reverse a query");
  spec.reversed = !spec.reversed;
  spec.limit = 1;
  SetRef set = evaluate(spec, "last", access);
  return set->size() ? std::move(set) : SetRef();
}

SetRef Query::earliest(std::span<const std::string_view> names, bool latest,
                       const Access& access) const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "change a query");
  spec.ordering.clear();
  for (std::string_view name : names)
    if (!name.empty())
      spec.ordering.emplace_back(name);
  spec.reversed = latest;
  spec.limit = 1;
  SetRef set = evaluate(spec, latest ? "latest" : "earliest", access);
  if (set->size() == 0)
    throw DoesNotExist(spec.model->name + " matching query does not exist.");
  return set;
}

SetRef Query::in_bulk(std::optional<std::vector<std::int64_t>> ids, const Access& access) const {
  QuerySpec spec = fresh_spec();
  if (spec.sliced())
    throw SliceError("Cannot use 'limit' or 'offset' with in_bulk().");
  refuse_combined(spec, "in_bulk");
  if (ids) {
    spec.none |= ids->empty();
    spec.where = all_of(spec.where, leaf("id", Operator::in, {ids->begin(), ids->end()}));
  }
  spec.ordering = {"id"};
  spec.reversed = false;
  return evaluate(spec, "in_bulk", access);
}

bool Query::contains(const Row& row, const Access& access) const {
  if (row.id == 0)
    throw UnsavedError("QuerySet.contains() cannot be used on unsaved objects.");
  if (!state_ || state_->rows) {
    const Slot cached = rows(access);
    for (std::uint32_t i = cached.begin; i < cached.end; ++i)
      if (row_at(*cached.set, i)->id == row.id)
        return true;
    return false;
  }
  return filter(leaf("id", Operator::equal, {Value(row.id)})).exists(access);
}

bool Query::aggregate(std::span<const AggregateTerm> terms, const Access& access,
                      const RowReader& reader) const {
  const QuerySpec spec = fresh_spec();
  refuse_combined(spec, "aggregate");
  if (spec.none)
    return false;
  const Sql sql = select_aggregates(spec, terms);
  const Purpose purpose = purpose_of(spec, "aggregate", access);
  Cursor cursor(*spec.connection, sql, purpose);
  while (cursor.step())
    reader(cursor.statement());
  return true;
}

void Query::values(std::span<const std::string_view> paths, const Access& access,
                   const RowReader& reader) const {
  const QuerySpec spec = fresh_spec();
  if (spec.none)
    return;
  const Sql sql = select_values(spec, paths);
  const Purpose purpose = purpose_of(spec, "values", access);
  Cursor cursor(*spec.connection, sql, purpose);
  while (cursor.step())
    reader(cursor.statement());
}

std::int64_t Query::count_values(std::span<const std::string_view> paths,
                                 const Access& access) const {
  const QuerySpec spec = fresh_spec();
  if (spec.none)
    return 0;
  const Sql sql = select_count_values(spec, paths);
  const Purpose purpose = purpose_of(spec, "count", access);
  Cursor cursor(*spec.connection, sql, purpose);
  std::int64_t count = 0;
  while (cursor.step())
    count = cursor.integer(0);
  return count;
}

/// A running query whose rows are given out a chunk at a time.
class RowStream {
public:
  RowStream(QuerySpec spec, std::uint32_t chunk_size, const Access& access)
      : spec_(std::move(spec)), chunk_size_(chunk_size), access_(access),
        select_(select_rows(spec_)), purpose_(purpose_of(spec_, "iterator", access_)) {
    if (!spec_.none)
      cursor_.emplace(*spec_.connection, select_.sql, purpose_);
  }
  RowStream(const RowStream&) = delete;

  SetRef next() {
    if (!cursor_)
      return {};
    SetRef rows(&(new Graph(spec_.connection))->add(*spec_.model, spec_.root, spec_.path));
    rows->fetch_mode = spec_.fetch_mode.value_or(FetchMode::one);
    RowLoader loader(select_, *rows.get());
    while (cursor_ && rows->size() < chunk_size_)
      if (cursor_->step())
        loader.load(cursor_->statement());
      else
        cursor_.reset();
    complete(spec_, *rows.get(), access_);
    return rows->size() ? std::move(rows) : SetRef();
  }

private:
  QuerySpec spec_;
  std::uint32_t chunk_size_;
  Access access_;
  Select select_;
  Purpose purpose_;
  std::optional<Cursor> cursor_;
};

std::shared_ptr<RowStream> Query::stream(std::optional<std::int64_t> chunk_size,
                                         const Access& access) const {
  constexpr std::int64_t usual = 2000; // as in Django
  QuerySpec spec = fresh_spec();
  if (chunk_size && *chunk_size <= 0)
    throw Error("Chunk size must be strictly positive.");
  if (!chunk_size && !spec.prefetch.empty())
    throw PrefetchError("chunk_size must be provided when using QuerySet.iterator() after "
                        "prefetch_related().");
  const std::int64_t size = std::min<std::int64_t>(chunk_size.value_or(usual), Slot::unloaded - 1);
  return std::make_shared<RowStream>(std::move(spec), static_cast<std::uint32_t>(size), access);
}

SetRef next_chunk(RowStream& stream) { return stream.next(); }

} // namespace orm::detail
