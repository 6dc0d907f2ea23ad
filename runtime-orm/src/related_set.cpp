#include <orm/relation.hpp>

#include "query_spec.hpp"
#include "write.hpp"

#include <algorithm>
#include <set>

/// Relations to many: who belongs to them, and the writes that change it.
namespace orm::detail {

Row& RelatedSetBase::saved_owner() const {
  Row* row = owner();
  if (!row)
    throw UnsavedError("this object has never been in a database; save it before its relation to "
                       "many objects can be used");
  if (row->id == 0) {
    const ModelMeta& model = RowAccess::set(*row)->model();
    throw UnsavedError("\"<" + model.name +
                       ">\" needs to have a value for field \"id\" before its relation `" +
                       model.relations[relation()].name + "` can be used.");
  }
  return *row;
}

const RelationMeta& RelatedSetBase::meta(const Row& owner) const {
  return RowAccess::set(owner)->model().relations[relation()];
}

Query RelatedSetBase::query(const Access& access) const {
  return Query::related(saved_owner(), relation(), access);
}

void RelatedSetBase::forget(const Row& owner) {
  ResultSet& set = *RowAccess::set(owner);
  if (set.peek(relation(), RowAccess::index(owner)).loaded())
    set.slot(relation(), RowAccess::index(owner)) = Slot{};
}

std::int64_t RelatedSetBase::write(const Row& owner, const char* kind, std::string text,
                                   std::span<const Row* const> rows, bool with_owner) {
  ResultSet& set = *RowAccess::set(owner);
  Sql sql{std::move(text), {}};
  if (with_owner)
    sql.parameters.emplace_back(Value(owner.id));
  if (!rows.empty()) {
    auto keys = std::make_shared<std::vector<std::int64_t>>();
    for (const Row* row : rows) {
      if (row->id == 0)
        throw UnsavedError("an object that is not saved cannot be a member of `" +
                           set.model().name + "." + meta(owner).name + "`; save it first");
      keys->push_back(row->id);
    }
    sql.parameters.emplace_back(Keys(std::move(keys)));
  }
  Connection& connection = *set.graph().connection();
  connection.execute(sql, {kind, "write", set.root().get(), set.path(), meta(owner).name});
  return sqlite3_changes(connection.handle());
}

namespace {

struct KeyColumn {
  std::string table;
  std::string column;
  const RelationMeta* key;
};

KeyColumn key_column(const ModelMeta& model, const RelationMeta& relation) {
  const RelationMeta* key = inverse(model, relation);
  if (!key || !is_forward_key(key->kind))
    throw FieldError("model `" + relation.target().name + "` has no foreign key `" + relation.via +
                     "`, which `" + model.name + "." + relation.name + "` names");
  return {quoted(relation.target().table), quoted(key->column), key};
}

struct QuotedLink {
  std::string table;
  std::string source;
  std::string target;
};

QuotedLink quoted_link(const ModelMeta& model, const RelationMeta& relation) {
  const LinkTable link = link_table(model, relation);
  return {quoted(link.table), quoted(link.source), quoted(link.target)};
}

} // namespace

void RelatedSetBase::add(std::span<const Row* const> rows) {
  Row& row = saved_owner();
  forget(row);
  if (rows.empty())
    return;
  const ModelMeta& model = RowAccess::set(row)->model();
  const RelationMeta& relation = meta(row);
  if (is_link(relation.kind)) {
    const QuotedLink link = quoted_link(model, relation);
    write(row, "insert",
          "INSERT OR IGNORE INTO " + link.table + " (" + link.source + ", " + link.target +
              ") SELECT ?, value FROM orm_keys(?)",
          rows);
    return;
  }
  const KeyColumn key = key_column(model, relation);
  write(row, "update",
        "UPDATE " + key.table + " SET " + key.column + " = ? WHERE \"id\" IN orm_keys(?)", rows);
}

void RelatedSetBase::remove(std::span<const Row* const> rows) {
  Row& row = saved_owner();
  const ModelMeta& model = RowAccess::set(row)->model();
  const RelationMeta& relation = meta(row);
  if (is_link(relation.kind)) {
    forget(row);
    if (rows.empty())
      return;
    const QuotedLink link = quoted_link(model, relation);
    write(row, "delete",
          "DELETE FROM " + link.table + " WHERE " + link.source + " = ? AND " + link.target +
              " IN orm_keys(?)",
          rows);
    return;
  }
  if (rows.empty())
    return;
  const KeyColumn key = key_column(model, relation);
  for (const Row* member : rows) {
    const auto* field = reinterpret_cast<const ForeignKeyBase*>(
        reinterpret_cast<const char*>(member) + key.key->offset);
    if (field->key() != row.id)
      throw DoesNotExist("<" + relation.target().name + ": " + relation.target().name +
                         " object (" + std::to_string(member->id) + ")> is not related to <" +
                         model.name + ": " + model.name + " object (" + std::to_string(row.id) +
                         ")>.");
  }
  forget(row);
  write(row, "update",
        "UPDATE " + key.table + " SET " + key.column + " = NULL WHERE " + key.column +
            " = ? AND \"id\" IN orm_keys(?)",
        rows);
}

void RelatedSetBase::clear() {
  Row& row = saved_owner();
  forget(row);
  const ModelMeta& model = RowAccess::set(row)->model();
  const RelationMeta& relation = meta(row);
  if (is_link(relation.kind)) {
    const QuotedLink link = quoted_link(model, relation);
    write(row, "delete", "DELETE FROM " + link.table + " WHERE " + link.source + " = ?", {});
    return;
  }
  const KeyColumn key = key_column(model, relation);
  write(row, "update",
        "UPDATE " + key.table + " SET " + key.column + " = NULL WHERE " + key.column + " = ?", {});
}

void RelatedSetBase::set(std::span<const Row* const> rows) {
  Row& row = saved_owner();
  ResultSet& set = *RowAccess::set(row);
  const ModelMeta& model = set.model();
  const RelationMeta& relation = meta(row);
  Connection& connection = *set.graph().connection();
  Transaction transaction(connection.shared_from_this());
  Sql present;
  std::string leave;
  if (is_link(relation.kind)) {
    const QuotedLink link = quoted_link(model, relation);
    present.text =
        "SELECT " + link.target + " FROM " + link.table + " WHERE " + link.source + " = ?";
    leave = "DELETE FROM " + link.table + " WHERE " + link.source + " = ? AND " + link.target +
            " IN orm_keys(?)";
  } else {
    const KeyColumn key = key_column(model, relation);
    present.text = "SELECT \"id\" FROM " + key.table + " WHERE " + key.column + " = ?";
    leave = "UPDATE " + key.table + " SET " + key.column + " = NULL WHERE " + key.column +
            " = ? AND \"id\" IN orm_keys(?)";
  }
  present.parameters.emplace_back(Value(row.id));
  std::set<std::int64_t> members;
  {
    const Purpose purpose{"select", "write", set.root().get(), set.path(), relation.name};
    Cursor cursor(connection, present, purpose);
    while (cursor.step())
      members.insert(cursor.integer(0));
  }
  std::vector<const Row*> arriving;
  std::set<std::int64_t> wanted;
  for (const Row* member : rows) {
    wanted.insert(member->id);
    if (!members.contains(member->id))
      arriving.push_back(member);
  }
  std::vector<Row> leaving;
  for (const std::int64_t id : members)
    if (!wanted.contains(id))
      leaving.emplace_back().id = id;
  std::vector<const Row*> pointers;
  for (const Row& gone : leaving)
    pointers.push_back(&gone);
  if (!pointers.empty())
    write(row, relation.via.empty() || is_link(relation.kind) ? "delete" : "update", leave,
          pointers);
  add(arriving);
  transaction.commit();
}

void RelatedSetBase::create(Row& row, const Access& access) {
  Row& parent = saved_owner();
  ResultSet& set = *RowAccess::set(parent);
  const RelationMeta& relation = meta(parent);
  const std::string path = set.path_to(this->relation());
  const WriteContext context{set.graph().connection(), set.root(), path, access};
  if (!is_link(relation.kind)) {
    const RelationMeta& key = *key_column(set.model(), relation).key;
    auto* field = reinterpret_cast<ForeignKeyBase*>(reinterpret_cast<char*>(&row) + key.offset);
    field->assign(set.model(), parent);
    insert_row(row, relation.target(), context);
    forget(parent);
    return;
  }
  Transaction transaction(set.graph().connection());
  insert_row(row, relation.target(), context);
  const Row* const rows[] = {&row};
  add(rows);
  transaction.commit();
}

} // namespace orm::detail
