#include "read_rows.hpp"

#include <orm/fixed_string.hpp>
#include <orm/relation.hpp>

#include <algorithm>
#include <map>
#include <set>
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
  bool placed = false;    ///< the last name of `to` is a to_attr
  bool automatic = false; ///< found in a query set of a Prefetch, not asked for by the caller

  [[nodiscard]] std::string text() const { return join(through, through.size()); }
};

Lookup make_lookup(const PrefetchLookup& given, const std::vector<std::string>& prefix,
                   bool automatic) {
  Lookup lookup{prefix, prefix, given.spec, !given.to_attr.empty(), automatic};
  const std::vector<std::string> names = split(given.path);
  lookup.through.insert(lookup.through.end(), names.begin(), names.end());
  lookup.to.insert(lookup.to.end(), names.begin(), names.end());
  if (!given.to_attr.empty())
    lookup.to.back() = given.to_attr;
  return lookup;
}

struct Level {
  const ModelMeta* model = nullptr;
  std::vector<Row*> rows;
};

/// The engine behind prefetch_related, after Django's prefetch_related_objects: lookups are a
/// stack; each level of each path is fetched once, for all rows that do not have it yet.
class Engine {
public:
  Engine(Connection& connection, const Access& access) : connection_(connection), access_(access) {}

  void run(Level root, std::span<const PrefetchLookup> lookups) {
    push(lookups, {}, false);
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
  void push(std::span<const PrefetchLookup> lookups, const std::vector<std::string>& prefix,
            bool automatic) {
    for (auto it = lookups.rbegin(); it != lookups.rend(); ++it)
      stack_.push_back(make_lookup(*it, prefix, automatic));
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
      std::vector<Row*> missing;
      if (!is_attribute(meta.kind))
        for (Row* row : level.rows)
          if (!fetched(*row, storage))
            missing.push_back(row);
      if (missing.empty()) {
        level = {&meta.target(), targets(level.rows, storage)};
        continue;
      }
      const auto& spec = last ? lookup.spec : nullptr;
      Level next{&meta.target(), fetch(*level.model, relation, storage, missing, spec)};
      if (!(lookup.automatic && followed_.contains(&meta))) {
        done_[to] = next;
        if (spec)
          push(spec->prefetch, {lookup.to.begin(), lookup.to.begin() + static_cast<long>(i) + 1},
               true);
      }
      followed_.insert(&meta);
      level = std::move(next);
    }
  }

  std::uint16_t find(const Lookup& lookup, const ModelMeta& model, const std::vector<Row*>& rows,
                     std::size_t level, bool last) {
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

  static std::vector<Row*> targets(const std::vector<Row*>& rows, std::uint16_t relation) {
    std::vector<Row*> found;
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

  /// One level: one statement for all `rows`, or none when there is no key to look for.
  std::vector<Row*> fetch(const ModelMeta& model, std::uint16_t relation, std::uint16_t storage,
                          const std::vector<Row*>& rows,
                          const std::shared_ptr<const QuerySpec>& given) {
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
    ResultSet& set = graph.add(target, first.root(), first.path_to(relation));
    set.custom = given;
    std::vector<std::int64_t> sources;
    if (!keys->empty()) {
      QuerySpec spec = given ? *given : QuerySpec{};
      spec.model = &target;
      spec.related.reset();
      if (given && given->model != &target)
        throw PrefetchError("the query set of a Prefetch for `" + model.name + "." + meta.name +
                            "` reads " + given->model->name + ", but the relation leads to " +
                            target.name);
      if (spec.sliced())
        throw SliceError("Cannot filter a query once a slice has been taken.");
      const PrefetchKeys by{&model, &meta, keys};
      const Select select = select_rows(spec, &by);
      const Purpose purpose{"select", "prefetch", first.root().get(), set.path(), {}, &access_};
      read_rows(connection_, select, purpose, set, select.first_column ? &sources : nullptr);
    }
    if (is_forward_key(meta.kind))
      give_shared(model, meta, storage, rows, by_key, set);
    else
      give_groups(model, meta, storage, rows, *keys, sources, set);
    std::vector<Row*> found;
    found.reserve(set.size());
    for (std::uint32_t i = 0; i < set.size(); ++i)
      found.push_back(row_at(set, i));
    return found;
  }

  /// Forward keys: one target a key, shared by all rows that point to it.
  static void give_shared(const ModelMeta& model, const RelationMeta& meta, std::uint16_t storage,
                          const std::vector<Row*>& rows, Targets& by_key, ResultSet& set) {
    for (std::uint32_t i = 0; i < set.size(); ++i)
      by_key[row_at(set, i)->id] = Slot::one(set, i);
    for (Row* row : rows) {
      const auto found = by_key.find(key_of(*row, meta)->key());
      const Slot slot =
          found != by_key.end() && found->second.loaded() ? found->second : Slot::none();
      RowAccess::set(*row)->slot(storage, RowAccess::index(*row)) = slot;
      if (slot.set && meta.kind == RelationKind::one_to_one)
        link_back(model, meta, stable_slot(*row), set, slot.begin);
    }
  }

  /// Everything else: the rows come in groups, by the key of the row they belong to.
  static void give_groups(const ModelMeta& model, const RelationMeta& meta, std::uint16_t storage,
                          const std::vector<Row*>& rows, const std::vector<std::int64_t>& keys,
                          const std::vector<std::int64_t>& sources, ResultSet& set) {
    std::vector<std::uint32_t> starts(keys.size() + 1);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      starts[i] = at;
      while (at < sources.size() && sources[at] == keys[i])
        ++at;
    }
    starts[keys.size()] = at;
    const int back = is_link(meta.kind) ? -1 : inverse_index(model, meta);
    const bool one = meta.kind == RelationKind::reverse_one_to_one;
    // Backwards: when a parent is there twice, its children point to the last one.
    auto next = keys.end();
    for (auto it = rows.rbegin(); it != rows.rend(); ++it) {
      Row& row = **it;
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
        if (Slot& pointer = set.slot(static_cast<std::uint16_t>(back), i); !pointer.loaded())
          pointer = owner;
    }
  }

  Connection& connection_;
  const Access& access_;
  std::vector<Lookup> stack_;
  std::map<std::string, Level> done_;
  std::set<const RelationMeta*> followed_;
};

} // namespace

void run_prefetch(Connection& connection, const ModelMeta& model, std::vector<Row*> rows,
                  std::span<const PrefetchLookup> lookups, const Access& access) {
  Engine(connection, access).run({&model, std::move(rows)}, lookups);
}

void prefetch_related_objects(std::span<Row* const> rows, std::span<const PrefetchLookup> lookups) {
  if (rows.empty() || lookups.empty())
    return;
  for (const Row* row : rows)
    if (!RowAccess::set(*row))
      throw UnsavedError("prefetch_related_objects needs objects that are in the database");
  ResultSet& set = *RowAccess::set(*rows.front());
  const std::shared_ptr<Connection> connection = set.graph().connection();
  for (const Row* row : rows)
    if (RowAccess::set(*row)->graph().connection() != connection)
      throw Error("prefetch_related_objects needs objects of one database");
  const ReadTransaction transaction(*connection);
  run_prefetch(*connection, set.model(), {rows.begin(), rows.end()}, lookups, Access());
}

} // namespace orm::detail
