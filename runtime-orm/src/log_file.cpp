#include "json_text.hpp"
#include "log_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "process_logs.hpp"

/// ORM_QUERY_LOG=FILE: JSON Lines, for programs that read a log.
namespace orm {
namespace detail {
namespace {

void append_place(std::string& json, const CodeLocation& place) {
  append_key(json, "file");
  append_json(json, std::string_view(place.file));
  append_key(json, "line");
  json += std::to_string(place.line);
  append_key(json, "column");
  json += std::to_string(place.column);
}

void append_root(std::string& json, std::uint64_t id, std::string_view entity,
                 const CodeLocation& place) {
  append_key(json, "root");
  if (id == 0) {
    json += "null";
    return;
  }
  json += '{';
  append_key(json, "id");
  json += std::to_string(id);
  append_key(json, "entity");
  append_json(json, entity);
  append_place(json, place);
  append_key(json, "function");
  append_json(json, std::string_view(place.function));
  json += '}';
}

void append_access(std::string& json, const CodeLocation& place) {
  append_key(json, "access");
  if (place.empty()) {
    json += "null";
    return;
  }
  json += '{';
  if (!place.file.empty()) {
    append_place(json, place);
  } else {
    char address[24];
    std::snprintf(address, sizeof address, "0x%llx",
                  static_cast<unsigned long long>(place.address));
    append_key(json, "module");
    append_json(json, std::string_view(place.module));
    append_key(json, "address");
    append_json(json, std::string_view(address));
  }
  json += '}';
}

void append_microseconds(std::string& json, std::string_view key, std::chrono::nanoseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", static_cast<double>(time.count()) / 1000);
  append_key(json, key);
  json += text;
}

/// An eager load as one line: like a statement that is not counted and has no text.
std::string to_json(const EagerLoad& load) {
  std::string json = "{";
  append_key(json, "kind");
  append_json(json, std::string_view("eager"));
  json += ",\"counted\":false,\"sql\":\"\"";
  append_key(json, "cause");
  append_json(json, std::string_view(load.method));
  append_key(json, "path");
  append_json(json, std::string_view(load.path));
  append_key(json, "rows");
  json += std::to_string(load.rows);
  append_key(json, "served");
  json += std::to_string(load.served);
  append_root(json, load.root_id, load.root_entity, load.root);
  append_access(json, load.access);
  return json + "}";
}

/// Each line is written as it comes, so that a program that crashes leaves what led to it.
class FileLog : public Observer {
public:
  explicit FileLog(int file) { descriptor = file; }
  void ended(const Ended& statement) noexcept override try {
    write(to_json(make_entry(statement)));
  } catch (...) { // NOLINT(bugprone-empty-catch)
    // A log must not end the program it watches.
  }
  void loaded_eagerly(const std::shared_ptr<EagerUse>& use) noexcept override {
    use->at_end = &eager_load_ended;
  }

private:
  static void eager_load_ended(const EagerUse& use) noexcept try {
    if (use.rows != 0)
      write(to_json(describe(use)));
  } catch (...) { // NOLINT(bugprone-empty-catch): as above
  }
  /// One write a line: what several threads or processes append stays whole.
  static void write(std::string line) {
    line += '\n';
    for (std::string_view rest = line; !rest.empty();) {
      const ssize_t written = ::write(descriptor, rest.data(), rest.size());
      if (written < 0 && errno != EINTR)
        return;
      rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
  }
  static inline int descriptor = -1;
};

} // namespace

std::unique_ptr<Observer> file_log() {
  const char* name = std::getenv("ORM_QUERY_LOG");
  if (!name || !*name)
    return nullptr;
  const int file = ::open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file >= 0)
    return std::make_unique<FileLog>(file);
  std::fprintf(stderr, "orm: cannot write the query log %s (ORM_QUERY_LOG): %s\n", name,
               std::generic_category().message(errno).c_str());
  return nullptr;
}

} // namespace detail

std::string to_json(const LogEntry& entry) {
  using namespace detail;
  std::string json = "{";
  append_key(json, "n");
  json += std::to_string(entry.number);
  append_key(json, "kind");
  append_json(json, std::string_view(entry.kind));
  json += entry.counted ? ",\"counted\":true" : ",\"counted\":false";
  append_key(json, "sql");
  append_json(json, std::string_view(entry.sql));
  append_key(json, "display_sql");
  append_json(json, std::string_view(entry.display_sql));
  append_key(json, "params");
  json += '[';
  bool first = true;
  for (const LogParameter& parameter : entry.params) {
    json += first ? "" : ",";
    first = false;
    if (const auto* value = std::get_if<Value>(&parameter)) {
      append_json(json, *value);
      continue;
    }
    json += '[';
    const auto& keys = std::get<std::vector<std::int64_t>>(parameter);
    for (std::size_t i = 0; i < keys.size(); ++i)
      json += (i ? "," : "") + std::to_string(keys[i]);
    json += ']';
  }
  json += ']';
  append_key(json, "rows");
  json += std::to_string(entry.rows);
  append_key(json, "cause");
  append_json(json, std::string_view(entry.cause));
  append_key(json, "path");
  append_json(json, std::string_view(entry.path));
  append_key(json, "owner");
  json += entry.owner ? std::to_string(entry.owner) : "null";
  json += entry.refined ? ",\"refined\":true" : ",\"refined\":false";
  append_root(json, entry.root_id, entry.root_entity, entry.root);
  append_access(json, entry.access);
  append_microseconds(json, "started_us", entry.started);
  append_microseconds(json, "duration_us", entry.duration);
  append_key(json, "error");
  if (entry.error.empty())
    json += "null";
  else
    append_json(json, std::string_view(entry.error));
  return json + "}";
}

} // namespace orm
