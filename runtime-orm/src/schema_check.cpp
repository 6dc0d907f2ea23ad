#include "schema_check.hpp"

#include <algorithm>
#include <cctype>

namespace orm::detail {
namespace {

struct Column {
  std::string name;
  std::string type; ///< in capitals
  bool required;    ///< NOT NULL, and no default
  bool key;
};

std::vector<Column> columns_of(Connection& connection, const std::string& table) {
  const Sql sql{"SELECT name, upper(type), \"notnull\" AND dflt_value IS NULL, pk "
                "FROM pragma_table_info(?)",
                {Value(table)}};
  const Purpose purpose{"pragma", "pragma"};
  Cursor cursor(connection, sql, purpose);
  std::vector<Column> columns;
  while (cursor.step())
    columns.push_back({std::string(Cell(cursor.statement(), 0).text()),
                       std::string(Cell(cursor.statement(), 1).text()), cursor.integer(2) != 0,
                       cursor.integer(3) != 0});
  return columns;
}

const Column* find(const std::vector<Column>& columns, const std::string& name) {
  const auto same = [&](const Column& column) {
    return std::ranges::equal(column.name, name, [](unsigned char a, unsigned char b) {
      return std::tolower(a) == std::tolower(b); // as SQLite compares names
    });
  };
  const auto found = std::ranges::find_if(columns, same);
  return found == columns.end() ? nullptr : &*found;
}

/// Whether a column declared as `type` keeps a value of this affinity as it is
/// (https://sqlite.org/datatype3.html, section 3.1).
bool keeps(const std::string& type, Affinity affinity) {
  const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
  const bool integer = has("INT");
  const bool text = !integer && (has("CHAR") || has("CLOB") || has("TEXT"));
  const bool any = !integer && !text && (has("BLOB") || type.empty());
  const bool real = !integer && !text && !any && (has("REAL") || has("FLOA") || has("DOUB"));
  switch (affinity) {
  case Affinity::integer:
    return !text && !real;
  case Affinity::real:
    return !text;
  case Affinity::text:
    return text || any;
  case Affinity::blob:
    return true;
  }
  return true;
}

class Check {
public:
  explicit Check(Connection& connection) : connection_(connection) {}

  void model(const ModelMeta& model) {
    const std::string user = "the model `" + model.name + "`";
    const std::vector<Column> columns = columns_of(connection_, model.table);
    if (columns.empty()) {
      report(model.table, "The table " + quoted(model.table) + " of " + user +
                              " is not in this database: make it with create_tables<" + model.name +
                              ">(), if this is the right file.");
    } else {
      key(model, columns);
      for (const ColumnMeta& column : model.columns)
        field(model, column, columns);
      for (const Column& column : columns)
        if (column.required && !column.key && !model.column(column.name))
          report(model.table,
                 "The table " + quoted(model.table) + " has a column " + quoted(column.name) +
                     " that takes no NULL, and " + user +
                     " has no field for it, so no row can be inserted: add the field, or "
                     "give the column a default.");
    }
    for (const RelationMeta& relation : model.relations)
      if (relation.kind == RelationKind::many_to_many && !relation.through)
        link(model, relation);
  }

  std::vector<SchemaProblem> problems;

private:
  void report(const std::string& table, std::string text) {
    problems.push_back({table, std::move(text)});
  }

  void missing(const std::string& table, const std::string& column, const std::string& user,
               const std::string& declaration) {
    report(table, "The table " + quoted(table) + " has no column " + quoted(column) + ", which " +
                      user +
                      " needs. create_tables() does not change a table that "
                      "exists: add it with ALTER TABLE " +
                      quoted(table) + " ADD COLUMN " + quoted(column) + " " + declaration +
                      ", or make the table anew.");
  }

  void key(const ModelMeta& model, const std::vector<Column>& columns) {
    const Column* id = find(columns, "id");
    if (!id || !id->key || id->type != "INTEGER")
      report(model.table,
             "The table " + quoted(model.table) + " of the model `" + model.name +
                 "` has no column \"id\" INTEGER PRIMARY KEY, which every model needs.");
  }

  void field(const ModelMeta& model, const ColumnMeta& field, const std::vector<Column>& columns) {
    const std::string user = "the field `" + model.name + "." + field.name + "`";
    const Column* column = find(columns, field.name);
    if (!column)
      missing(model.table, field.name, user,
              type_name(field.affinity) +
                  std::string(field.nullable ? "" : " NOT NULL DEFAULT ..."));
    else if (!keeps(column->type, field.affinity))
      report(model.table, "The column " + quoted(field.name) + " of the table " +
                              quoted(model.table) + " is declared " + column->type + ", and " +
                              user + " needs " + type_name(field.affinity) +
                              ": change the field's type, or make the table anew.");
    else if (field.nullable && column->required)
      report(model.table, "The column " + quoted(field.name) + " of the table " +
                              quoted(model.table) + " takes no NULL, and " + user +
                              " may hold none: make the field required, or the table anew.");
  }

  void link(const ModelMeta& model, const RelationMeta& relation) {
    const LinkTable link = link_table(model, relation);
    const std::string user = "the relation `" + model.name + "." + relation.name + "`";
    const std::vector<Column> columns = columns_of(connection_, link.table);
    if (columns.empty()) {
      report(link.table, "The table " + quoted(link.table) + " of " + user +
                             " is not in this database: make it with create_tables<" + model.name +
                             ">().");
      return;
    }
    for (const std::string& name : {link.source, link.target})
      if (!find(columns, name))
        missing(link.table, name, user, "INTEGER");
  }

  Connection& connection_;
};

/// All models that can be reached from one by its relations.
std::vector<const ModelMeta*> family(const ModelMeta& model) {
  std::vector<const ModelMeta*> models{&model};
  const auto add = [&](const ModelMeta& other) {
    if (std::ranges::find(models, &other) == models.end())
      models.push_back(&other);
  };
  for (std::size_t i = 0; i < models.size(); ++i)
    for (const RelationMeta& relation : models[i]->relations) {
      add(relation.target());
      if (relation.through)
        add(relation.through());
    }
  return models;
}

} // namespace

const char* type_name(Affinity affinity) {
  switch (affinity) {
  case Affinity::integer:
    return "INTEGER";
  case Affinity::real:
    return "REAL";
  case Affinity::text:
    return "TEXT";
  case Affinity::blob:
    return "BLOB";
  }
  return "BLOB";
}

std::vector<SchemaProblem> schema_problems(Connection& connection,
                                           std::span<const ModelMeta* const> models) {
  Check check(connection);
  for (const ModelMeta* model : models)
    check.model(*model);
  return std::move(check.problems);
}

std::string schema_advice(Connection& connection, const ModelMeta& model,
                          const std::string& statement) noexcept {
  try {
    std::string advice;
    for (const SchemaProblem& problem : schema_problems(connection, family(model)))
      if (statement.find(quoted(problem.table)) != std::string::npos)
        advice += (advice.empty() ? "" : " ") + problem.text;
    return advice;
  } catch (...) {
    return {}; // the error that is being explained is the one to tell
  }
}

} // namespace orm::detail
