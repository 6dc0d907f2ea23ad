#include "log_store.hpp"

#include "watch_clock.hpp"

#include <dlfcn.h>
#include <link.h>

#include <cstdlib>
#include <cstring>
#include <map>

namespace orm::detail {

const std::string& TextPool::keep(std::string_view text) {
  const std::string*& recent = recent_[text.size() % recent_.size()];
  if (recent && *recent == text)
    return *recent;
  auto found = texts_.find(text);
  if (found == texts_.end())
    found = texts_.emplace(text).first;
  return *(recent = &*found);
}

void TextPool::clear() {
  texts_.clear();
  recent_.fill(nullptr);
}

bool is_counted(const char* kind) noexcept {
  return std::strcmp(kind, "transaction") != 0 && std::strcmp(kind, "pragma") != 0 &&
         std::strcmp(kind, "schema") != 0;
}

CodeLocation location_of(const std::source_location& where) {
  CodeLocation location;
  if (where.line() == 0)
    return location;
  location.file = where.file_name();
  location.line = where.line();
  location.column = where.column();
  location.function = where.function_name();
  return location;
}

CodeLocation location_of(const Access& access) {
  if (!access.address)
    return location_of(access.where);
  CodeLocation location;
  // One byte back: the return address belongs to the instruction after the call.
  const auto address = reinterpret_cast<std::uintptr_t>(access.address) - 1;
  Dl_info info{};
  link_map* map = nullptr;
  if (dladdr1(reinterpret_cast<void*>(address), &info, reinterpret_cast<void**>(&map),
              RTLD_DL_LINKMAP) &&
      info.dli_fname && map) {
    char path[4096];
    const char* module = info.dli_fname;
    if (realpath(module, path))
      module = path;
    location.module = module;
    // As the module's own symbol table counts: the load bias is 0 where it is not relocatable.
    location.address = address - map->l_addr;
  }
  return location;
}

namespace {

/// "… IN orm_keys(?)" with the keys in the place of the function.
std::string display(std::string_view text, const std::vector<LogParameter>& parameters) {
  static constexpr std::string_view marker = "orm_keys(?)";
  std::string shown;
  std::size_t next = 0;
  for (std::size_t at; (at = text.find('?')) != std::string_view::npos && next < parameters.size();
       ++next) {
    const auto* keys = std::get_if<std::vector<std::int64_t>>(&parameters[next]);
    if (!keys) {
      shown += text.substr(0, at + 1);
      text.remove_prefix(at + 1);
      continue;
    }
    const std::size_t start = at - (marker.size() - 2);
    shown += text.substr(0, start);
    shown += '(';
    for (std::size_t i = 0; i < keys->size(); ++i)
      shown += (i ? ", " : "") + std::to_string((*keys)[i]);
    shown += ')';
    text.remove_prefix(start + marker.size());
  }
  return shown += text;
}

std::string full_path(const Purpose& purpose) {
  std::string path(purpose.path);
  if (!path.empty() && !purpose.relation.empty())
    path += "__";
  return path += purpose.relation;
}

LogParameter shown(const Parameter& parameter) {
  if (const auto* keys = std::get_if<Keys>(&parameter))
    return **keys;
  return std::get<Value>(parameter);
}

void finish(LogEntry& entry, const Root& root) {
  entry.display_sql = display(entry.sql, entry.params);
  if (root.id == 0)
    return;
  entry.root_id = root.id;
  entry.root_entity = root.model->name;
  entry.root = location_of(root.where);
}

} // namespace

LogEntry make_entry(const Ended& statement) {
  const Purpose& purpose = statement.purpose;
  LogEntry entry;
  entry.number = statement.number;
  entry.kind = purpose.kind;
  entry.counted = is_counted(purpose.kind);
  entry.sql = statement.sql.text;
  for (const Parameter& parameter : statement.sql.parameters)
    entry.params.push_back(shown(parameter));
  entry.rows = statement.rows;
  entry.cause = purpose.cause;
  entry.path = full_path(purpose);
  entry.owner = purpose.owner;
  entry.refined = purpose.refined;
  if (purpose.access)
    entry.access = location_of(*purpose.access);
  entry.started = std::chrono::nanoseconds(nanoseconds(statement.started));
  entry.duration = std::chrono::nanoseconds(nanoseconds(statement.duration));
  entry.error = statement.error ? statement.error : "";
  finish(entry, purpose.root ? *purpose.root : Root{});
  return entry;
}

LogEntry LogStore::entry(const LogRecord& record) const {
  LogEntry entry;
  entry.number = record.number;
  entry.kind = record.kind;
  entry.counted = record.counted;
  entry.sql = *record.sql;
  for (std::size_t i = 0; i < record.parameters; ++i)
    entry.params.push_back(shown(parameter(record, i)));
  entry.rows = record.rows;
  entry.cause = record.cause;
  entry.path = *record.path;
  entry.owner = record.owner;
  entry.refined = record.refined;
  entry.access = location_of(record.access);
  entry.started = std::chrono::nanoseconds(nanoseconds(record.started));
  entry.duration = std::chrono::nanoseconds(nanoseconds(record.duration));
  entry.error = record.error ? *record.error : "";
  finish(entry, record.root);
  return entry;
}

void LogStore::ended(const Ended& statement) noexcept try {
  const Purpose& purpose = statement.purpose;
  const bool counted = is_counted(purpose.kind);
  counted_ += counted;
  if (records_.size() >= most_) {
    ++lost_;
    return;
  }
  const std::string& path = purpose.relation.empty() ? texts_.keep(purpose.path)
                            : purpose.path.empty()   ? texts_.keep(purpose.relation)
                                                     : texts_.keep(full_path(purpose));
  const auto& parameters = statement.sql.parameters;
  const std::size_t first = parameters_.size();
  for (const Parameter& parameter : parameters)
    parameters_.push_back(parameter);
  records_.push_back({&texts_.keep(statement.sql.text), &path,
                      statement.error ? &texts_.keep(statement.error) : nullptr, purpose.kind,
                      purpose.cause, purpose.root ? *purpose.root : Root{},
                      purpose.access ? *purpose.access : Access{}, statement.number,
                      statement.started, statement.duration, statement.rows, purpose.owner, first,
                      static_cast<std::uint32_t>(parameters.size()), purpose.refined, counted});
} catch (const std::bad_alloc&) {
  ++lost_; // a log must not end the program it watches
}

void LogStore::loaded_eagerly(const std::shared_ptr<EagerUse>& use) noexcept try {
  if (uses_.size() < most_)
    uses_.push_back(use);
} catch (const std::bad_alloc&) {
  ++lost_;
}

const std::vector<LogEntry>& LogStore::entries() const {
  for (std::size_t i = entries_.size(); i < records_.size(); ++i)
    entries_.push_back(entry(records_[i]));
  return entries_;
}

EagerLoad describe(const EagerUse& use) {
  EagerLoad load;
  load.method = use.joined ? "select_related" : "prefetch_related";
  load.path = use.path;
  load.root_id = use.root.id;
  load.root_entity = use.root.model ? use.root.model->name : "";
  load.root = location_of(use.root.where);
  load.rows = use.rows;
  load.served = use.served;
  if (load.served != 0)
    load.access = location_of(use.first_read);
  return load;
}

std::vector<EagerLoad> LogStore::eager_loads() const {
  std::map<std::pair<std::uint64_t, std::string_view>, EagerLoad> loads;
  for (const auto& use : uses_) {
    if (use->rows == 0)
      continue;
    const auto [found, fresh] = loads.try_emplace({use->root.id, use->path});
    EagerLoad& load = found->second;
    if (fresh) {
      load = describe(*use);
      continue;
    }
    load.rows += use->rows;
    if (load.served == 0 && use->served != 0)
      load.access = location_of(use->first_read);
    load.served += use->served;
  }
  std::vector<EagerLoad> all;
  all.reserve(loads.size());
  for (auto& [key, load] : loads)
    all.push_back(std::move(load));
  return all;
}

void LogStore::clear() {
  counted_ = lost_ = 0;
  records_.clear();
  parameters_.clear();
  texts_.clear();
  uses_.clear();
  entries_.clear();
}

} // namespace orm::detail
