#include "read_rows.hpp"

#include <orm/fixed_string.hpp>
#include <orm/relation.hpp>

#include <algorithm>
#include <map>
#include <ranges>
#include <unordered_map>

namespace orm::detail {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> names;
  for (; !path.empty(); path = path_rest(path))
    names.emplace_back(path_head(path));
  return names;
}

std::string join(const std::vector<std::string>& names, std::size_t count) {
  std::string path;
  for (std::size_t i = 0; i < count; ++i)
    path += (i ? "__" : "") + names[i];
  return path;
}

/// A lookup on its way through the levels. `through` are the relations to follow; `to` is where the
/// rows are put, which differs in its last name when there is a to_attr.
struct Lookup {
  std::vector<std::string> through;
  std::vector<std::string> to;
  std::shared_ptr<const QuerySpec> spec;
  bool placed = false; ///< the last name of `to` is a to_attr

  [[nodiscard]] std::string text() const { return join(through, through.size()); }
};

Lookup make_lookup(const PrefetchLookup& given, const std::vector<std::string>& prefix) {
  Lookup lookup{prefix, prefix, given.spec, !given.to_attr.empty()};
  const std::vector<std::string> names = split(given.path);
  lookup.through.insert(lookup.through.end(), names.begin(), names.end());
  lookup.to.insert(lookup.to.end(), names.begin(), names.end());
  if (!given.to_attr.empty())
    lookup.to.back() = given.to_attr;
  return lookup;
}

struct Level {
  const ModelMeta* model = nullptr;
  std::vector<const Row*> rows;
};

/// The engine behind prefetch_related, after Django's prefetch_related_objects: lookups are a
/// stack; each level of each path is fetched once, for all rows that do not have it yet. Lookups
/// that the query set of a Prefetch brings along are followed next, below its own path. (Django
/// needs a guard here against managers that prefetch each other without end; a query set here is a
/// value, and what it brings along is finite.)
class Engine {
public:
  Engine(Connection& connection, const Access& access, const char* cause)
      : connection_(connection), access_(access), cause_(cause) {}

  void run(const Level& root, std::span<const PrefetchLookup> lookups) {
    push(lookups, {});
    while (!stack_.empty()) {
      const Lookup lookup = std::move(stack_.back());
      stack_.pop_back();
      const std::string to = join(lookup.to, lookup.to.size());
      if (done_.contains(to)) {
        if (lookup.spec)
          throw PrefetchError("'" + to +
                              "' lookup was already seen with a different queryset. You may need "
                              "to adjust the ordering of your lookups.");
        continue;
      }
      follow(lookup, root);
    }
  }

private:
  void push(std::span<const PrefetchLookup> lookups, const std::vector<std::string>& prefix) {
    for (auto it = lookups.rbegin(); it != lookups.rend(); ++it)
      stack_.push_back(make_lookup(*it, prefix));
  }

  void follow(const Lookup& lookup, const Level& root) {
    Level level = root;
    for (std::size_t i = 0; i < lookup.through.size() && !level.rows.empty(); ++i) {
      const std::string to = join(lookup.to, i + 1);
      if (const auto found = done_.find(to); found != done_.end()) {
        level = found->second;
        continue;
      }
      const bool last = i + 1 == lookup.through.size();
      const std::uint16_t relation = find(lookup, *level.model, level.rows, i, last);
      const RelationMeta& meta = level.model->relations[relation];
      const std::uint16_t storage =
          last && lookup.placed ? find_to_attr(lookup, *level.model, i, meta) : relation;
      std::vector<const Row*> missing;
      std::vector<const Row*> present;
      for (const Row* row : level.rows)
        (is_attribute(meta.kind) || fetched(*row, storage) ? present : missing).push_back(row);
      // Here Django goes on from the rows just fetched alone, and leaves what lies below the others
      // to be loaded lazily.
      Level next{&meta.target(), targets(present, storage)};
      if (!missing.empty()) {
        const auto& spec = last ? lookup.spec : nullptr;
        fetch(*level.model, relation, storage, missing, spec, next.rows);
        done_[to] = next;
        if (spec)
          push(spec->prefetch, {lookup.to.begin(), lookup.to.begin() + static_cast<long>(i) + 1});
      }
      level = std::move(next);
    }
  }

  std::uint16_t find(const Lookup& lookup, const ModelMeta& model,
                     const std::vector<const Row*>& rows, std::size_t level, bool last) {
    const std::string& name = lookup.through[level];
    const int index = model.relation_index(name);
    const bool attribute =
        index >= 0 && is_attribute(model.relations[static_cast<std::size_t>(index)].kind);
    if (last && (attribute || name == "id" || (index < 0 && model.column(name))))
      throw PrefetchError("'" + lookup.text() +
                          "' does not resolve to an item that supports prefetching - this is an "
                          "invalid parameter to prefetch_related().");
    if (index < 0 ||
        (attribute && !slot_of(*rows.front(), static_cast<std::uint16_t>(index)).loaded()))
      throw PrefetchError(
          "Cannot find '" + name + "' on " + model.name + " object, '" + lookup.text() +
          "' is an invalid parameter to prefetch_related() (model `" + model.name +
          "` has no relation of this name; choices: " + model.relation_names(false) + ")");
    return static_cast<std::uint16_t>(index);
  }

  static std::uint16_t find_to_attr(const Lookup& lookup, const ModelMeta& model, std::size_t level,
                                    const RelationMeta& relation) {
    const std::string& name = lookup.to[level];
    const int index = model.relation_index(name);
    const RelationMeta* meta =
        index < 0 ? nullptr : &model.relations[static_cast<std::size_t>(index)];
    if (model.column(name) || (meta && !is_attribute(meta->kind)))
      throw PrefetchError("to_attr=" + name + " conflicts with a field on the " + model.name +
                          " model.");
    const bool one = is_to_one(relation.kind);
    if (!meta || &meta->target() != &relation.target() ||
        (meta->kind == RelationKind::prefetched_one) != one)
      throw PrefetchError("to_attr=" + name + " needs a member `orm::Prefetched" +
                          (one ? "One<" : "<") + relation.target().name + "> " + name +
                          ";` in the " + model.name + " model, listed in its fields.");
    return static_cast<std::uint16_t>(index);
  }

  static Slot slot_of(const Row& row, std::uint16_t relation) {
    return RowAccess::set(row)->peek(relation, RowAccess::index(row));
  }
  static const ForeignKeyBase* key_of(const Row& row, const RelationMeta& relation) {
    return reinterpret_cast<const ForeignKeyBase*>(reinterpret_cast<const char*>(&row) +
                                                   relation.offset);
  }
  static bool fetched(const Row& row, std::uint16_t relation) {
    const RelationMeta& meta = RowAccess::set(row)->model().relations[relation];
    if (is_forward_key(meta.kind))
      return key_of(row, meta)->known();
    return slot_of(row, relation).loaded();
  }

  static std::vector<const Row*> targets(const std::vector<const Row*>& rows,
                                         std::uint16_t relation) {
    std::vector<const Row*> found;
    for (const Row* row : rows) {
      const RelationMeta& meta = RowAccess::set(*row)->model().relations[relation];
      if (is_forward_key(meta.kind)) {
        if (Row* target = key_of(*row, meta)->known_target())
          found.push_back(target);
        continue;
      }
      const Slot slot = slot_of(*row, relation);
      for (std::uint32_t i = slot.begin; slot.set && i < slot.end; ++i)
        found.push_back(row_at(*slot.set, i));
    }
    return found;
  }

  using Targets = std::unordered_map<std::int64_t, Slot>;

  /// One level: one statement for all `rows`, or none when there is no key to look for. Appends
  /// what it found to `found`.
  void fetch(const ModelMeta& model, std::uint16_t relation, std::uint16_t storage,
             const std::vector<const Row*>& rows, const std::shared_ptr<const QuerySpec>& given,
             std::vector<const Row*>& found) {
    const RelationMeta& meta = model.relations[relation];
    const ModelMeta& target = meta.target();
    auto keys = std::make_shared<std::vector<std::int64_t>>();
    Targets by_key; // of forward keys, which are often few
    for (const Row* row : rows) {
      const bool forward = is_forward_key(meta.kind);
      const std::int64_t key = forward ? key_of(*row, meta)->key() : row->id;
      if (key != 0 && (!forward || by_key.try_emplace(key).second))
        keys->push_back(key);
    }
    if (!std::ranges::is_sorted(*keys))
      std::ranges::sort(*keys);
    keys->erase(std::ranges::unique(*keys).begin(), keys->end());

    Graph& graph = RowAccess::set(*rows.front())->graph();
    for (const Row* row : rows)
      Graph::merge(graph, RowAccess::set(*row)->graph());
    ResultSet& first = *RowAccess::set(*rows.front());
    ResultSet& set = first.add_targets(relation, target);
    set.custom = given;
    if (given && given->fetch_mode)
      set.fetch_mode = *given->fetch_mode;
    std::vector<std::int64_t> sources;
    if (!keys->empty() && !(given && given->none)) {
      QuerySpec spec = given ? *given : QuerySpec{};
      spec.model = &target;
      check_query_set(model, meta, given.get());
      const PrefetchKeys by{&model, &meta, keys};
      const Select select = select_rows(spec, &by);
      const Purpose purpose{"select", cause_, first.root().get(), set.path(), {}, &access_};
      read_rows(connection_, select, purpose, set, select.first_column ? &sources : nullptr);
    }
    const int back = back_relation(model, meta, given.get());
    if (is_forward_key(meta.kind))
      give_shared(meta, back, storage, rows, by_key, set);
    else
      give_groups(meta, back, storage, rows, *keys, sources, set);
    if (connection_.observed() && std::string_view(cause_) == "prefetch") {
      const auto use = connection_.eager_use(*first.root(), first.path_to(storage), false);
      for (const Row* row : rows)
        RowAccess::set(*row)->watch(storage, RowAccess::index(*row), use);
    }
    found.reserve(found.size() + set.size());
    for (std::uint32_t i = 0; i < set.size(); ++i)
      found.push_back(row_at(set, i));
  }

  static void check_query_set(const ModelMeta& model, const RelationMeta& relation,
                              const QuerySpec* given) {
    if (!given)
      return;
    const std::string what = "the query set of a Prefetch for `" + model.name + "." + relation.name;
    if (given->model != &relation.target())
      throw PrefetchError(what + "` reads " + given->model->name + ", but the relation leads to " +
                          relation.target().name);
    refuse_combined(*given, "filter");
    if (given->related)
      throw PrefetchError(what + "` is one object's relation already; start it at " +
                          relation.target().name + "::objects(db)");
    // A slice of a relation to many is cut for each row by a window. Not so to one, as in Django.
    if (given->sliced() && is_to_one(relation.kind))
      throw SliceError("Cannot filter a query once a slice has been taken.");
  }

  /// The relation of the rows found that leads back to the one row they were found for; -1 where
  /// there is none, or where their own query set prefetches it: what that finds is kept.
  static int back_relation(const ModelMeta& model, const RelationMeta& relation,
                           const QuerySpec* given) {
    if (is_link(relation.kind) || relation.kind == RelationKind::foreign_key)
      return -1;
    const int back = inverse_index(model, relation);
    if (back < 0 || !given)
      return back;
    const std::string& name = relation.target().relations[static_cast<std::size_t>(back)].name;
    for (const PrefetchLookup& lookup : given->prefetch)
      if (path_head(lookup.path) == name && (lookup.to_attr.empty() || lookup.path != name))
        return -1;
    return back;
  }

  static void point_back(ResultSet& set, int back, std::uint32_t index, const Slot& owner) {
    if (Slot& pointer = set.slot(static_cast<std::uint16_t>(back), index); !pointer.loaded())
      pointer = owner;
  }

  /// Forward keys: one target a key, shared by all rows that point to it.
  static void give_shared(const RelationMeta& meta, int back, std::uint16_t storage,
                          const std::vector<const Row*>& rows, Targets& by_key, ResultSet& set) {
    for (std::uint32_t i = 0; i < set.size(); ++i)
      by_key[row_at(set, i)->id] = Slot::one(set, i);
    const bool to_attr =
        is_attribute(RowAccess::set(*rows.front())->model().relations[storage].kind);
    // Backwards, as below.
    for (const Row* row : std::views::reverse(rows)) {
      const ForeignKeyBase& field = *key_of(*row, meta);
      const auto found = by_key.find(field.key());
      const Slot slot =
          found != by_key.end() && found->second.loaded() ? found->second : Slot::none();
      if (to_attr || !field.take_prefetched(slot))
        RowAccess::set(*row)->slot(storage, RowAccess::index(*row)) = slot;
      if (slot.set && back >= 0)
        point_back(set, back, slot.begin, stable_slot(*row));
    }
  }

  /// Everything else: the rows come in groups, by the key of the row they belong to.
  static void give_groups(const RelationMeta& meta, int back, std::uint16_t storage,
                          const std::vector<const Row*>& rows,
                          const std::vector<std::int64_t>& keys,
                          const std::vector<std::int64_t>& sources, ResultSet& set) {
    std::vector<std::uint32_t> starts(keys.size() + 1);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      starts[i] = at;
      while (at < sources.size() && sources[at] == keys[i])
        ++at;
    }
    starts[keys.size()] = at;
    const bool one = meta.kind == RelationKind::reverse_one_to_one;
    // Backwards: when a parent is there twice, its children point to the last one.
    auto next = keys.end();
    for (const Row* each : std::views::reverse(rows)) {
      const Row& row = *each;
      // Rows are mostly in the order of their keys.
      const auto found = next != keys.begin() && *(next - 1) == row.id
                             ? next - 1
                             : std::ranges::lower_bound(keys, row.id);
      next = found;
      const bool there = found != keys.end() && *found == row.id;
      const auto group = static_cast<std::size_t>(found - keys.begin());
      const std::uint32_t begin = there ? starts[group] : 0;
      const std::uint32_t end = there ? starts[group + 1] : 0;
      Slot& slot = RowAccess::set(row)->slot(storage, RowAccess::index(row));
      slot = one && begin == end ? Slot::none() : Slot{&set, begin, one ? begin + 1 : end};
      if (back < 0 || begin == end)
        continue;
      const Slot owner = stable_slot(row);
      for (std::uint32_t i = begin; i < end; ++i)
        point_back(set, back, i, owner);
    }
  }

  Connection& connection_;
  const Access& access_;
  const char* cause_;
  std::vector<Lookup> stack_;
  std::map<std::string, Level> done_;
};

} // namespace

void prefetch_rows(ResultSet& set, std::span<const PrefetchLookup> lookups, const Access& access,
                   const char* cause) {
  if (lookups.empty() || set.size() == 0)
    return;
  Level root{&set.model(), {}};
  root.rows.reserve(set.size());
  for (std::uint32_t i = 0; i < set.size(); ++i)
    root.rows.push_back(row_at(set, i));
  Engine(*set.graph().connection(), access, cause).run(root, lookups);
}

void prefetch_related_objects(std::span<const Row* const> rows,
                              std::span<const PrefetchLookup> lookups, const Access& access) {
  if (rows.empty() || lookups.empty())
    return;
  for (const Row* row : rows)
    if (!RowAccess::set(*row))
      throw UnsavedError("prefetch_related_objects needs objects that are in the database");
  const ResultSet& set = *RowAccess::set(*rows.front());
  const std::shared_ptr<Connection> connection = set.graph().connection();
  for (const Row* row : rows)
    if (RowAccess::set(*row)->graph().connection() != connection)
      throw Error("prefetch_related_objects needs objects of one database");
  const ReadTransaction transaction(*connection);
  Engine(*connection, access, "prefetch").run({&set.model(), {rows.begin(), rows.end()}}, lookups);
}

} // namespace orm::detail
