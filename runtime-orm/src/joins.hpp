#ifndef ORM_SRC_JOINS_HPP
#define ORM_SRC_JOINS_HPP

#include "query_spec.hpp"

namespace orm::detail {

/// The tables of one SELECT. Each relation path is joined once, whoever asks for it.
class Joins {
public:
  Joins(const ModelMeta& model, std::string alias);

  /// The join that follows `relation` from join `from` (0 is the root table). `needed`: rows
  /// without a partner may be dropped.
  int follow(int from, const RelationMeta& relation, bool needed);
  /// Starts the FROM clause with the link table of `relation`, which leads to the root table. Link
  /// first and CROSS JOIN: on an analysed file SQLite would rather scan all targets.
  void start_at_link(const LinkTable& link);

  [[nodiscard]] const ModelMeta& model(int join) const { return *nodes_[index(join)].model; }
  [[nodiscard]] std::string column(int join, std::string_view name) const {
    return quoted(nodes_[index(join)].alias) + "." + quoted(name);
  }
  [[nodiscard]] std::string link_source() const;
  [[nodiscard]] std::string link_target() const;
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
  };
  static std::size_t index(int join) { return static_cast<std::size_t>(join); }
  [[nodiscard]] bool inner(int join) const;
  void need(int join);

  std::vector<Node> nodes_;
  std::vector<std::string> aliases_;
  LinkTable link_;
};

/// Renders a condition over the tables of `joins`; binds its values to `sql`.
std::string render_condition(const Condition& condition, Joins& joins, Sql& sql);
/// The column a field path names, for ORDER BY: `author__name`.
std::string order_column(std::string_view path, Joins& joins);

} // namespace orm::detail

#endif
