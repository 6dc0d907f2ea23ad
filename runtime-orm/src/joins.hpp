#ifndef ORM_SRC_JOINS_HPP
#define ORM_SRC_JOINS_HPP

#include "query_spec.hpp"

#include <functional>

namespace orm::detail {

/// The tables of one SELECT. Each relation path is joined once, whoever asks for it.
class Joins {
public:
  Joins(const ModelMeta& model, std::string alias);
  /// For a subquery: its aliases are none of those of the query around it, which it refers to.
  Joins(const ModelMeta& model, const std::string& alias, const Joins& around);

  /// The join that follows `relation` from join `from` (0 is the root table). `needed`: rows
  /// without a partner may be dropped.
  int follow(int from, const RelationMeta& relation, bool needed);
  /// Starts the FROM clause with the link table of `relation`, which leads to the root table. Link
  /// first and CROSS JOIN: on an analysed file SQLite would rather scan all targets.
  void start_at_link(const LinkTable& link);
  /// Starts the FROM clause with `(text) AS "U"`, whose column `id` holds keys of the root table.
  void start_at_keys(std::string text) { keys_ = std::move(text); }

  /// What the annotations of the query set compute; `follow` does not need it, conditions do.
  void set_annotations(const std::vector<AnnotationTerm>& terms) { annotations_ = &terms; }
  /// Throws FieldError where the query set has no such annotation.
  [[nodiscard]] const AnnotationTerm& annotation(const AnnotationMeta& meta) const;

  /// For a condition on groups: what a name in it stands for. No path is followed then.
  using Names = std::function<std::string(std::string_view name, Sql& sql)>;
  void set_names(Names names) { names_ = std::move(names); }
  [[nodiscard]] const Names& names() const { return names_; }

  /// From here on a relation to many is joined anew: for the next call of filter().
  int enter_scope() { return std::exchange(scope_, ++scopes_); }
  void leave_scope(int outer) { scope_ = outer; }

  [[nodiscard]] const ModelMeta& model(int join) const { return *nodes_[index(join)].model; }
  [[nodiscard]] std::string column(int join, std::string_view name) const {
    return quoted(nodes_[index(join)].alias) + "." + quoted(name);
  }
  [[nodiscard]] std::string link_source() const;
  [[nodiscard]] std::string link_target() const;
  /// Is there any table but the root's?
  [[nodiscard]] bool joined() const { return nodes_.size() > 1 || has_link() || !keys_.empty(); }
  [[nodiscard]] bool has_link() const { return !link_.table.empty(); }
  [[nodiscard]] std::string from_clause() const;
  [[nodiscard]] std::string new_alias(const std::string& table);

private:
  struct Node {
    int parent;
    const RelationMeta* relation;
    const ModelMeta* model;
    std::string alias;
    std::string link_alias;
    bool needed;
    int scope;
  };
  static std::size_t index(int join) { return static_cast<std::size_t>(join); }
  [[nodiscard]] bool inner(int join) const;
  void need(int join);

  std::vector<Node> nodes_;
  std::vector<std::string> aliases_;
  LinkTable link_;
  std::string keys_;
  const std::vector<AnnotationTerm>* annotations_ = nullptr;
  Names names_;
  int scope_ = 0; ///< 0: any join of the relation will do
  int scopes_ = 0;
};

/// Renders a condition over the tables of `joins`; binds its values to `sql`.
std::string render_condition(const Condition& condition, Joins& joins, Sql& sql);
/// The column a field path names, for ORDER BY: `author__name`. `selected`: annotations are columns
/// of the result.
std::string order_column(std::string_view path, Joins& joins, bool selected, Sql& sql);
/// The column a field path names, through any relations, which do not drop rows; for a relation the
/// key of what is there.
std::string value_column(std::string_view path, Joins& joins, Sql& sql);
/// Does the condition look at rows of a relation to many?
bool crosses_many(const Condition& condition, const ModelMeta& model);
bool crosses_many(std::string_view path, const ModelMeta* model);
bool crosses_many(const AggregateTerm& term, const ModelMeta& model);

// aggregate.cpp
/// `COUNT(DISTINCT column)`
std::string render_call(const AggregateTerm& term, const std::string& column);
/// The same over the tables of `joins`.
std::string render_aggregate(const AggregateTerm& term, Joins& joins, Sql& sql);
/// An aggregate for each row, as a subquery of its own.
std::string render_annotation(const AnnotationTerm& term, const Joins& joins, Sql& sql);

} // namespace orm::detail

#endif
