#include "read_rows.hpp"

#include <orm/relation.hpp>

namespace orm::detail {

void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first) {
  row.id = sqlite3_column_int64(statement, first);
  try {
    model.read(&row, statement, first + 1);
  } catch (const FieldError& error) {
    throw FieldError("reading a " + model.name + ": " + error.what() + " (check_tables<" +
                     model.name + ">() lists the differences)");
  }
}

void read_row(Row& row, const ModelMeta& model, sqlite3_stmt* statement, int first,
              const std::vector<std::uint16_t>& left_out) {
  if (left_out.empty()) [[likely]]
    return read_row(row, model, statement, first);
  row.id = sqlite3_column_int64(statement, first);
  auto skip = left_out.begin();
  for (std::size_t i = 0; i < model.columns.size(); ++i) {
    const ColumnMeta& column = model.columns[i];
    void* field = reinterpret_cast<char*>(&row) + column.offset;
    if (skip != left_out.end() && *skip == i) {
      ++skip;
      column.unload(field);
    } else {
      column.load(field, Cell(statement, ++first));
    }
  }
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

RowLoader::RowLoader(const Select& select, ResultSet& set) : select_(select), set_(set) {
  for (const SelectedJoin& join : select.joins) {
    ResultSet& parent = join.parent < 0 ? set : *joined_[static_cast<std::size_t>(join.parent)].set;
    joined_.push_back({&parent.add_targets(join.relation, *join.model), 0, false});
    if (Connection& connection = *set.graph().connection(); connection.observed())
      uses_.push_back(connection.eager_use(*set.root(), joined_.back().set->path(), true));
  }
}

void RowLoader::load(sqlite3_stmt* statement) {
  const std::uint32_t index = set_.size();
  Row& row = append_row(set_);
  read_row(row, set_.model(), statement, select_.first_column, select_.left_out);
  int column = select_.first_annotation;
  for (const AnnotationMeta* annotation : select_.annotations)
    annotation->load(reinterpret_cast<char*>(&row) + annotation->offset, Cell(statement, column++));
  if (!joined_.empty())
    load_joined(statement, index);
}

void RowLoader::load_joined(sqlite3_stmt* statement, std::uint32_t index) {
  for (std::size_t i = 0; i < joined_.size(); ++i) {
    const SelectedJoin& join = select_.joins[i];
    Joined& target = joined_[i];
    const Joined parent = join.parent < 0 ? Joined{&set_, index, true}
                                          : joined_[static_cast<std::size_t>(join.parent)];
    target.there = false;
    if (!parent.there)
      continue;
    Slot& slot = parent.set->slot(join.relation, parent.row);
    // The way back of a one-to-one leads to the row it was joined for, as in Django; what a join of
    // it brings is never read.
    const bool known = slot.loaded();
    if (!uses_.empty() && known)
      ++uses_[i]->rows;
    else if (!uses_.empty())
      parent.set->watch(join.relation, parent.row, uses_[i]);
    if (sqlite3_column_type(statement, join.first_column) == SQLITE_NULL) {
      slot = Slot::none();
      continue;
    }
    target.there = true;
    target.row = target.set->size();
    read_row(append_row(*target.set), *join.model, statement, join.first_column, join.left_out);
    if (!known)
      slot = Slot::one(*target.set, target.row);
    const RelationMeta& relation = parent.set->model().relations[join.relation];
    if (relation.kind != RelationKind::foreign_key)
      link_back(parent.set->model(), relation, Slot::one(*parent.set, parent.row), *target.set,
                target.row);
  }
}

void read_rows(Connection& connection, const Select& select, const Purpose& purpose, ResultSet& set,
               std::vector<std::int64_t>* sources, Prepared* own) {
  RowLoader loader(select, set);
  Cursor cursor(connection, select.sql, purpose, own);
  while (cursor.step()) {
    if (sources)
      sources->push_back(cursor.integer(0));
    loader.load(cursor.statement());
  }
}

namespace {

/// The rows whose foreign key is the owner's know it without a query.
void know_owner(const RelatedTo& owner, ResultSet& set) {
  const int back = owner.known.set ? inverse_index(*owner.owner, owner.meta()) : -1;
  if (back < 0)
    return;
  const auto relation = static_cast<std::uint16_t>(back);
  const std::size_t offset = set.model().relations[relation].offset;
  set.graph().hold(*owner.known.set);
  for (std::uint32_t i = 0; i < set.size(); ++i) {
    const auto* key =
        reinterpret_cast<const ForeignKeyBase*>(static_cast<const char*>(set.at(i)) + offset);
    if (key->key() != owner.key)
      continue;
    if (Slot& slot = set.slot(relation, i); !slot.loaded())
      slot = owner.known;
  }
}

} // namespace

void complete(const QuerySpec& spec, ResultSet& set, const Access& access) {
  if (spec.related)
    know_owner(*spec.related, set);
  for (const RelatedTo& owner : spec.owners)
    know_owner(owner, set);
  prefetch_rows(set, spec.prefetch, access);
}

SetRef evaluate(const QuerySpec& spec, const char* cause, const Access& access,
                bool whole_relation) {
  Connection& connection = *spec.connection;
  auto* graph = new Graph(spec.connection);
  ResultSet& set = graph->add(*spec.model, spec.root, spec.path);
  const SetRef rows(&set);
  set.fetch_mode = spec.fetch_mode.value_or(FetchMode::one);
  if (spec.none)
    return rows;
  std::optional<ReadTransaction> transaction;
  if (!spec.prefetch.empty())
    transaction.emplace(connection);
  const Purpose purpose = purpose_of(spec, cause, access);
  if (whole_relation) {
    LazySelect& lazy = lazy_select(connection, &spec.related->meta(), spec.related->key,
                                   [&] { return select_rows(spec); });
    read_rows(connection, lazy.select, purpose, set, nullptr, &lazy.prepared);
  } else {
    read_rows(connection, select_rows(spec), purpose, set, nullptr);
  }
  complete(spec, set, access);
  return rows;
}

} // namespace orm::detail
