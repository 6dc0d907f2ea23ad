#include <orm/fields.hpp>
#include <orm/relation.hpp>

#include <cctype>

namespace orm::detail {

std::string snake_case(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const bool after_lower = i > 0 && !std::isupper(static_cast<unsigned char>(name[i - 1]));
    const bool before_lower =
        i > 0 && i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1]));
    if (std::isupper(c) && i > 0 && name[i - 1] != '_' && (after_lower || before_lower))
      text += '_';
    text += static_cast<char>(std::tolower(c));
  }
  return text;
}

int ModelMeta::relation_index(std::string_view relation) const {
  for (std::size_t i = 0; i < relations.size(); ++i)
    if (relations[i].name == relation)
      return static_cast<int>(i);
  return -1;
}

const ColumnMeta* ModelMeta::column(std::string_view field) const {
  for (const ColumnMeta& column : columns)
    if (column.name == field)
      return &column;
  return nullptr;
}

const AnnotationMeta* ModelMeta::annotation(std::string_view field) const {
  for (const AnnotationMeta& annotation : annotations)
    if (annotation.name == field)
      return &annotation;
  return nullptr;
}

std::string ModelMeta::relation_names(bool to_one_only) const {
  std::string names;
  for (const RelationMeta& relation : relations)
    if (to_one_only ? is_to_one(relation.kind) : true)
      names += (names.empty() ? "" : ", ") + relation.name;
  return names.empty() ? "(none)" : names;
}

int inverse_index(const ModelMeta& model, const RelationMeta& relation) {
  const ModelMeta& target = relation.target();
  if (!relation.via.empty())
    return target.relation_index(relation.via);
  for (std::size_t i = 0; i < target.relations.size(); ++i)
    if (target.relations[i].via == relation.name && &target.relations[i].target() == &model)
      return static_cast<int>(i);
  return -1;
}

const RelationMeta* inverse(const ModelMeta& model, const RelationMeta& relation) {
  const int index = inverse_index(model, relation);
  return index < 0 ? nullptr : &relation.target().relations[static_cast<std::size_t>(index)];
}

namespace {

/// The foreign key of a through model to one side of the relation. Where both sides are one model
/// the first key is the source, as in Django.
const RelationMeta& through_key(const ModelMeta& model, const RelationMeta& relation,
                                const ModelMeta& side, const std::string& name,
                                const RelationMeta* other) {
  const ModelMeta& through = relation.through();
  std::vector<const RelationMeta*> found;
  for (const RelationMeta& key : through.relations)
    if (is_forward_key(key.kind) && &key.target() == &side && &key != other &&
        (name.empty() || key.name == name))
      found.push_back(&key);
  const std::size_t most = !other && &side == &relation.target() ? 2 : 1;
  if (!found.empty() && found.size() <= most)
    return *found.front();
  throw FieldError(
      "model `" + through.name + "`, through which `" + model.name + "." + relation.name +
      "` goes, has " + (found.empty() ? "no" : "more than one") + " foreign key " +
      (name.empty() ? "" : "`" + name + "` ") + "to `" + side.name + "`" +
      (found.empty() ? ""
                     : "; name it: orm::through<" + through.name + ", \"source\", \"target\">"));
}

LinkTable through_table(const ModelMeta& model, const RelationMeta& relation) {
  const ModelMeta& through = relation.through();
  const auto& source = through_key(model, relation, model, relation.through_source, nullptr);
  const auto& target =
      through_key(model, relation, relation.target(), relation.through_target, &source);
  return {through.table, source.column, target.column, &through};
}

} // namespace

LinkTable link_table(const ModelMeta& model, const RelationMeta& relation) {
  if (relation.kind == RelationKind::reverse_many_to_many) {
    const RelationMeta* forward = inverse(model, relation);
    if (!forward || forward->kind != RelationKind::many_to_many)
      throw FieldError("model `" + relation.target().name + "` has no many-to-many relation `" +
                       relation.via + "`, which `" + model.name + "." + relation.name + "` names");
    LinkTable link = link_table(relation.target(), *forward);
    std::swap(link.source, link.target);
    return link;
  }
  if (relation.through)
    return through_table(model, relation);
  const ModelMeta& target = relation.target();
  if (&target == &model)
    return {model.table + "_" + relation.name, "from_" + model.table + "_id",
            "to_" + model.table + "_id"};
  return {model.table + "_" + relation.name, model.table + "_id", target.table + "_id"};
}

void bind_row(Row& row, ResultSet& set, std::uint32_t index) {
  if (set.stores(&row, index))
    RowAccess::borrow(row, set, index);
  else
    RowAccess::attach(row, set, index);
  set.model().bind(&row);
}

Row& append_row(ResultSet& set) {
  void* place = set.reserve();
  set.model().construct(place);
  Row& row = *static_cast<Row*>(place);
  RowAccess::borrow(row, set, set.size());
  set.commit();
  return row;
}

Slot stable_slot(const Row& row) {
  ResultSet& set = *RowAccess::set(row);
  const std::uint32_t index = RowAccess::index(row);
  if (set.stores(&row, index))
    return Slot::one(set, index);
  ResultSet& snapshot = set.graph().add(set.model(), set.root(), set.path());
  void* place = snapshot.reserve();
  set.model().copy(place, &row);
  snapshot.commit();
  RowAccess::borrow(*static_cast<Row*>(place), set, index);
  return Slot::one(snapshot, 0);
}

std::pair<SetRef, Slot> pin(const Row& row, const ModelMeta& model) {
  ResultSet* set = RowAccess::set(row);
  const std::uint32_t index = RowAccess::index(row);
  if (set && set->stores(&row, index))
    return {SetRef(set), Slot::one(*set, index)};
  // A copy: the object as it is now, in a graph that dies with the reference. Its own relations
  // still come from where it was read.
  auto* graph = new Graph(set ? set->graph().connection() : nullptr);
  ResultSet& snapshot =
      graph->add(model, set ? set->root() : nullptr, set ? set->path() : std::string());
  SetRef keep(&snapshot);
  model.copy(snapshot.reserve(), &row);
  snapshot.commit();
  return {std::move(keep), Slot::one(snapshot, 0)};
}

} // namespace orm::detail
