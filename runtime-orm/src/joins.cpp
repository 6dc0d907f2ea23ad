#include "joins.hpp"

#include <algorithm>

namespace orm::detail {

Joins::Joins(const ModelMeta& model, std::string alias) {
  aliases_.push_back(alias);
  nodes_.push_back({-1, nullptr, &model, std::move(alias), {}, true, 0});
}

Joins::Joins(const ModelMeta& model, const std::string& alias, const Joins& around)
    : aliases_(around.aliases_) {
  std::string name = alias;
  for (std::size_t n = 1; std::ranges::find(aliases_, name) != aliases_.end(); ++n)
    name = alias.substr(0, 1) + std::to_string(n);
  aliases_.push_back(name);
  nodes_.push_back({-1, nullptr, &model, std::move(name), {}, true, 0});
}

const AnnotationTerm& Joins::annotation(const AnnotationMeta& meta) const {
  if (annotations_)
    for (const AnnotationTerm& term : *annotations_)
      if (term.name == meta.name)
        return term;
  throw FieldError("`" + nodes_.front().model->name + "." + meta.name +
                   "` is an annotation, and this query set has no annotate() for it");
}

std::string Joins::new_alias(const std::string& table) {
  std::string alias = table;
  for (std::size_t n = 2; std::ranges::find(aliases_, alias) != aliases_.end(); ++n)
    alias = "T" + std::to_string(n);
  aliases_.push_back(alias);
  return alias;
}

void Joins::need(int join) {
  for (; join > 0; join = nodes_[index(join)].parent)
    nodes_[index(join)].needed = true;
}

int Joins::follow(int from, const RelationMeta& relation, bool needed) {
  for (std::size_t i = 1; i < nodes_.size(); ++i)
    if (nodes_[i].parent == from && nodes_[i].relation == &relation &&
        (is_to_one(relation.kind) || scope_ == 0 || nodes_[i].scope == scope_)) {
      if (needed)
        need(static_cast<int>(i));
      return static_cast<int>(i);
    }
  const ModelMeta& target = relation.target();
  std::string link;
  if (is_link(relation.kind))
    link = new_alias(link_table(model(from), relation).table);
  nodes_.push_back({from, &relation, &target, new_alias(target.table), link, false, scope_});
  const int join = static_cast<int>(nodes_.size()) - 1;
  if (needed)
    need(join);
  return join;
}

void Joins::start_at_link(const LinkTable& link) {
  link_ = link;
  aliases_.push_back(link.table);
}

std::string Joins::link_source() const { return quoted(link_.table) + "." + quoted(link_.source); }
std::string Joins::link_target() const { return quoted(link_.table) + "." + quoted(link_.target); }

bool Joins::inner(int join) const {
  const Node& node = nodes_[index(join)];
  if (node.parent < 0)
    return true;
  const bool always_there = is_forward_key(node.relation->kind) && !node.relation->nullable;
  return inner(node.parent) && (node.needed || always_there);
}

std::string Joins::from_clause() const {
  const Node& root = nodes_.front();
  std::string text = " FROM ";
  if (has_link())
    text += quoted(link_.table) + " CROSS JOIN ";
  if (!keys_.empty())
    text += "(" + keys_ + ") AS \"U\" CROSS JOIN ";
  text += quoted(root.model->table);
  if (root.alias != root.model->table)
    text += " AS " + quoted(root.alias);
  if (has_link())
    text += " ON " + column(0, "id") + " = " + link_target();
  if (!keys_.empty())
    text += " ON " + column(0, "id") + " = \"U\".\"id\"";
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    const std::string kind = inner(static_cast<int>(i)) ? " INNER JOIN " : " LEFT OUTER JOIN ";
    const std::string table =
        quoted(node.model->table) +
        (node.alias != node.model->table ? " AS " + quoted(node.alias) : std::string());
    const std::string here = quoted(node.alias) + ".";
    if (is_link(node.relation->kind)) {
      const LinkTable link = link_table(model(node.parent), *node.relation);
      const std::string alias = quoted(node.link_alias);
      text += kind + quoted(link.table) +
              (node.link_alias != link.table ? " AS " + alias : std::string()) + " ON " + alias +
              "." + quoted(link.source) + " = " + column(node.parent, "id");
      text += kind + table + " ON " + here + "\"id\" = " + alias + "." + quoted(link.target);
    } else if (is_forward_key(node.relation->kind)) {
      text +=
          kind + table + " ON " + here + "\"id\" = " + column(node.parent, node.relation->column);
    } else {
      const RelationMeta* key = inverse(model(node.parent), *node.relation);
      text += kind + table + " ON " + here + quoted(key ? key->column : "") + " = " +
              column(node.parent, "id");
    }
  }
  return text;
}

} // namespace orm::detail
