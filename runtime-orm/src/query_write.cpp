#include <orm/assignment.hpp>

#include "select.hpp"
#include "write.hpp"

#include <algorithm>

/// A query set's writes.
namespace orm::detail {
namespace {

WriteContext write_context(const QuerySpec& spec, const Access& access) {
  return {spec.connection, spec.root, spec.path, access};
}

std::string render(const Term& term, Sql& sql) {
  switch (term.op) {
  case '=':
    sql.parameters.emplace_back(term.value);
    return "?";
  case 'c':
    return quoted(term.column);
  default:
    const std::string left = render(*term.left, sql);
    return "(" + left + " " + term.op + " " + render(*term.right, sql) + ")";
  }
}

void append(Sql& sql, Sql rest) {
  sql.text += rest.text;
  std::ranges::move(rest.parameters, std::back_inserter(sql.parameters));
}

/// "UPDATE ... SET ...": all but what follows WHERE.
Sql update_table(const ModelMeta& model, std::span<const AssignedColumn> columns) {
  Sql sql{"UPDATE " + quoted(model.table) + " SET ", {}};
  bool first = true;
  for (const AssignedColumn& column : columns) {
    sql.text += (first ? "" : ", ") + quoted(column.column) + " = ";
    sql.text += render(*column.term, sql);
    first = false;
  }
  return sql;
}

} // namespace

TermPtr value_term(Value value) {
  return std::make_shared<const Term>(Term{.op = '=', .value = std::move(value)});
}
TermPtr column_term(std::string_view column) {
  return std::make_shared<const Term>(Term{.op = 'c', .column = std::string(column)});
}
TermPtr operator_term(char op, TermPtr left, TermPtr right) {
  return std::make_shared<const Term>(
      Term{.op = op, .left = std::move(left), .right = std::move(right)});
}

Value key_of(const Row& object, std::string_view relation) {
  if (object.id == 0)
    throw UnsavedError("an object that is not saved cannot be assigned to `" +
                       std::string(relation) + "`; save it first");
  return object.id;
}

void update_columns(const Row& row, std::span<const AssignedColumn> columns, const Access& access) {
  const ResultSet& set = *RowAccess::set(row);
  Sql sql = update_table(set.model(), columns);
  append(sql, {" WHERE \"id\" = ?", {Value(row.id)}});
  set.graph().connection()->execute(sql,
                                    {"update", "write", set.root().get(), set.path(), {}, &access});
}

const std::shared_ptr<Connection>& Query::connection() const {
  return state_ ? state_->spec.connection : view_->graph().connection();
}

/// What was read may be wrong now. A loop over it goes on with the rows it has.
void Query::forget_rows() const {
  if (!state_) {
    if (Slot& slot = owner_->slot(relation_, owner_index_); slot.set == view_.get())
      slot = Slot{};
    state_ = with(fresh_spec()).state_;
  } else if (state_->rows) {
    state_->before.push_back(std::move(state_->rows));
  }
}

void Query::create(Row& row, const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  insert_row(row, *spec.model, write_context(spec, access));
}

void Query::bulk_create(std::span<Row* const> rows, const Conflicts& conflicts,
                        const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  insert_rows(rows, *spec.model, write_context(spec, access), conflicts);
}

SetRef Query::find_or_create(Row& row, const ConditionPtr& condition, const Access& access) const {
  if (SetRef found = find(condition, access))
    return found;
  try {
    create(row, access);
    return {};
  } catch (const IntegrityError&) {
    // Somebody else may have been faster.
    if (SetRef found = find(condition, access))
      return found;
    throw;
  }
}

std::int64_t Query::bulk_update(std::span<const Row* const> rows,
                                std::span<const std::string> columns, const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  refuse_combined(spec, "bulk_update");
  if (spec.none)
    return 0;
  for (const Row* row : rows)
    if (row->id == 0)
      throw UnsavedError("All bulk_update() objects must have a primary key set.");
  const std::int64_t changed =
      update_rows(rows, *spec.model, columns, select_where(spec), write_context(spec, access));
  forget_rows();
  return changed;
}

std::int64_t Query::update(std::span<const AssignedColumn> columns, const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  refuse_combined(spec, "update");
  if (spec.none)
    return 0;
  Sql sql = update_table(*spec.model, columns);
  append(sql, select_where(spec));
  spec.connection->execute(sql, {"update", "write", spec.root.get(), spec.path, {}, &access});
  const std::int64_t changed = sqlite3_changes(spec.connection->handle());
  forget_rows();
  return changed;
}

Deleted Query::erase(const Access& access) const {
  std::optional<QuerySpec> storage;
  const QuerySpec& spec = current(storage);
  refuse_combined(spec, "delete");
  if (spec.none)
    return {};
  Sql sql{"DELETE FROM " + quoted(spec.model->table), {}};
  Sql where = select_where(spec);
  if (where.text.empty())
    where.text = " WHERE 1"; // else SQLite empties the table without counting
  append(sql, std::move(where));
  Deleted deleted = delete_and_count(*spec.connection, sql,
                                     {"delete", "write", spec.root.get(), spec.path, {}, &access});
  forget_rows();
  return deleted;
}

} // namespace orm::detail
