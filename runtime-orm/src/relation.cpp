#include <orm/relation.hpp>

#include "fetch_mode.hpp"
#include "read_rows.hpp"

/// Relations to one: loading on demand, and what was assigned.
namespace orm::detail {

/// What a foreign key holds that does not follow from its row: an object or a key that was
/// assigned. Shared by the copies of the row; never changed while shared.
struct ForeignKeyBase::Holder {
  std::atomic<std::uint32_t> references{1};
  std::uint16_t offset = 0;
  std::uint16_t relation = 0;
  SetRef keep; ///< the set of the object
  Slot target;
  // For a key that was copied away from its row: the row's place, whose cache it shares.
  SetRef context;
  std::uint32_t context_index = 0;
  std::uint16_t context_relation = 0;
  bool changed = false; ///< the key is not the row's any more: nothing is shared
};

namespace {

/// Appends the one row of `into`'s model whose `column` is `key`; nullptr when there is none.
Row* read_one(ResultSet& into, const void* cached_by, const std::string& column, std::int64_t key,
              const Purpose& purpose) {
  Connection& connection = *into.graph().connection();
  if (into.reader)
    into.reader->set_key(key);
  else
    into.reader = &lazy_select(connection, cached_by, key, [&] {
      QuerySpec spec;
      spec.model = &into.model();
      Select select = select_rows(spec);
      std::string& text = select.sql.text;
      text.resize(text.rfind(" ORDER BY "));
      text += " WHERE " + quoted(into.model().table) + "." + quoted(column) + " = ?";
      select.sql.parameters.emplace_back();
      return select;
    });
  Cursor cursor(connection, into.reader->select.sql, purpose, &into.reader->prepared);
  if (!cursor.step())
    return nullptr;
  Row& row = append_row(into);
  read_row(row, into.model(), cursor.statement(), 0);
  return &row; // the column is unique: there is no second one to look for
}

[[noreturn]] void throw_missing(const ModelMeta& model, const RelationMeta& relation) {
  throw RelatedObjectDoesNotExist(model.name + " has no " + relation.name + ".");
}

[[noreturn]] void throw_not_saved() {
  throw UnsavedError("this object has never been in a database, so its relations cannot be loaded; "
                     "save it first");
}

} // namespace

ForeignKeyBase::ForeignKeyBase(const ForeignKeyBase& other) noexcept
    : key_(other.key_), word_(other.word_) {
  if (Holder* held = holder())
    held->references.fetch_add(1, std::memory_order_relaxed);
}

ForeignKeyBase& ForeignKeyBase::operator=(const ForeignKeyBase& other) noexcept {
  if (this == &other)
    return *this;
  // The key may be assigned from a row of another model: then this one keeps its own place.
  if (other.offset() == offset() && other.relation() == relation()) {
    if (Holder* held = other.holder())
      held->references.fetch_add(1, std::memory_order_relaxed);
    drop();
    key_ = other.key_;
    word_ = other.word_;
    return *this;
  }
  const std::uint16_t my_offset = offset();
  const std::uint16_t my_relation = relation();
  drop();
  copy_detached(other);
  if (my_offset)
    bind(my_offset, my_relation);
  return *this;
}

void ForeignKeyBase::drop() noexcept {
  if (Holder* held = holder();
      held && held->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete held;
  word_ = 0;
}

std::uint16_t ForeignKeyBase::holder_offset() const noexcept { return holder()->offset; }
std::uint16_t ForeignKeyBase::holder_relation() const noexcept { return holder()->relation; }

void ForeignKeyBase::bind_holder(std::uint16_t offset, std::uint16_t relation) noexcept {
  holder()->offset = offset;
  holder()->relation = relation;
}

void ForeignKeyBase::forget_assigned() noexcept {
  if (!holder())
    return;
  const std::uint16_t my_offset = offset();
  const std::uint16_t my_relation = relation();
  drop();
  bind(my_offset, my_relation);
}

Row* ForeignKeyBase::assigned() const noexcept {
  const Holder* held = holder();
  if (!held)
    return nullptr;
  Slot slot = held->target;
  if (!slot.set && held->context && !held->changed)
    slot = held->context->peek(held->context_relation, held->context_index);
  Row* target = slot.set ? row_at(*slot.set, slot.begin) : nullptr;
  return target && (held->target.set || target->id == key_) ? target : nullptr;
}

void ForeignKeyBase::note_assigned_read(const Access& access) const noexcept {
  // An object that was assigned is no read; one that the row's own cache holds is.
  if (const Holder& held = *holder(); !held.target.set && held.context && !held.changed)
    held.context->note_read(held.context_relation, held.context_index, access);
}

bool ForeignKeyBase::known() const noexcept {
  if (holder())
    return assigned() != nullptr;
  const Row* row = owner();
  if (!row || !RowAccess::set(*row))
    return false;
  const Slot slot = RowAccess::set(*row)->peek(relation(), RowAccess::index(*row));
  return slot.loaded() && (!slot.set || row_at(*slot.set, slot.begin)->id == key_);
}

void ForeignKeyBase::renew_holder() {
  const std::uint16_t my_offset = offset();
  const std::uint16_t my_relation = relation();
  auto* fresh = new Holder;
  drop();
  fresh->offset = my_offset;
  fresh->relation = my_relation;
  word_ = reinterpret_cast<std::uintptr_t>(fresh);
}

void ForeignKeyBase::assign(const ModelMeta& target, const Row& row) {
  // Made first: `row` may be kept alive by what this key holds now.
  const std::int64_t key = row.id;
  auto [keep, slot] = pin(row, target);
  renew_holder();
  key_ = key;
  holder()->keep = std::move(keep);
  holder()->target = slot;
}

bool ForeignKeyBase::take_prefetched(const Slot& slot) const {
  Holder* held = holder();
  if (!held || (held->context && !held->changed))
    return false;
  // Of a row inside its set the key must not keep the set alive: that one is read once more.
  const Row* row = owner();
  if (slot.set && row && !RowAccess::set(*row)->stores(row, RowAccess::index(*row))) {
    held->keep = SetRef(slot.set);
    held->target = slot;
  }
  return true;
}

void ForeignKeyBase::assign_key(std::int64_t key) {
  if (key == key_ && (holder() == nullptr || key != 0))
    return;
  renew_holder();
  key_ = key;
}

void ForeignKeyBase::copy_detached(const ForeignKeyBase& other) {
  const std::int64_t key = other.key_;
  Holder source;
  if (const Holder* theirs = other.holder()) {
    source.keep = theirs->keep;
    source.target = theirs->target;
    source.context = theirs->context;
    source.context_index = theirs->context_index;
    source.context_relation = theirs->context_relation;
  }
  if (const Row* row = other.owner(); row && RowAccess::set(*row) && !source.context) {
    source.context = SetRef(RowAccess::set(*row));
    source.context_index = RowAccess::index(*row);
    source.context_relation = other.relation();
    source.changed = other.holder() != nullptr;
  }
  renew_holder();
  key_ = key;
  Holder& mine = *holder();
  mine.keep = std::move(source.keep);
  mine.target = source.target;
  mine.context = std::move(source.context);
  mine.context_index = source.context_index;
  mine.context_relation = source.context_relation;
  mine.changed = source.changed;
}

std::int64_t ForeignKeyBase::key_to_store(const std::string& relation) const {
  if (key_ == 0 && assigned())
    throw UnsavedError("save() prohibited to prevent data loss due to unsaved related object '" +
                       relation + "'.");
  return key_;
}

Row* ForeignKeyBase::load(const ModelMeta& target, const Access& access) const {
  if (key_ == 0)
    return nullptr;
  Holder* held = holder();
  const Row* row = owner();
  ResultSet* set = row ? RowAccess::set(*row) : nullptr;
  std::uint32_t index = row ? RowAccess::index(*row) : 0;
  std::uint16_t relation = this->relation();
  if (held && held->context) {
    set = held->context.get();
    index = held->context_index;
    relation = held->context_relation;
  }
  if (!set)
    throw_not_saved();
  const RelationMeta& meta = set->model().relations[relation];
  const Purpose purpose{"select",  "lazy",  set->root().get(),      set->path(),
                        meta.name, &access, row_at(*set, index)->id};
  if (held && (!held->context || held->changed)) {
    // A key that was assigned: what it points to is no business of the row as it was read.
    refuse_blocked_fetch(*set, meta.name, access);
    ResultSet& into =
        (new Graph(set->graph().connection()))->add(target, set->root(), set->path_to(relation));
    SetRef keep(&into);
    into.fetch_mode = set->fetch_mode;
    Row* found = read_one(into, &target, "id", key_, purpose);
    if (!found)
      throw DoesNotExist(target.name + " matching query does not exist.");
    held->keep = std::move(keep);
    held->target = Slot::one(into, 0);
    return found;
  }
  if (!set->peek(relation, index).loaded())
    fetch_peers(*set, relation, access);
  if (const Slot slot = set->peek(relation, index); slot.loaded()) {
    if (slot.set && row_at(*slot.set, slot.begin)->id == key_)
      return row_at(*slot.set, slot.begin);
    if (!slot.set) {
      // A prefetch looked and found nothing.
      set->note_read(relation, index, access);
      if (!meta.nullable)
        throw_missing(set->model(), meta);
      return nullptr;
    }
  }
  refuse_blocked_fetch(*set, meta.name, access);
  ResultSet& into = set->lazy_targets(relation, target);
  Row* found = read_one(into, &target, "id", key_, purpose);
  if (!found)
    throw DoesNotExist(target.name + " matching query does not exist.");
  const Slot slot = Slot::one(into, RowAccess::index(*found));
  set->slot(relation, index) = slot;
  if (row && meta.kind == RelationKind::one_to_one)
    link_back(set->model(), meta, stable_slot(*row), into, slot.begin);
  return found;
}

Row* ForeignKeyBase::require(const ModelMeta& target, const Access& access) const {
  if (Row* row = load(target, access))
    return row;
  const Row* row = owner();
  ResultSet* set = row ? RowAccess::set(*row) : nullptr;
  if (set)
    throw_missing(set->model(), set->model().relations[relation()]);
  throw RelatedObjectDoesNotExist("this foreign key to " + target.name + " is NULL");
}

Row* ReverseOneToOneBase::load(const Access& access) const {
  const Row* row = owner();
  if (!row)
    throw_not_saved();
  ResultSet& set = *RowAccess::set(*row);
  const std::uint32_t index = RowAccess::index(*row);
  if (!set.peek(relation(), index).loaded())
    fetch_peers(set, relation(), access);
  if (const Slot slot = set.peek(relation(), index); slot.loaded()) {
    set.note_read(relation(), index, access);
    return slot.set ? row_at(*slot.set, slot.begin) : nullptr;
  }
  const RelationMeta& meta = set.model().relations[relation()];
  refuse_blocked_fetch(set, meta.name, access);
  const RelationMeta* key = inverse(set.model(), meta);
  if (!key)
    throw FieldError("model `" + meta.target().name + "` has no relation `" + meta.via + "`");
  const Purpose purpose{"select",  "lazy",  set.root().get(), set.path(),
                        meta.name, &access, row->id};
  ResultSet& into = set.lazy_targets(relation(), meta.target());
  Row* found = read_one(into, &meta, key->column, row->id, purpose);
  if (!found) {
    set.slot(relation(), index) = Slot::none();
    return nullptr;
  }
  const std::uint32_t at = RowAccess::index(*found);
  link_back(set.model(), meta, stable_slot(*row), into, at);
  set.slot(relation(), index) = Slot::one(into, at);
  return found;
}

Row* ReverseOneToOneBase::require(const Access& access) const {
  if (Row* row = load(access))
    return row;
  const ModelMeta& model = RowAccess::set(*owner())->model();
  throw_missing(model, model.relations[relation()]);
}

Slot PrefetchedBase::rows() const {
  const Row* row = owner();
  if (row) {
    const Slot slot = RowAccess::set(*row)->peek(relation(), RowAccess::index(*row));
    if (slot.loaded()) {
      RowAccess::set(*row)->note_read(relation(), RowAccess::index(*row), Access());
      return slot;
    }
    const ModelMeta& model = RowAccess::set(*row)->model();
    throw PrefetchError(model.name + "." + model.relations[relation()].name +
                        " was not filled: the query has no Prefetch with this to_attr");
  }
  throw PrefetchError("this member of an unsaved object was not filled by a Prefetch");
}

} // namespace orm::detail
