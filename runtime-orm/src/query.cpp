#include <orm/query.hpp>

#include "select.hpp"

namespace orm::detail {
namespace {

void start_at_relation(QuerySpec& spec, const ResultSet& set, const ModelMeta& owner,
                       std::uint16_t relation) {
  spec.model = &owner.relations[relation].target();
  spec.connection = set.graph().connection();
  spec.root = set.root();
  spec.path = set.path_to(relation);
  if (!spec.fetch_mode)
    spec.fetch_mode = set.fetch_mode;
}

QuerySpec related_spec(const ResultSet& set, const ModelMeta& owner, std::uint16_t relation,
                       const QuerySpec* custom) {
  QuerySpec spec = custom ? *custom : QuerySpec{};
  start_at_relation(spec, set, owner, relation);
  return spec;
}

} // namespace

void refuse_sliced(const QuerySpec& spec, const char* what) {
  if (spec.sliced())
    throw SliceError(std::string("Cannot ") + what + " once a slice has been taken.");
}

void refuse_combined(const QuerySpec& spec, const char* verb) {
  if (spec.combined)
    throw NotSupportedError(std::string("Calling QuerySet.") + verb +
                            "() after union() is not supported.");
}

Query Query::root(const ModelMeta& model, std::shared_ptr<Connection> connection,
                  const std::source_location& where) {
  Query query;
  query.state_ = std::make_shared<QueryState>();
  QuerySpec& spec = query.state_->spec;
  spec.model = &model;
  spec.connection = std::move(connection);
  spec.root = make_root(model, where);
  return query;
}

Query Query::related(const Row& owner, std::uint16_t relation, const Access& access) {
  Query query;
  ResultSet& set = *RowAccess::set(owner);
  const std::uint32_t index = RowAccess::index(owner);
  if (const Slot slot = set.peek(relation, index); slot.loaded()) {
    query.view_ = SetRef(slot.set);
    query.begin_ = slot.begin;
    query.end_ = slot.end;
    query.owner_ = &set;
    query.owner_index_ = index;
    query.relation_ = relation;
    query.owner_id_ = owner.id;
    return query;
  }
  query.state_ = std::make_shared<QueryState>();
  QuerySpec& spec = query.state_->spec;
  start_at_relation(spec, set, set.model(), relation);
  spec.related = RelatedTo{&set.model(), relation, owner.id, {}, {}};
  spec.access = access;
  query.state_->whole_relation = true;
  if (!is_link(set.model().relations[relation].kind)) {
    auto [keep, known] = pin(owner, set.model());
    spec.related->keep = std::move(keep);
    spec.related->known = known;
  }
  return query;
}

QuerySpec Query::fresh_spec() const {
  if (state_)
    return state_->spec;
  QuerySpec spec = related_spec(*owner_, owner_->model(), relation_, view_->custom.get());
  spec.related = RelatedTo{&owner_->model(), relation_, owner_id_, {}, {}};
  if (!is_link(spec.related->meta().kind) && owner_index_ < owner_->size()) {
    spec.related->known = Slot::one(*owner_, owner_index_);
    spec.related->keep = SetRef(owner_);
  }
  return spec;
}

const QuerySpec& Query::current(std::optional<QuerySpec>& storage) const {
  return state_ ? state_->spec : storage.emplace(fresh_spec());
}

Query Query::with(QuerySpec spec) const {
  Query query;
  query.state_ = std::make_shared<QueryState>();
  query.state_->spec = std::move(spec);
  return query;
}

std::shared_ptr<const QuerySpec> Query::spec() const {
  return std::make_shared<const QuerySpec>(fresh_spec());
}

const ModelMeta& Query::model() const { return state_ ? *state_->spec.model : view_->model(); }

Query Query::clone() const { return with(fresh_spec()); }

Query Query::filter(ConditionPtr condition) const {
  QuerySpec spec = fresh_spec();
  if (condition) {
    refuse_sliced(spec, "filter a query");
    refuse_combined(spec, "filter");
    if (spec.numbers.empty())
      spec.where = all_of(std::move(spec.where), scope(std::move(condition)));
    else
      filter_groups(spec, condition);
  }
  return with(std::move(spec));
}

Query Query::order_by(std::span<const std::string_view> names) const {
  QuerySpec spec = fresh_spec();
  refuse_sliced(spec, "reorder a query");
  spec.ordering.clear();
  spec.reversed = false;
  for (std::string_view name : names)
    if (!name.empty())
      spec.ordering.emplace_back(name);
  return with(std::move(spec));
}

Query Query::slice(std::optional<std::int64_t> limit, std::int64_t offset) const {
  if (offset < 0 || limit.value_or(0) < 0)
    throw IndexError("Negative indexing is not supported.");
  QuerySpec spec = fresh_spec();
  spec.offset += offset;
  if (spec.limit)
    spec.limit = std::max<std::int64_t>(0, *spec.limit - offset);
  if (limit)
    spec.limit = spec.limit ? std::min(*spec.limit, *limit) : *limit;
  Query query = with(std::move(spec));
  if (!state_ || state_->rows) { // the rows are here
    const Slot cached = rows(Access());
    QueryState& state = *query.state_;
    state.rows = SetRef(cached.set);
    state.begin =
        cached.begin + static_cast<std::uint32_t>(std::min<std::int64_t>(offset, cached.size()));
    state.end = state.begin + static_cast<std::uint32_t>(std::min<std::int64_t>(
                                  limit.value_or(cached.size()), cached.end - state.begin));
  }
  return query;
}

Query Query::select_related(std::span<const std::string_view> paths) const {
  QuerySpec spec = fresh_spec();
  refuse_combined(spec, "select_related");
  for (std::string_view path : paths)
    if (!path.empty())
      spec.select_related.emplace_back(path);
  return with(std::move(spec));
}

Query Query::select_related_required() const {
  QuerySpec spec = fresh_spec();
  spec.select_required = true;
  return with(std::move(spec));
}

Query Query::clear_select_related() const {
  QuerySpec spec = fresh_spec();
  spec.select_related.clear();
  spec.select_required = false;
  return with(std::move(spec));
}

Query Query::prefetch_related(std::span<const PrefetchLookup> lookups) const {
  QuerySpec spec = fresh_spec();
  refuse_combined(spec, "prefetch_related");
  spec.prefetch.insert(spec.prefetch.end(), lookups.begin(), lookups.end());
  return with(std::move(spec));
}

Query Query::clear_prefetch_related() const {
  QuerySpec spec = fresh_spec();
  spec.prefetch.clear();
  return with(std::move(spec));
}

Query Query::fetch_mode(FetchMode mode) const {
  QuerySpec spec = fresh_spec();
  spec.fetch_mode = mode;
  return with(std::move(spec));
}

Slot Query::rows(const Access& access) const {
  if (!state_) {
    owner_->note_read(relation_, owner_index_, access);
    return {view_.get(), begin_, end_};
  }
  if (!state_->rows) {
    const bool lazy = state_->spec.related.has_value();
    state_->rows = evaluate(state_->spec, lazy ? "lazy" : "query",
                            lazy ? state_->spec.access : access, state_->whole_relation);
    state_->begin = 0;
    state_->end = state_->rows->size();
  }
  return {state_->rows.get(), state_->begin, state_->end};
}

SetRef Query::find(const ConditionPtr& condition, const Access& access) const {
  constexpr std::int64_t most_rows = 21; // enough to say "more than one", as in Django
  QuerySpec spec = fresh_spec();
  if (condition) {
    refuse_sliced(spec, "filter a query");
    refuse_combined(spec, "get");
    spec.where = all_of(std::move(spec.where), scope(condition));
  }
  if (!spec.sliced()) {
    spec.ordering = {"id"};
    spec.limit = most_rows;
  }
  SetRef set = evaluate(spec, "get", access);
  if (set->size() <= 1)
    return set->size() ? std::move(set) : SetRef();
  throw MultipleObjectsReturned(
      "get() returned more than one " + spec.model->name + " -- it returned " +
      (set->size() < most_rows ? std::to_string(set->size()) : std::string("more than 20")) + "!");
}

SetRef Query::get(const ConditionPtr& condition, const Access& access) const {
  if (SetRef found = find(condition, access))
    return found;
  throw DoesNotExist(model().name + " matching query does not exist.");
}

std::pair<SetRef, std::uint32_t> Query::first(const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  const bool ordered = !spec.order().empty();
  if (ordered && (!state_ || state_->rows)) {
    const Slot cached = rows(access);
    return cached.size() ? std::pair{SetRef(cached.set), cached.begin}
                         : std::pair{SetRef(), std::uint32_t{0}};
  }
  QuerySpec one = spec;
  if (!ordered && !spec.sliced())
    one.ordering = {"id"};
  one.limit = std::min<std::int64_t>(spec.limit.value_or(1), 1);
  SetRef set = evaluate(one, "first", access);
  return set->size() ? std::pair{std::move(set), std::uint32_t{0}}
                     : std::pair{SetRef(), std::uint32_t{0}};
}

std::pair<SetRef, std::uint32_t> Query::at(std::ptrdiff_t index, const Access& access) const {
  if (index < 0)
    throw IndexError("Negative indexing is not supported.");
  if (!state_ || state_->rows) {
    const Slot cached = rows(access);
    if (static_cast<std::uint64_t>(index) >= cached.size())
      throw IndexError("list index out of range");
    return {SetRef(cached.set), cached.begin + static_cast<std::uint32_t>(index)};
  }
  SetRef set = evaluate(slice(1, index).state_->spec, "index", access);
  if (set->size() == 0)
    throw IndexError("list index out of range");
  return {std::move(set), 0};
}

std::int64_t Query::count(const Access& access) const {
  if (!state_ || state_->rows)
    return rows(access).size();
  const QuerySpec& spec = state_->spec;
  if (spec.none)
    return 0;
  const Sql sql = select_count(spec);
  const Purpose purpose = purpose_of(spec, "count", access);
  Cursor cursor(*spec.connection, sql, purpose);
  std::int64_t count = 0;
  while (cursor.step())
    count = cursor.integer(0);
  return count;
}

bool Query::exists(const Access& access) const {
  if (!state_ || state_->rows)
    return rows(access).size() != 0;
  const QuerySpec& spec = state_->spec;
  if (spec.none)
    return false;
  const Sql sql = select_exists(spec);
  const Purpose purpose = purpose_of(spec, "exists", access);
  Cursor cursor(*spec.connection, sql, purpose);
  bool found = false;
  while (cursor.step())
    found = true;
  return found;
}

} // namespace orm::detail
