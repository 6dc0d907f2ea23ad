#ifndef ORM_SRC_OBSERVER_HPP
#define ORM_SRC_OBSERVER_HPP

#include <orm/query.hpp>

#include <memory>
#include <variant>
#include <vector>

/// What a connection tells those who watch it: the query log, the log file, the N+1 guard. With
/// nobody watching it costs one test a statement.
namespace orm::detail {

/// Where a chain of query sets started: shared by every statement that belongs to it.
struct Root {
  std::uint64_t id;
  const ModelMeta* model;
  std::source_location where;
};
std::shared_ptr<const Root> make_root(const ModelMeta& model, const std::source_location& where);

using Keys = std::shared_ptr<const std::vector<std::int64_t>>;
using Parameter = std::variant<Value, Keys>;

/// SQL text and what is bound to its `?`, in order.
struct Sql {
  std::string text;
  std::vector<Parameter> parameters;
};

/// What a statement is for. Views: all of it outlives the statement, and is copied only for a log.
struct Purpose {
  const char* kind;
  const char* cause;
  const Root* root = nullptr;
  std::string_view path{};
  std::string_view relation{}; ///< a last name to join to the path
  const Access* access = nullptr;
  std::int64_t owner = 0; ///< a relation that one row needed: the key of that row
  bool refined = false;   ///< a relation that was filtered, ordered or cut: no prefetch answers it
};

/// A statement that has ended, well or not. Views, valid during the call.
struct Ended {
  const Sql& sql;
  const Purpose& purpose;
  std::uint64_t number;  ///< counts the statements of the process, in the order they started
  std::int64_t started;  ///< ticks (watch_clock.hpp)
  std::int64_t duration; ///< ticks, with the reading of its rows
  std::int64_t rows;
  const char* error; ///< nullptr when it went well
};

/// An eager load of one run of a query, and who read what it brought.
struct EagerUse {
  Root root;
  std::string path;
  bool joined;             ///< by select_related
  std::int64_t rows = 0;   ///< whose relation was loaded
  std::int64_t served = 0; ///< of these, whose relation was then read
  Access first_read{};
  /// Called when nobody can read what it brought any more.
  void (*at_end)(const EagerUse& use) = nullptr;

  ~EagerUse() {
    if (at_end)
      at_end(*this);
  }
};

class Observer {
public:
  virtual ~Observer() = default;
  /// Before the statement runs; may throw to refuse it.
  virtual void starting(const Sql& /*sql*/, const Purpose& /*purpose*/) {}
  virtual void ended(const Ended& /*statement*/) noexcept {}
  virtual void loaded_eagerly(const std::shared_ptr<EagerUse>& /*use*/) noexcept {}
};

std::uint64_t next_statement_number() noexcept;

/// Those who watch every connection, as the environment asks (ORM_QUERY_LOG and the like).
const std::vector<Observer*>& process_observers();

} // namespace orm::detail

#endif
