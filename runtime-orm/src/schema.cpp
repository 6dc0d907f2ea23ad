#include "schema_check.hpp"

#include <orm/relation.hpp>

namespace orm {
namespace detail {
namespace {

std::string create_table(const ModelMeta& model) {
  std::string text =
      "CREATE TABLE IF NOT EXISTS " + quoted(model.table) + " (\"id\" INTEGER PRIMARY KEY";
  for (const ColumnMeta& column : model.columns) {
    text += ", " + quoted(column.name) + " " + type_name(column.affinity);
    if (!column.nullable)
      text += " NOT NULL";
    if (column.collation)
      text += std::string(" COLLATE ") + column.collation;
    if (column.relation < 0)
      continue;
    const RelationMeta& relation = model.relations[static_cast<std::size_t>(column.relation)];
    if (relation.kind == RelationKind::one_to_one)
      text += " UNIQUE";
    text += " REFERENCES " + quoted(relation.target().table) + " (\"id\") ON DELETE ";
    text += relation.on_delete == OnDelete::set_null ? "SET NULL" : "CASCADE";
  }
  return text + ")";
}

std::string create_index(const std::string& table, const std::string& name,
                         const std::string& columns, bool unique = false) {
  return std::string(unique ? "CREATE UNIQUE" : "CREATE") + " INDEX IF NOT EXISTS " +
         quoted(table + "_" + name) + " ON " + quoted(table) + " (" + columns + ")";
}

std::string create_index(const ModelMeta& model, const IndexMeta& index) {
  std::string name;
  std::string columns;
  for (const std::string& column : index.columns) {
    name += column + "_";
    columns += (columns.empty() ? "" : ", ") + quoted(column);
  }
  // The ending keeps it apart from a foreign key's own index.
  return create_index(model.table, name + (index.unique ? "uniq" : "idx"), columns, index.unique);
}

std::string create_link(const ModelMeta& model, const RelationMeta& relation) {
  const LinkTable link = link_table(model, relation);
  const auto key = [](const std::string& column, const std::string& table) {
    return quoted(column) + " INTEGER NOT NULL REFERENCES " + quoted(table) +
           " (\"id\") ON DELETE CASCADE";
  };
  return "CREATE TABLE IF NOT EXISTS " + quoted(link.table) + " (" + key(link.source, model.table) +
         ", " + key(link.target, relation.target().table) + ", PRIMARY KEY (" +
         quoted(link.source) + ", " + quoted(link.target) + ")) WITHOUT ROWID";
}

} // namespace
} // namespace detail

void Database::create(std::span<const detail::ModelMeta* const> models) {
  using namespace detail;
  Transaction transaction(*this);
  for (const ModelMeta* model : models)
    connection_->control("schema", create_table(*model));
  for (const ModelMeta* model : models)
    for (const RelationMeta& relation : model->relations)
      if (relation.kind == RelationKind::many_to_many && !relation.through)
        connection_->control("schema", create_link(*model, relation));
  // Tables that were there already may be of another time: before anything is built on them.
  check(models);
  for (const ModelMeta* model : models) {
    for (const RelationMeta& relation : model->relations)
      if (relation.kind == RelationKind::foreign_key)
        connection_->control("schema",
                             create_index(model->table, relation.column, quoted(relation.column)));
    for (const IndexMeta& index : model->indexes)
      connection_->control("schema", create_index(*model, index));
  }
  for (const ModelMeta* model : models)
    for (const RelationMeta& relation : model->relations)
      if (relation.kind == RelationKind::many_to_many && !relation.through) {
        const LinkTable link = link_table(*model, relation);
        connection_->control("schema",
                             create_index(link.table, link.target,
                                          quoted(link.target) + ", " + quoted(link.source)));
      }
  transaction.commit();
}

void Database::check(std::span<const detail::ModelMeta* const> models) const {
  std::string text;
  for (const detail::SchemaProblem& problem : detail::schema_problems(*connection_, models))
    text += (text.empty() ? "" : "\n") + problem.text;
  if (!text.empty())
    throw SchemaError(text);
}

} // namespace orm
