#ifndef ORM_MODEL_HPP
#define ORM_MODEL_HPP

#include <orm/database.hpp>
#include <orm/query_set.hpp>

namespace orm {

/// The base of a model: `struct Student : orm::Model<Student> { ... }`.
///
/// A model is a plain struct of columns and relation members, listed once in
/// `static constexpr auto fields = orm::fields<&Student::name, ...>;`. Its table is the struct's
/// name in snake case unless `static constexpr auto table = "..."` says otherwise. Related models
/// may be incomplete where it is declared; where a query on it is written they must be complete.
template <class Derived>
struct Model : detail::Row {
  /// The query set of all rows: where every query starts. Remembers the place of the call.
  [[nodiscard]] static QuerySet<Derived>
  objects(const Database& database, std::source_location where = std::source_location::current()) {
    return QuerySet<Derived>(
        detail::Query::root(detail::meta<Derived>(), database.connection(), where));
  }

  /// Updates the row in the database, or inserts it. Throws UnsavedError for an object that has
  /// no database yet.
  void save(std::source_location where = std::source_location::current()) {
    detail::save_row(*this, detail::meta<Derived>(), nullptr, where);
  }
  void save(const Database& database,
            std::source_location where = std::source_location::current()) {
    detail::save_row(*this, detail::meta<Derived>(), database.connection(), where);
  }
  /// Deletes the row; SQLite then cascades or sets NULL as the foreign keys say. `id` becomes 0.
  Deleted delete_(std::source_location where = std::source_location::current()) {
    return detail::delete_row(*this, where);
  }
  /// Reads the columns again, and forgets what was loaded for the row's relations; a deferred
  /// column that was never read stays so. Copies of the row share what its relations loaded, and
  /// forget it too. Throws DoesNotExist where the row has been deleted.
  void refresh_from_db(std::source_location where = std::source_location::current()) {
    detail::refresh_row(*this, detail::meta<Derived>(), {}, where);
  }
  /// Reads these columns again, `student.refresh_from_db("name"_c)`. Of what was loaded, only the
  /// objects of the foreign keys among them are forgotten.
  template <FixedString First, FixedString... Paths>
  [[gnu::noinline]] void refresh_from_db(Column<First>, Column<Paths>...) {
    const std::string columns[] = {detail::column_in_table<Derived, First>(),
                                   detail::column_in_table<Derived, Paths>()...};
    detail::refresh_row(*this, detail::meta<Derived>(), columns,
                        detail::Access::returning_to(__builtin_return_address(0)));
  }
};

} // namespace orm

#endif
