#include <orm/deferred.hpp>

#include "fetch_mode.hpp"
#include "select.hpp"

#include <algorithm>

/// Columns that a query left out, read when they are needed.
namespace orm::detail {
namespace {

const Row& row_of(const DeferredBase& field, std::uint16_t offset) {
  return *reinterpret_cast<const Row*>(reinterpret_cast<std::uintptr_t>(&field) - offset);
}

const DeferredBase& in_row(const Row& row, std::uint16_t offset) {
  return *reinterpret_cast<const DeferredBase*>(reinterpret_cast<const char*>(&row) + offset);
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
  // A copy of a row asks for the row it was copied from: the next copy then finds the value there.
  const DeferredBase* holder = this;
  if (const std::uint32_t index = RowAccess::index(row); index < set.size()) {
    const Row& original = *row_at(set, index);
    const DeferredBase& theirs = in_row(original, offset_);
    if (original.id == row.id && theirs.state_ != State::own)
      holder = &theirs;
  }
  if (holder->state_ == State::loaded)
    return *holder;

  using Waiting = std::pair<std::int64_t, const DeferredBase*>;
  std::vector<Waiting> waiting{{row.id, holder}};
  if (set.fetch_mode == FetchMode::peers)
    for (std::uint32_t i = 0; i < set.size(); ++i) {
      const Row& peer = *row_at(set, i);
      const DeferredBase& field = in_row(peer, offset_);
      if (field.state_ == State::left_out && &field != holder)
        waiting.emplace_back(peer.id, &field);
    }
  std::ranges::sort(waiting);

  const ColumnMeta& column = *std::ranges::find(set.model().columns, offset_, &ColumnMeta::offset);
  refuse_blocked_fetch(set, column.name, access);
  const auto text = [&](const char* which) {
    return "SELECT \"id\", " + quoted(column.name) + " FROM " + quoted(set.model().table) +
           " WHERE \"id\" " + which;
  };
  Connection& connection = *set.graph().connection();
  Sql several;
  const Sql* sql = &several;
  Prepared* own = nullptr;
  if (waiting.size() == 1) {
    LazySelect& one = lazy_select(connection, &column, row.id, [&] {
      Select made;
      made.sql = {text("= ?"), {Value()}};
      return made;
    });
    sql = &one.select.sql;
    own = &one.prepared;
  } else {
    auto keys = std::make_shared<std::vector<std::int64_t>>();
    for (const auto& [id, field] : waiting)
      keys->push_back(id);
    several = {text("IN orm_keys(?)"), {Keys(std::move(keys))}};
  }
  const char* cause = waiting.size() == 1 ? "lazy" : "peers";
  const Purpose purpose{"select", cause, set.root().get(), set.path(), column.name, &access};
  Cursor cursor(connection, *sql, purpose, own);
  while (cursor.step())
    for (const auto& [id, field] :
         std::ranges::equal_range(waiting, cursor.integer(0), {}, &Waiting::first))
      column.load(const_cast<DeferredBase*>(field), Cell(cursor.statement(), 1));
  if (holder->state_ != State::loaded)
    throw DoesNotExist(set.model().name + " matching query does not exist.");
  return *holder;
}

} // namespace orm::detail
