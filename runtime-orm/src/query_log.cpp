#include "connection.hpp"
#include "log_html.hpp"
#include "query_groups.hpp"

#include <exception>

namespace orm {

QueryLog::QueryLog(const Database& database)
    : connection_(database.connection()), store_(std::make_unique<detail::LogStore>()) {
  connection_->attach(store_.get());
}
QueryLog::~QueryLog() { connection_->detach(store_.get()); }

std::size_t QueryLog::count() const noexcept { return store_->counted(); }
const std::vector<LogEntry>& QueryLog::entries() const { return store_->entries(); }
std::vector<EagerLoad> QueryLog::eager_loads() const { return store_->eager_loads(); }
std::vector<EagerLoad> QueryLog::unused_eager_loads() const {
  std::vector<EagerLoad> loads = store_->eager_loads();
  std::erase_if(loads, [](const EagerLoad& load) { return load.served != 0; });
  return loads;
}
std::string QueryLog::report() const { return detail::report_of(*store_); }
void QueryLog::clear() { store_->clear(); }

void QueryLog::write_html(const std::string& file, const std::string& title) const {
  detail::write_page(*store_, file, title);
}

void QueryLog::expect(std::size_t expected, std::source_location where) const {
  if (count() == expected)
    return;
  throw UnexpectedQueries(detail::location_of(where).text() + ": expected " +
                          std::to_string(expected) + (expected == 1 ? " query, " : " queries, ") +
                          std::to_string(count()) + " ran\n" + report());
}

ExpectQueries::ExpectQueries(const Database& database, std::size_t count,
                             std::source_location where)
    : log_(database), count_(count), where_(where), exceptions_(std::uncaught_exceptions()) {}

ExpectQueries::~ExpectQueries() noexcept(false) {
  if (std::uncaught_exceptions() == exceptions_)
    log_.expect(count_, where_);
}

} // namespace orm
