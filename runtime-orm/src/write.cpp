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
Sql insert_statement(std::span<Row* const> rows, const ModelMeta& model, bool with_key) {
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

void insert_batch(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context) {
  const bool with_key = rows.front()->id != 0;
  context.connection->execute(insert_statement(rows, model, with_key), purpose("insert", context));
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

void insert_rows(std::span<Row* const> rows, const ModelMeta& model, const WriteContext& context) {
  if (rows.empty())
    return;
  // 999 variables are what every SQLite takes; longer statements are no faster.
  const int variables =
      std::min(999, sqlite3_limit(context.connection->handle(), SQLITE_LIMIT_VARIABLE_NUMBER, -1));
  const std::size_t most =
      std::max<std::size_t>(1, static_cast<std::size_t>(variables) / (model.columns.size() + 1));
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
      insert_batch(rows.subspan(at, end - at), model, context);
      at = end;
    }
    transaction.commit();
  } catch (...) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i]->id = before[i];
    throw;
  }
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
  const WriteContext context{connection, here ? set->root() : make_root(model.name, access.where),
                             here ? set->path() : std::string(), access};
  if (row.id != 0) {
    Sql sql{"UPDATE " + quoted(model.table) + " SET ", {}};
    bool first = true;
    for (const ColumnMeta& column : model.columns) {
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

void delete_row(Row& row, const Access& access) {
  ResultSet* set = RowAccess::set(row);
  if (!set || row.id == 0)
    throw UnsavedError("an object that is not in the database cannot be deleted");
  const ModelMeta& model = set->model();
  const WriteContext context{set->graph().connection(), set->root(), set->path(), access};
  context.connection->execute(
      {"DELETE FROM " + quoted(model.table) + " WHERE \"id\" = ?", {Value(row.id)}},
      purpose("delete", context));
  row.id = 0;
}

} // namespace orm::detail
