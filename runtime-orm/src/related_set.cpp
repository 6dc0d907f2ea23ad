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

/// The statements that change who belongs to one row's relation.
class Members {
public:
  Members(const Row& owner, std::uint16_t relation, const Access& access)
      : owner_(owner), set_(*RowAccess::set(owner)), relation_(set_.model().relations[relation]),
        access_(access) {
    if (is_link(relation_.kind)) {
      link_ = link_table(set_.model(), relation_);
      table_ = quoted(link_.table);
      here_ = quoted(link_.source);
      there_ = quoted(link_.target);
    } else {
      const KeyColumn key = key_column(set_.model(), relation_);
      table_ = key.table;
      here_ = key.column;
      there_ = "\"id\"";
    }
  }

  [[nodiscard]] const LinkTable& link() const { return link_; }
  [[nodiscard]] Connection& connection() const { return *set_.graph().connection(); }
  [[nodiscard]] WriteContext context() const {
    return {set_.graph().connection(), set_.root(),
            set_.path_to(static_cast<std::uint16_t>(&relation_ - set_.model().relations.data())),
            access_};
  }

  /// The keys of those who belong to it now; of these, or all.
  std::set<std::int64_t> present(const Keys& keys = nullptr) {
    Sql sql{"SELECT " + there_ + " FROM " + table_ + " WHERE " + here_ + " = ?",
            {Value(owner_.id)}};
    if (keys) {
      sql.text += " AND " + there_ + " IN orm_keys(?)";
      sql.parameters.emplace_back(keys);
    }
    std::set<std::int64_t> found;
    const Purpose purpose = this->purpose("select");
    Cursor cursor(connection(), sql, purpose);
    while (cursor.step())
      found.insert(cursor.integer(0));
    return found;
  }

  void insert_links(const Keys& keys) {
    Sql sql{"INSERT OR IGNORE INTO " + table_ + " (" + here_ + ", " + there_ +
                ") SELECT ?, value FROM orm_keys(?)",
            {Value(owner_.id), keys}};
    if (relation_.symmetrical) {
      sql.text += " UNION ALL SELECT value, ? FROM orm_keys(?)";
      sql.parameters.insert(sql.parameters.end(), {Value(owner_.id), keys});
    }
    run("insert", sql);
  }

  void point_here(const Keys& keys) {
    run("update", {"UPDATE " + table_ + " SET " + here_ + " = ? WHERE \"id\" IN orm_keys(?)",
                   {Value(owner_.id), keys}});
  }

  /// These leave, or all.
  void leave(const Keys& keys = nullptr) {
    Sql sql;
    const auto one_side = [&](const std::string& here, const std::string& there) {
      sql.text += here + " = ?";
      sql.parameters.emplace_back(Value(owner_.id));
      if (!keys)
        return;
      sql.text += " AND " + there + " IN orm_keys(?)";
      sql.parameters.emplace_back(keys);
    };
    const bool link = is_link(relation_.kind);
    sql.text = link ? "DELETE FROM " + table_ + " WHERE "
                    : "UPDATE " + table_ + " SET " + here_ + " = NULL WHERE ";
    one_side(here_, there_);
    if (relation_.symmetrical) {
      sql.text += " OR ";
      one_side(there_, here_);
    }
    run(link ? "delete" : "update", sql);
  }

private:
  [[nodiscard]] Purpose purpose(const char* kind) const {
    return {kind, "write", set_.root().get(), set_.path(), relation_.name, &access_};
  }
  void run(const char* kind, const Sql& sql) { connection().execute(sql, purpose(kind)); }

  const Row& owner_;
  ResultSet& set_;
  const RelationMeta& relation_;
  const Access& access_;
  LinkTable link_;
  std::string table_;
  std::string here_;
  std::string there_;
};

Keys shared(std::vector<std::int64_t> keys) {
  return std::make_shared<const std::vector<std::int64_t>>(std::move(keys));
}

std::vector<std::int64_t> keys_of(std::span<const Row* const> rows, const ModelMeta& model,
                                  const RelationMeta& relation) {
  std::vector<std::int64_t> keys;
  for (const Row* row : rows) {
    if (row->id == 0)
      throw UnsavedError("an object that is not saved cannot be a member of `" + model.name + "." +
                         relation.name + "`; save it first");
    keys.push_back(row->id);
  }
  return keys;
}

} // namespace

void RelatedSetBase::add_keys(const Row& owner, std::vector<std::int64_t> keys,
                              const Access& access, const Row* defaults) {
  Members members(owner, relation(), access);
  const RelationMeta& relation = meta(owner);
  if (!is_link(relation.kind)) {
    members.point_here(shared(std::move(keys)));
    return;
  }
  const ModelMeta* through = members.link().through;
  if (!through) {
    members.insert_links(shared(std::move(keys)));
    return;
  }
  // Links with columns of their own are rows like others: made from the model's defaults. Nothing
  // may forbid a second link between the same two, so those who belong already are left out.
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  Transaction transaction(members.connection().shared_from_this());
  std::set<std::int64_t> present = members.present(shared(keys));
  auto* graph = new Graph(members.connection().shared_from_this());
  ResultSet& links = graph->add(*through, nullptr, {});
  const SetRef keep(&links);
  std::vector<Row*> rows;
  const auto set_key = [&](Row& row, const std::string& column, std::int64_t key) {
    auto* field = reinterpret_cast<char*>(&row) + through->column(column)->offset;
    reinterpret_cast<ForeignKeyBase*>(field)->assign_key(key);
  };
  const auto append = [&](std::int64_t source, std::int64_t target) {
    void* place = links.reserve();
    if (defaults)
      through->copy(place, defaults);
    else
      through->construct(place);
    links.commit();
    Row& row = *rows.emplace_back(static_cast<Row*>(place));
    row.id = 0;
    set_key(row, members.link().source, source);
    set_key(row, members.link().target, target);
  };
  for (const std::int64_t key : keys) {
    if (present.contains(key))
      continue;
    append(owner.id, key);
    if (relation.symmetrical && key != owner.id)
      append(key, owner.id);
  }
  insert_rows(rows, *through, members.context());
  transaction.commit();
}

void RelatedSetBase::add(std::span<const Row* const> rows, const Access& access,
                         const Row* defaults, const ModelMeta* through) {
  Row& row = saved_owner();
  forget(row);
  const ModelMeta& model = RowAccess::set(row)->model();
  const RelationMeta& relation = meta(row);
  if (through && (!is_link(relation.kind) || link_table(model, relation).through != through))
    throw FieldError("`" + model.name + "." + relation.name + "` does not go through model `" +
                     through->name + "`");
  if (!rows.empty())
    add_keys(row, keys_of(rows, model, relation), access, defaults);
}

void RelatedSetBase::remove(std::span<const Row* const> rows, const Access& access) {
  Row& row = saved_owner();
  const ModelMeta& model = RowAccess::set(row)->model();
  const RelationMeta& relation = meta(row);
  if (is_link(relation.kind)) {
    forget(row);
  } else {
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
  }
  if (rows.empty())
    return;
  forget(row);
  Members(row, this->relation(), access).leave(shared(keys_of(rows, model, relation)));
}

void RelatedSetBase::clear(const Access& access) {
  Row& row = saved_owner();
  forget(row);
  Members(row, relation(), access).leave();
}

void RelatedSetBase::set(std::span<const Row* const> rows, const Access& access) {
  Row& row = saved_owner();
  forget(row);
  Members members(row, relation(), access);
  const std::vector<std::int64_t> keys = keys_of(rows, RowAccess::set(row)->model(), meta(row));
  const std::set<std::int64_t> wanted(keys.begin(), keys.end());
  Transaction transaction(members.connection().shared_from_this());
  const std::set<std::int64_t> present = members.present();
  std::vector<std::int64_t> leaving;
  std::vector<std::int64_t> arriving;
  std::ranges::set_difference(present, wanted, std::back_inserter(leaving));
  std::ranges::set_difference(wanted, present, std::back_inserter(arriving));
  if (!leaving.empty())
    members.leave(shared(std::move(leaving)));
  if (!arriving.empty())
    add_keys(row, std::move(arriving), access, nullptr);
  transaction.commit();
}

void RelatedSetBase::create(Row& row, const Access& access) {
  Row& parent = saved_owner();
  Members members(parent, relation(), access);
  const ModelMeta& model = RowAccess::set(parent)->model();
  const RelationMeta& relation = meta(parent);
  if (!is_link(relation.kind)) {
    const RelationMeta& key = *key_column(model, relation).key;
    auto* field = reinterpret_cast<ForeignKeyBase*>(reinterpret_cast<char*>(&row) + key.offset);
    field->assign(model, parent);
    insert_row(row, relation.target(), members.context());
    forget(parent);
    return;
  }
  Transaction transaction(members.connection().shared_from_this());
  insert_row(row, relation.target(), members.context());
  add_keys(parent, {row.id}, access, nullptr);
  transaction.commit();
  forget(parent);
}

SetRef RelatedSetBase::find_or_create(Row& row, const ConditionPtr& condition,
                                      const Access& access) {
  const Query members = query(access);
  if (SetRef found = members.find(condition, access))
    return found;
  try {
    create(row, access);
    return {};
  } catch (const IntegrityError&) {
    // Somebody else may have been faster.
    if (SetRef found = members.find(condition, access))
      return found;
    throw;
  }
}

} // namespace orm::detail
