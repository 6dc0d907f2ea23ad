#include "connection.hpp"
#include "process_logs.hpp"

#include <atomic>

namespace orm::detail {
namespace {

std::atomic<std::uint64_t> last_root{0};
std::atomic<std::uint64_t> last_statement{0};

} // namespace

std::shared_ptr<const Root> make_root(const ModelMeta& model, const std::source_location& where) {
  return std::make_shared<const Root>(last_root.fetch_add(1, std::memory_order_relaxed) + 1, &model,
                                      where);
}

std::uint64_t next_statement_number() noexcept {
  return last_statement.fetch_add(1, std::memory_order_relaxed) + 1;
}

const std::vector<Observer*>& process_observers() {
  // Never destroyed: statements may run until the very end of the process.
  static const auto& observers = *[] {
    auto* all = new std::vector<Observer*>;
    for (const auto make : {file_log, html_log, n_plus_one_guard})
      if (std::unique_ptr<Observer> observer = make())
        all->push_back(observer.release());
    return all;
  }();
  return observers;
}

} // namespace orm::detail
