#include "read_rows.hpp"

namespace orm::detail {

void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first) {
  row.id = sqlite3_column_int64(statement, first);
  model.read(&row, statement, first + 1);
}

void link_back(const ModelMeta& model, const RelationMeta& relation, const Slot& row,
               ResultSet& targets, std::uint32_t target) {
  const int back = inverse_index(model, relation);
  if (back < 0)
    return;
  Slot& slot = targets.slot(static_cast<std::uint16_t>(back), target);
  if (!slot.loaded())
    slot = row;
}

void read_rows(Connection& connection, const Select& select, const Purpose& purpose, ResultSet& set,
               std::vector<std::int64_t>* sources, Prepared* own) {
  struct Joined {
    ResultSet* set;
    std::uint32_t row;
    bool there;
  };
  std::vector<Joined> joined;
  for (const SelectedJoin& join : select.joins) {
    const ResultSet& parent =
        join.parent < 0 ? set : *joined[static_cast<std::size_t>(join.parent)].set;
    joined.push_back(
        {&set.graph().add(*join.model, set.root(), parent.path_to(join.relation)), 0, false});
  }
  Cursor cursor(connection, select.sql, purpose, own);
  while (cursor.step()) {
    if (sources)
      sources->push_back(cursor.integer(0));
    const std::uint32_t index = set.size();
    read_row(append_row(set), set.model(), cursor.statement(), select.first_column);
    for (std::size_t i = 0; i < joined.size(); ++i) {
      const SelectedJoin& join = select.joins[i];
      Joined& target = joined[i];
      const Joined parent = join.parent < 0 ? Joined{&set, index, true}
                                            : joined[static_cast<std::size_t>(join.parent)];
      target.there = false;
      if (!parent.there)
        continue;
      Slot& slot = parent.set->slot(join.relation, parent.row);
      if (sqlite3_column_type(cursor.statement(), join.first_column) == SQLITE_NULL) {
        slot = Slot::none();
        continue;
      }
      target.there = true;
      target.row = target.set->size();
      read_row(append_row(*target.set), *join.model, cursor.statement(), join.first_column);
      slot = Slot::one(*target.set, target.row);
      const RelationMeta& relation = parent.set->model().relations[join.relation];
      if (relation.kind != RelationKind::foreign_key)
        link_back(parent.set->model(), relation, Slot::one(*parent.set, parent.row), *target.set,
                  target.row);
    }
  }
}

SetRef evaluate(const QuerySpec& spec, const char* cause, const Access& access,
                bool whole_relation) {
  Connection& connection = *spec.connection;
  auto* graph = new Graph(spec.connection);
  ResultSet& set = graph->add(*spec.model, spec.root, spec.path);
  const SetRef rows(&set);
  std::optional<ReadTransaction> transaction;
  if (!spec.prefetch.empty())
    transaction.emplace(connection);
  const Purpose purpose{"select", cause, spec.root.get(), spec.path, {}, &access};
  if (whole_relation) {
    LazySelect& lazy = lazy_select(connection, &spec.related->meta(), spec.related->key,
                                   [&] { return select_rows(spec); });
    read_rows(connection, lazy.select, purpose, set, nullptr, &lazy.prepared);
  } else {
    read_rows(connection, select_rows(spec), purpose, set, nullptr);
  }
  if (spec.related && spec.related->known.set) {
    const int back = inverse_index(*spec.related->owner, spec.related->meta());
    if (back >= 0) {
      graph->hold(*spec.related->known.set);
      for (std::uint32_t i = 0; i < set.size(); ++i)
        if (Slot& slot = set.slot(static_cast<std::uint16_t>(back), i); !slot.loaded())
          slot = spec.related->known;
    }
  }
  if (!spec.prefetch.empty()) {
    std::vector<Row*> instances;
    for (std::uint32_t i = 0; i < set.size(); ++i)
      instances.push_back(row_at(set, i));
    run_prefetch(connection, *spec.model, std::move(instances), spec.prefetch, access);
  }
  return rows;
}

} // namespace orm::detail
