#include <orm/deferred.hpp>

#include "connection.hpp"

/// Columns that a query left out, read when they are needed.
namespace orm::detail {
namespace {

const Row& row_of(const DeferredBase& field, std::uint16_t offset) {
  return *reinterpret_cast<const Row*>(reinterpret_cast<std::uintptr_t>(&field) - offset);
}

} // namespace

bool DeferredBase::same_row(const DeferredBase& other) const noexcept {
  if (offset_ == 0 || offset_ != other.offset_)
    return false;
  const Row& mine = row_of(*this, offset_);
  const Row& theirs = row_of(other, offset_);
  return mine.id == theirs.id && RowAccess::set(mine) == RowAccess::set(theirs) &&
         RowAccess::index(mine) == RowAccess::index(theirs);
}

const DeferredBase& DeferredBase::load(const Access& access) const {
  const Row& row = row_of(*this, offset_);
  ResultSet& set = *RowAccess::set(row);
  const ModelMeta& model = set.model();
  // A copy of a row asks for the row it was copied from: the next copy then finds the value there.
  const DeferredBase* holder = this;
  if (const std::uint32_t index = RowAccess::index(row); index < set.size()) {
    const Row* original = row_at(set, index);
    const auto* theirs =
        reinterpret_cast<const DeferredBase*>(reinterpret_cast<const char*>(original) + offset_);
    if (original->id == row.id && theirs->state_ != State::own)
      holder = theirs;
  }
  if (holder->state_ == State::loaded)
    return *holder;
  for (const ColumnMeta& column : model.columns) {
    if (column.offset != offset_)
      continue;
    Connection& connection = *set.graph().connection();
    std::string& text = connection.lazy_texts[&column];
    if (text.empty())
      text = "SELECT " + quoted(column.name) + " FROM " + quoted(model.table) + " WHERE \"id\" = ?";
    const Sql sql{text, {Value(row.id)}};
    const Purpose purpose{"select", "lazy", set.root().get(), set.path(), column.name, &access};
    Cursor cursor(connection, sql, purpose);
    bool found = false;
    while (cursor.step()) {
      column.load(const_cast<DeferredBase*>(holder), Cell(cursor.statement(), 0));
      found = true;
    }
    if (!found)
      throw DoesNotExist(model.name + " matching query does not exist.");
  }
  return *holder;
}

} // namespace orm::detail
