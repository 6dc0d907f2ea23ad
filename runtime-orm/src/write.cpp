#include "write.hpp"

#include <orm/relation.hpp>

#include <algorithm>

namespace orm::detail {
namespace {

Value column_value(const Row& row, const ModelMeta& model, const ColumnMeta& column) {
  const void* field = reinterpret_cast<const char*>(&row) + column.offset;
  if (column.relation < 0)
    return column.store(field);
  const RelationMeta& relation = model.relations[static_cast<std::size_t>(column.relation)];
  const std::int64_t key = static_cast<const ForeignKeyBase*>(field)->key_to_store(relation.name);
  return key == 0 ? Value{} : Value{key};
}

/// "INSERT INTO t (...) VALUES (?, ?), (?, ?)": with the key when the rows bring theirs.
Sql insert_statement(std::span<Row* const> rows, const ModelMeta& model, bool with_key,
                     const Conflicts& conflicts) {
  std::string names = with_key ? "\"id\"" : "";
  std::string places = with_key ? "?" : "";
  for (const ColumnMeta& column : model.columns) {
    names += (names.empty() ? "" : ", ") + quoted(column.name);
    places += places.empty() ? "?" : ", ?";
  }
  Sql sql;
  if (names.empty()) { // a model without columns: a row is its key alone
    names = "\"id\"";
    places = "NULL";
  }
  sql.text = "INSERT INTO " + quoted(model.table) + " (" + names + ") VALUES ";
  bool first = true;
  for (const Row* row : rows) {
    sql.text += (first ? "(" : ", (") + places + ")";
    first = false;
    if (with_key)
      sql.parameters.emplace_back(Value(row->id));
    for (const ColumnMeta& column : model.columns)
      sql.parameters.emplace_back(column_value(*row, model, column));
  }
  // Not INSERT OR IGNORE, which would leave out rows that break any constraint.
  if (conflicts.ignore)
    sql.text += " ON CONFLICT DO NOTHING";
  if (!conflicts.update_fields.empty()) {
    std::string found_by;
    std::string changes;
    for (const std::string& column : conflicts.unique_fields)
      found_by += (found_by.empty() ? "" : ", ") + quoted(column);
    for (const std::string& column : conflicts.update_fields)
      changes += (changes.empty() ? "" : ", ") + quoted(column) + " = excluded." + quoted(column);
    sql.text += " ON CONFLICT (" + found_by + ") DO UPDATE SET " + changes;
  }
  return sql;
}

Purpose purpose(const char* kind, const WriteContext& context) {
  return {kind, "write", context.root.get(), context.path, {}, &context.access};
}

void bind_to_new_set(Row& row, const ModelMeta& model, const WriteContext& context) {
  auto* graph = new Graph(context.connection);
  ResultSet& set = graph->add(model, context.root, context.path);
  const SetRef keep(&set);
  bind_row(row, set, 0);
}

void insert_batch(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context,
                  const Conflicts& conflicts = {}) {
  const bool with_key = rows.front()->id != 0;
  context.connection->execute(insert_statement(rows, model, with_key, conflicts),
                              purpose("insert", context));
  if (conflicts.ignore || !conflicts.update_fields.empty())
    return; // which of the rows are new, and under what keys, is not known
  if (!with_key) {
    // One statement gives consecutive keys, unless the table is at the end of the 64-bit range.
    std::int64_t id = sqlite3_last_insert_rowid(context.connection->handle());
    for (auto it = rows.rbegin(); it != rows.rend(); ++it)
      (*it)->id = id--;
  }
  for (Row* row : rows)
    bind_to_new_set(*row, model, context);
}

} // namespace

void insert_row(Row& row, const ModelMeta& model, const WriteContext& context) {
  Row* const rows[] = {&row};
  insert_batch(rows, model, context);
}

namespace {

/// How many rows of so many values one statement takes beside `others`. 999 variables are what
/// every SQLite takes; longer statements are no faster.
std::size_t most_rows(const Connection& connection, std::size_t values, std::size_t others = 0) {
  const auto variables = static_cast<std::size_t>(
      std::min(999, sqlite3_limit(connection.handle(), SQLITE_LIMIT_VARIABLE_NUMBER, -1)));
  return others < variables ? std::max<std::size_t>(1, (variables - others) / values) : 1;
}

} // namespace

void insert_rows(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context,
                 const Conflicts& conflicts) {
  if (rows.empty())
    return;
  const std::size_t most = most_rows(*context.connection, model.columns.size() + 1);
  std::vector<std::int64_t> before;
  for (const Row* row : rows)
    before.push_back(row->id);
  try {
    Transaction transaction(context.connection);
    for (std::size_t at = 0; at < rows.size();) {
      const bool with_key = rows[at]->id != 0;
      std::size_t end = at;
      while (end < rows.size() && end - at < most && (rows[end]->id != 0) == with_key)
        ++end;
      insert_batch(rows.subspan(at, end - at), model, context, conflicts);
      at = end;
    }
    transaction.commit();
  } catch (...) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i]->id = before[i];
    throw;
  }
}

std::int64_t update_rows(std::span<const Row* const> rows, const ModelMeta& model,
                         std::span<const std::string> columns, const Sql& where,
                         const WriteContext& context) {
  if (rows.empty() || columns.empty())
    return 0;
  std::string changes;
  for (std::size_t i = 0; i < columns.size(); ++i)
    changes += (i ? ", " : "") + quoted(columns[i]) + " = orm_rows.column" + std::to_string(i + 2);
  std::string places = "(?";
  for (std::size_t i = 0; i < columns.size(); ++i)
    places += ", ?";
  places += ")";
  const std::size_t most =
      most_rows(*context.connection, columns.size() + 1, where.parameters.size());
  std::int64_t changed = 0;
  Transaction transaction(context.connection);
  for (std::size_t at = 0; at < rows.size(); at += most) {
    Sql sql{"UPDATE " + quoted(model.table) + " SET " + changes + " FROM (VALUES ", {}};
    const auto batch = rows.subspan(at, std::min(most, rows.size() - at));
    for (const Row* row : batch) {
      sql.text += (row == batch.front() && sql.parameters.empty() ? "" : ", ") + places;
      sql.parameters.emplace_back(Value(row->id));
      for (const std::string& column : columns)
        sql.parameters.emplace_back(column_value(*row, model, *model.column(column)));
    }
    sql.text += ") AS orm_rows WHERE " + quoted(model.table) + ".\"id\" = orm_rows.column1";
    if (!where.text.empty()) {
      sql.text += " AND (" + where.text.substr(std::string_view(" WHERE ").size()) + ")";
      sql.parameters.insert(sql.parameters.end(), where.parameters.begin(), where.parameters.end());
    }
    context.connection->execute(sql, purpose("update", context));
    changed += sqlite3_changes(context.connection->handle());
  }
  transaction.commit();
  return changed;
}

void save_row(Row& row, const ModelMeta& model, std::shared_ptr<Connection> connection,
              const Access& access) {
  ResultSet* set = RowAccess::set(row);
  if (!connection && set)
    connection = set->graph().connection();
  if (!connection)
    throw UnsavedError("this " + model.name + " has no database yet: create it with " + model.name +
                       "::objects(db).create(...) or save it with save(db)");
  const bool here = set && set->graph().connection() == connection;
  const WriteContext context{connection, here ? set->root() : make_root(model, access.where),
                             here ? set->path() : std::string(), access};
  if (row.id != 0) {
    Sql sql{"UPDATE " + quoted(model.table) + " SET ", {}};
    bool first = true;
    for (const ColumnMeta& column : model.columns) {
      // What was never read has not been changed.
      if (column.loaded && !column.loaded(reinterpret_cast<const char*>(&row) + column.offset))
        continue;
      sql.text += (first ? "" : ", ") + quoted(column.name) + " = ?";
      first = false;
      sql.parameters.emplace_back(column_value(row, model, column));
    }
    if (first)
      sql.text += "\"id\" = \"id\"";
    sql.text += " WHERE \"id\" = ?";
    sql.parameters.emplace_back(Value(row.id));
    connection->execute(sql, purpose("update", context));
    if (sqlite3_changes(connection->handle()) != 0) {
      if (!here)
        bind_to_new_set(row, model, context);
      return;
    }
  }
  Row* const rows[] = {&row};
  insert_batch(rows, model, context);
}

namespace {

/// Listens to what a statement does to rows, the foreign keys' actions included. SQLite tells of
/// every row of an ordinary table; those of the link tables, which have no row ids, are only in the
/// total.
class ChangeCounter {
public:
  explicit ChangeCounter(sqlite3* handle)
      : handle_(handle), before_(sqlite3_total_changes(handle)) {
    sqlite3_update_hook(handle_, heard, this);
  }
  ChangeCounter(const ChangeCounter&) = delete;
  ~ChangeCounter() { sqlite3_update_hook(handle_, nullptr, nullptr); }

  [[nodiscard]] Deleted deleted() const {
    Deleted deleted{.by_table = by_table_};
    for (const auto& [table, rows] : by_table_)
      deleted.total += rows;
    // Unsigned, for SQLite's counter runs over.
    const auto changes = static_cast<std::uint32_t>(sqlite3_total_changes(handle_)) -
                         static_cast<std::uint32_t>(before_);
    deleted.links = std::int64_t{changes} - deleted.total - updated_;
    deleted.total += deleted.links;
    return deleted;
  }

private:
  static void heard(void* self, int what, const char*, const char* table, sqlite3_int64) {
    auto& counter = *static_cast<ChangeCounter*>(self);
    if (what == SQLITE_DELETE)
      ++counter.by_table_[table];
    else
      ++counter.updated_;
  }

  sqlite3* handle_;
  int before_;
  std::map<std::string, std::int64_t> by_table_;
  std::int64_t updated_ = 0;
};

} // namespace

Deleted delete_and_count(Connection& connection, const Sql& sql, const Purpose& purpose) {
  const ChangeCounter counter(connection.handle());
  connection.execute(sql, purpose);
  return counter.deleted();
}

Deleted delete_row(Row& row, const Access& access) {
  ResultSet* set = RowAccess::set(row);
  if (!set || row.id == 0)
    throw UnsavedError("an object that is not in the database cannot be deleted");
  const ModelMeta& model = set->model();
  const WriteContext context{set->graph().connection(), set->root(), set->path(), access};
  Deleted deleted = delete_and_count(
      *context.connection,
      {"DELETE FROM " + quoted(model.table) + " WHERE \"id\" = ?", {Value(row.id)}},
      purpose("delete", context));
  row.id = 0;
  return deleted;
}

void refresh_row(Row& row, const ModelMeta& model, std::span<const std::string> columns,
                 const Access& access) {
  ResultSet* set = RowAccess::set(row);
  if (!set || row.id == 0)
    throw UnsavedError("an object that is not in the database cannot be refreshed from it");
  char* base = reinterpret_cast<char*>(&row);
  std::vector<const ColumnMeta*> wanted;
  for (const ColumnMeta& column : model.columns) {
    const bool left_out = column.loaded && !column.loaded(base + column.offset);
    if (columns.empty() ? !left_out : std::ranges::find(columns, column.name) != columns.end())
      wanted.push_back(&column);
  }
  Sql sql{"SELECT \"id\"", {Value(row.id)}};
  for (const ColumnMeta* column : wanted)
    sql.text += ", " + quoted(column->name);
  sql.text += " FROM " + quoted(model.table) + " WHERE \"id\" = ?";
  const WriteContext context{set->graph().connection(), set->root(), set->path(), access};
  const Purpose purpose{"select", "get", set->root().get(), set->path(), {}, &context.access};
  Cursor cursor(*context.connection, sql, purpose);
  if (!cursor.step())
    throw DoesNotExist(model.name + " matching query does not exist.");
  const auto forget = [&](std::size_t relation) {
    const auto index = static_cast<std::uint16_t>(relation);
    if (set->peek(index, RowAccess::index(row)).loaded())
      set->slot(index, RowAccess::index(row)) = Slot{};
  };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    void* field = base + wanted[i]->offset;
    if (wanted[i]->relation >= 0) {
      static_cast<ForeignKeyBase*>(field)->forget_assigned();
      forget(static_cast<std::size_t>(wanted[i]->relation));
    }
    wanted[i]->load(field, Cell(cursor.statement(), static_cast<int>(i) + 1));
  }
  while (cursor.step()) {
  }
  if (columns.empty())
    for (std::size_t i = 0; i < model.relations.size(); ++i)
      if (!is_attribute(model.relations[i].kind))
        forget(i);
}

} // namespace orm::detail
