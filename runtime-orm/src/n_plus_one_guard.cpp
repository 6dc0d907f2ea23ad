#include <orm/n_plus_one_guard.hpp>

#include "connection.hpp"
#include "process_logs.hpp"
#include "query_groups.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>

namespace orm {

std::string NPlusOne::message() const {
  return "N+1 queries: " + root_entity + "." + path + " is loaded row by row at " + access.text() +
         " (" + std::to_string(rows) + " rows so far) for the query at " + root.text() +
         "; append ." + fix + " to the query";
}

namespace detail {
namespace {

class Guard : public Observer {
public:
  explicit Guard(NPlusOneOptions options) : options_(std::move(options)) {}

  void starting(const Sql&, const Purpose& purpose) override {
    if (purpose.owner == 0 || !purpose.root)
      return;
    std::string path(purpose.path);
    if (!path.empty() && !purpose.relation.empty())
      path += "__";
    path += purpose.relation;
    std::unique_lock lock(mutex_);
    const std::size_t rows = count(purpose.root->id, path, purpose.owner);
    if (rows < options_.threshold)
      return;
    if (!options_.raise && !first_of(purpose.root->where, path))
      return;
    NPlusOne found;
    found.root_entity = purpose.root->model->name;
    found.rows = rows;
    found.root = location_of(purpose.root->where);
    if (purpose.access)
      found.access = location_of(*purpose.access).resolve();
    found.fix = eager_load_for(*purpose.root, path, purpose.refined);
    found.path = std::move(path);
    lock.unlock(); // a report may query
    if (options_.raise)
      throw NPlusOneError(std::move(found));
    if (options_.report)
      options_.report(found);
    else
      std::fprintf(stderr, "orm: %s\n", found.message().c_str());
  }

  void reset() {
    const std::lock_guard lock(mutex_);
    rows_.clear();
    reported_.clear();
  }

private:
  /// The rows of this query that have loaded this relation, `row` included.
  std::size_t count(std::uint64_t root, const std::string& path, std::int64_t row) {
    // Queries are numbered: the oldest are forgotten, so that a server may be guarded for ever.
    constexpr std::size_t most_queries = 4096;
    auto& rows = rows_[root][path];
    rows.insert(row);
    const std::size_t found = rows.size();
    while (rows_.size() > most_queries)
      rows_.erase(rows_.begin());
    return found;
  }
  bool first_of(const std::source_location& where, const std::string& path) {
    return reported_.emplace(where.file_name(), where.line(), where.column(), path).second;
  }

  const NPlusOneOptions options_;
  std::mutex mutex_;
  std::map<std::uint64_t, std::map<std::string, std::set<std::int64_t>>> rows_;
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>> reported_;
};

} // namespace

std::unique_ptr<Observer> n_plus_one_guard() {
  const char* wanted = std::getenv("ORM_N_PLUS_ONE");
  if (!wanted || !*wanted)
    return nullptr;
  const std::string_view action = wanted;
  if (action == "warn" || action == "raise")
    return std::make_unique<Guard>(NPlusOneOptions{.raise = action == "raise"});
  std::fprintf(stderr, "orm: ORM_N_PLUS_ONE is \"%s\"; it can be warn or raise\n", wanted);
  return nullptr;
}

} // namespace detail

class NPlusOneGuard::Watcher : public detail::Guard {
  using Guard::Guard;
};

NPlusOneGuard::NPlusOneGuard(const Database& database, NPlusOneOptions options)
    : connection_(database.connection()), watcher_(std::make_unique<Watcher>(std::move(options))) {
  connection_->attach(watcher_.get());
}
NPlusOneGuard::~NPlusOneGuard() { connection_->detach(watcher_.get()); }
void NPlusOneGuard::reset() { watcher_->reset(); }

} // namespace orm
