#include "observer.hpp"

#include <new>

namespace orm::detail {

ResultSet::ResultSet(const ModelMeta& model, Graph& graph, std::shared_ptr<const Root> root,
                     std::string path)
    : model_(&model), graph_(&graph), root_(std::move(root)), path_(std::move(path)),
      stride_(model.size) {}

ResultSet::~ResultSet() {
  for (std::uint32_t i = 0; i < size_; ++i)
    model_->destroy(at(i));
  for (char* chunk : chunks_)
    ::operator delete(chunk, std::align_val_t(model_->alignment));
}

void ResultSet::grow() {
  constexpr std::uint32_t most_rows = Slot::unloaded - first_chunk;
  const std::size_t rows = std::size_t{first_chunk} << chunks_.size();
  if (capacity_ + rows > most_rows)
    throw Error("a query returned more than " + std::to_string(capacity_) + " rows");
  chunks_.reserve(chunks_.size() + 1);
  chunks_.push_back(
      static_cast<char*>(::operator new(rows * stride_, std::align_val_t(model_->alignment))));
  capacity_ += static_cast<std::uint32_t>(rows);
}

Slot& ResultSet::slot(std::uint16_t relation, std::uint32_t row) {
  if (columns_.empty())
    columns_.resize(model_->relations.size());
  auto& slots = columns_[relation].slots;
  if (row >= slots.size())
    slots.resize(std::max(row + 1, size_));
  return slots[row];
}

ResultSet& ResultSet::add_targets(std::uint16_t relation, const ModelMeta& target) {
  ResultSet& targets = graph_->add(target, root_, path_to(relation));
  targets.fetch_mode = fetch_mode;
  return targets;
}

ResultSet& ResultSet::lazy_targets(std::uint16_t relation, const ModelMeta& target) {
  if (columns_.empty())
    columns_.resize(model_->relations.size());
  ResultSet*& lazy = columns_[relation].lazy;
  if (!lazy)
    lazy = &add_targets(relation, target);
  return *lazy;
}

void ResultSet::watch(std::uint16_t relation, std::uint32_t row,
                      const std::shared_ptr<EagerUse>& use) {
  if (columns_.empty())
    columns_.resize(model_->relations.size());
  auto& watch = columns_[relation].watch;
  if (!watch)
    watch = std::make_unique<Watch>(Watch{use, {}});
  const std::size_t word = row / 64;
  if (word >= watch->unread.size())
    watch->unread.resize(std::max<std::size_t>(word + 1, (size_ + 63) / 64));
  watch->unread[word] |= std::uint64_t{1} << row % 64;
  ++watch->use->rows;
}

void ResultSet::tell_read(std::uint16_t relation, std::uint32_t row,
                          const Access& access) const noexcept {
  Watch& watch = *columns_[relation].watch;
  const std::uint64_t bit = std::uint64_t{1} << row % 64;
  if (row / 64 >= watch.unread.size() || (watch.unread[row / 64] & bit) == 0)
    return;
  watch.unread[row / 64] &= ~bit;
  if (watch.use->served++ == 0)
    watch.use->first_read = access;
}

std::string ResultSet::path_to(std::uint16_t relation) const {
  const std::string& name = model_->relations[relation].name;
  return path_.empty() ? name : path_ + "__" + name;
}

ResultSet& Graph::add(const ModelMeta& model, std::shared_ptr<const Root> root, std::string path) {
  sets_.push_back(std::make_unique<ResultSet>(model, *this, std::move(root), std::move(path)));
  return *sets_.back();
}

void Graph::hold(ResultSet& set) {
  if (&set.graph() == this)
    return;
  for (const SetRef& held : held_)
    if (&held->graph() == &set.graph())
      return;
  held_.emplace_back(&set);
}

void Graph::merge(Graph& into, Graph& from) {
  if (&into == &from)
    return;
  for (auto& set : from.sets_) {
    set->graph_ = &into;
    into.sets_.push_back(std::move(set));
  }
  into.references_ += from.references_.load();
  std::vector<SetRef> held = std::move(from.held_);
  held.insert(held.end(), std::make_move_iterator(into.held_.begin()),
              std::make_move_iterator(into.held_.end()));
  into.held_.clear();
  for (SetRef& ref : held)
    into.hold(*ref.get()); // a graph does not hold itself
  if (!into.connection_)
    into.connection_ = std::move(from.connection_);
  delete &from;
  // `held` gives back its references here; the caller's own keep `into` alive.
}

} // namespace orm::detail
