#include "connection.hpp"

/// `orm_keys(pointer)`: an eponymous virtual table in the manner of SQLite's carray extension,
/// which Debian's library does not contain.
namespace orm::detail {
namespace {

enum Columns { value_column, pointer_column };

struct KeysCursor {
  sqlite3_vtab_cursor base{};
  const std::vector<std::int64_t>* keys = nullptr;
  std::size_t at = 0;
};

int connect(sqlite3* handle, void*, int, const char* const*, sqlite3_vtab** table, char**) {
  const int code = sqlite3_declare_vtab(handle, "CREATE TABLE x(value INTEGER, keys HIDDEN)");
  if (code == SQLITE_OK)
    *table = new sqlite3_vtab{};
  return code;
}
int disconnect(sqlite3_vtab* table) {
  delete table;
  return SQLITE_OK;
}
int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = &(new KeysCursor)->base;
  return SQLITE_OK;
}
KeysCursor& self(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<KeysCursor*>(cursor); }
int close(sqlite3_vtab_cursor* cursor) {
  delete &self(cursor);
  return SQLITE_OK;
}
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    if (constraint.iColumn != pointer_column || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (!constraint.usable)
      return SQLITE_CONSTRAINT;
    info->aConstraintUsage[i].argvIndex = 1;
    info->aConstraintUsage[i].omit = 1;
    info->estimatedCost = 1;
    info->estimatedRows = 10;
    return SQLITE_OK;
  }
  info->estimatedCost = 1e12;
  return SQLITE_OK;
}
int filter(sqlite3_vtab_cursor* cursor, int, const char*, int argc, sqlite3_value** argv) {
  KeysCursor& keys = self(cursor);
  keys.keys = argc == 1 ? static_cast<const std::vector<std::int64_t>*>(
                              sqlite3_value_pointer(argv[0], keys_pointer_type))
                        : nullptr;
  keys.at = 0;
  return SQLITE_OK;
}
int next(sqlite3_vtab_cursor* cursor) {
  ++self(cursor).at;
  return SQLITE_OK;
}
int eof(sqlite3_vtab_cursor* cursor) {
  const KeysCursor& keys = self(cursor);
  return !keys.keys || keys.at >= keys.keys->size();
}
int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int index) {
  if (index == value_column)
    sqlite3_result_int64(context, (*self(cursor).keys)[self(cursor).at]);
  return SQLITE_OK;
}
int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
  *id = static_cast<sqlite3_int64>(self(cursor).at);
  return SQLITE_OK;
}

const sqlite3_module& keys_module() {
  static const sqlite3_module module = [] {
    sqlite3_module made{};
    made.xConnect = connect;
    made.xBestIndex = best_index;
    made.xDisconnect = disconnect;
    made.xOpen = open;
    made.xClose = close;
    made.xFilter = filter;
    made.xNext = next;
    made.xEof = eof;
    made.xColumn = column;
    made.xRowid = rowid;
    return made;
  }();
  return module;
}

} // namespace

void register_keys_table(sqlite3* handle) {
  const int code = sqlite3_create_module_v2(handle, "orm_keys", &keys_module(), nullptr, nullptr);
  if (code != SQLITE_OK)
    throw_database_error(handle, code, {});
}

} // namespace orm::detail
