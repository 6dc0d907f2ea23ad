#include "connection.hpp"

#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace orm {
namespace detail {
namespace {

std::atomic<std::uint64_t> last_root{0};
std::atomic<std::uint64_t> last_statement{0};

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

CodeLocation location_of(const Access* access) {
  if (!access)
    return {};
  if (!access->address)
    return location_of(access->where);
  CodeLocation location;
  // One byte back: the return address belongs to the instruction after the call.
  const auto address = reinterpret_cast<std::uintptr_t>(access->address) - 1;
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

std::string display(const Sql& sql) {
  static constexpr std::string_view marker = "orm_keys(?)";
  std::string text;
  std::string_view rest = sql.text;
  std::size_t next = 0;
  for (std::size_t at;
       (at = rest.find('?')) != std::string_view::npos && next < sql.parameters.size(); ++next) {
    const auto* keys = std::get_if<Keys>(&sql.parameters[next]);
    if (!keys) {
      text += rest.substr(0, at + 1);
      rest.remove_prefix(at + 1);
      continue;
    }
    const std::size_t start = at - (marker.size() - 2);
    text += rest.substr(0, start);
    text += '(';
    for (std::size_t i = 0; i < (*keys)->size(); ++i)
      text += (i ? ", " : "") + std::to_string((**keys)[i]);
    text += ')';
    rest.remove_prefix(start + marker.size());
  }
  return text += rest;
}

void append_string(std::string& json, std::string_view text) {
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      json += escape;
    } else {
      json += c;
    }
  }
  json += '"';
}

void append_value(std::string& json, const Value& value) {
  struct Writer {
    std::string& json;
    void operator()(std::monostate) const { json += "null"; }
    void operator()(std::int64_t v) const { json += std::to_string(v); }
    void operator()(double v) const {
      char text[32];
      std::snprintf(text, sizeof text, "%.17g", v);
      if (std::isfinite(v))
        json += text;
      else
        append_string(json, text);
    }
    void operator()(const std::string& v) const { append_string(json, v); }
    void operator()(const Blob& v) const {
      std::string hex = "x'";
      for (const std::byte byte : v) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned>(byte));
        hex += digits;
      }
      append_string(json, hex + "'");
    }
  };
  std::visit(Writer{json}, value);
}

void append_place(std::string& json, const CodeLocation& place) {
  append_string(json, place.file);
  json += ",\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column);
}

/// The file of ORM_QUERY_LOG; null when there is none.
std::FILE* log_file() {
  static std::FILE* const file = [] {
    const char* name = std::getenv("ORM_QUERY_LOG");
    if (!name || !*name)
      return static_cast<std::FILE*>(nullptr);
    std::FILE* opened = std::fopen(name, "a");
    if (!opened)
      std::fprintf(stderr, "orm: cannot write the query log %s (ORM_QUERY_LOG): %s\n", name,
                   std::generic_category().message(errno).c_str());
    return opened;
  }();
  return file;
}

} // namespace

std::shared_ptr<const Root> make_root(const std::string& entity,
                                      const std::source_location& where) {
  return std::make_shared<const Root>(
      Root{last_root.fetch_add(1, std::memory_order_relaxed) + 1, entity, where});
}

LogEntry make_entry(const Sql& sql, const Purpose& purpose, std::int64_t rows) {
  LogEntry entry;
  entry.number = last_statement.fetch_add(1, std::memory_order_relaxed) + 1;
  entry.kind = purpose.kind;
  entry.counted = entry.kind != "transaction" && entry.kind != "pragma" && entry.kind != "schema";
  entry.sql = sql.text;
  entry.display_sql = display(sql);
  for (const Parameter& parameter : sql.parameters) {
    if (const auto* keys = std::get_if<Keys>(&parameter))
      entry.params.emplace_back(**keys);
    else
      entry.params.emplace_back(std::get<Value>(parameter));
  }
  entry.rows = rows;
  entry.cause = purpose.cause;
  entry.path = purpose.path;
  if (!purpose.relation.empty()) {
    if (!entry.path.empty())
      entry.path += "__";
    entry.path += purpose.relation;
  }
  if (purpose.root) {
    entry.root_id = purpose.root->id;
    entry.root_entity = purpose.root->entity;
    entry.root = location_of(purpose.root->where);
  }
  entry.access = location_of(purpose.access);
  return entry;
}

bool file_log_wanted() { return log_file() != nullptr; }

void append_to_file_log(const LogEntry& entry) {
  static std::mutex mutex;
  const std::string line = to_json(entry) + "\n";
  const std::lock_guard lock(mutex);
  std::fwrite(line.data(), 1, line.size(), log_file());
  std::fflush(log_file());
}

} // namespace detail

std::string to_json(const LogEntry& entry) {
  using namespace detail;
  std::string json = "{\"n\":" + std::to_string(entry.number) + ",\"kind\":";
  append_string(json, entry.kind);
  json += entry.counted ? ",\"counted\":true,\"sql\":" : ",\"counted\":false,\"sql\":";
  append_string(json, entry.sql);
  json += ",\"display_sql\":";
  append_string(json, entry.display_sql);
  json += ",\"params\":[";
  bool first = true;
  for (const LogParameter& parameter : entry.params) {
    json += first ? "" : ",";
    first = false;
    if (const auto* value = std::get_if<Value>(&parameter)) {
      append_value(json, *value);
      continue;
    }
    json += '[';
    const auto& keys = std::get<std::vector<std::int64_t>>(parameter);
    for (std::size_t i = 0; i < keys.size(); ++i)
      json += (i ? "," : "") + std::to_string(keys[i]);
    json += ']';
  }
  json += "],\"rows\":" + std::to_string(entry.rows) + ",\"cause\":";
  append_string(json, entry.cause);
  json += ",\"path\":";
  append_string(json, entry.path);
  json += ",\"root\":";
  if (entry.root_id == 0) {
    json += "null";
  } else {
    json += "{\"id\":" + std::to_string(entry.root_id) + ",\"entity\":";
    append_string(json, entry.root_entity);
    json += ",\"file\":";
    append_place(json, entry.root);
    json += ",\"function\":";
    append_string(json, entry.root.function);
    json += '}';
  }
  json += ",\"access\":";
  if (entry.access.empty()) {
    json += "null";
  } else if (!entry.access.file.empty()) {
    json += "{\"file\":";
    append_place(json, entry.access);
    json += '}';
  } else {
    char address[24];
    std::snprintf(address, sizeof address, "0x%llx",
                  static_cast<unsigned long long>(entry.access.address));
    json += "{\"module\":";
    append_string(json, entry.access.module);
    json += ",\"address\":\"" + std::string(address) + "\"}";
  }
  return json + "}";
}

QueryLog::QueryLog(const Database& database) : connection_(database.connection()) {
  connection_->attach(&entries_);
}
QueryLog::~QueryLog() { connection_->detach(&entries_); }

std::size_t QueryLog::count() const {
  std::size_t count = 0;
  for (const LogEntry& entry : entries_)
    count += entry.counted;
  return count;
}

} // namespace orm
