#include "log_html.hpp"

#include "json_text.hpp"
#include "process_logs.hpp"
#include "query_groups.hpp"
#include "watch_clock.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <mutex>
#include <system_error>
#include <tuple>
#include <unordered_map>

namespace orm::detail {
namespace {

// The page stays small enough for a browser whatever a program binds: of longer values it says how
// much was left out.
constexpr std::size_t most_keys = 200;
constexpr std::size_t most_text = 4000;
constexpr std::size_t most_statements = 100'000;

void append_text(std::string& json, std::string_view key, std::string_view text) {
  append_key(json, key);
  append_json(json, text);
}
void append_number(std::string& json, std::string_view key, std::int64_t number) {
  append_key(json, key);
  json += std::to_string(number);
}

/// [file, line, column, function], or null.
void append_place(std::string& json, std::string_view key, const CodeLocation& place) {
  append_key(json, key);
  if (place.empty()) {
    json += "null";
    return;
  }
  json += '[';
  append_json(json, std::string_view(place.file.empty() ? place.text() : place.file));
  json += "," + std::to_string(place.line) + "," + std::to_string(place.column) + ",";
  append_json(json, std::string_view(place.function));
  json += ']';
}

/// What JavaScript can hold stays as it is; `{"keys": […], "size": n}` and `{"text"|"blob"|"int":
/// …}` stand for the rest.
void append_parameter(std::string& json, const Parameter& parameter) {
  const auto cut = [&](std::string_view kind, std::string_view text, std::size_t size) {
    json += '{';
    append_text(json, kind, text);
    append_number(json, "size", static_cast<std::int64_t>(size));
    json += '}';
  };
  if (const auto* keys = std::get_if<Keys>(&parameter)) {
    json += "{\"keys\":[";
    for (std::size_t i = 0; i < std::min((*keys)->size(), most_keys); ++i)
      json += (i ? "," : "") + std::to_string((**keys)[i]);
    json += "],\"size\":" + std::to_string((*keys)->size()) + "}";
    return;
  }
  const Value& value = std::get<Value>(parameter);
  constexpr std::int64_t exact = std::int64_t{1} << 53; // a double's whole numbers end here
  if (const auto* integer = std::get_if<std::int64_t>(&value);
      integer && (*integer > exact || *integer < -exact))
    cut("int", std::to_string(*integer), 0);
  else if (const auto* text = std::get_if<std::string>(&value); text && text->size() > most_text)
    cut("text", std::string_view(*text).substr(0, most_text), text->size());
  else if (const auto* blob = std::get_if<Blob>(&value))
    cut("blob", hex_of(*blob, most_text / 2), blob->size());
  else
    append_json(json, value);
}

void append_group(std::string& json, const QueryGroup& group, std::size_t sql) {
  const LogRecord& first = *group.first;
  json += '{';
  append_number(json, "sql", static_cast<std::int64_t>(sql));
  append_text(json, "kind", first.kind);
  append_text(json, "cause", first.cause);
  append_key(json, "counted");
  json += first.counted ? "true" : "false";
  if (first.root.model)
    append_text(json, "entity", first.root.model->name);
  append_text(json, "path", *first.path);
  append_place(json, "root", group.root);
  append_place(json, "access", group.access);
  append_number(json, "repeated", static_cast<std::int64_t>(group.repeated));
  append_number(json, "nPlusOne", static_cast<std::int64_t>(group.n_plus_one));
  if (group.n_plus_one != 0)
    append_text(json, "fix", eager_load_for(first.root, *first.path, first.refined));
  if (first.error)
    append_text(json, "error", *first.error);
  json += '}';
}

/// Microseconds with three digits.
void append_time(std::string& json, std::int64_t nanoseconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", static_cast<double>(nanoseconds) / 1000);
  json += text;
}

/// Eager loads of one query expression and path are one line, however often the query ran.
void append_eager_loads(std::string& json, const LogStore& log) {
  std::map<std::tuple<std::string, std::string, std::string>, EagerLoad> folded;
  for (EagerLoad& load : log.eager_loads()) {
    const auto [found, fresh] =
        folded.try_emplace({load.root.text(), load.method, load.path}, load);
    if (fresh)
      continue;
    found->second.rows += load.rows;
    found->second.served += load.served;
    if (found->second.access.empty())
      found->second.access = load.access;
  }
  append_key(json, "eager");
  json += '[';
  for (const auto& [key, load] : folded) {
    json += json.back() == '[' ? "{" : ",{";
    append_text(json, "method", load.method);
    append_text(json, "path", load.path);
    append_text(json, "entity", load.root_entity);
    append_place(json, "root", load.root);
    append_place(json, "access", load.access.resolve());
    append_number(json, "rows", load.rows);
    append_number(json, "served", load.served);
    json += '}';
  }
  json += ']';
}

std::string program_name() {
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  const std::string_view program(path, static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
  return std::string(program.substr(program.rfind('/') + 1));
}

std::string data_of(const LogStore& log, std::string_view title) {
  const QueryGroups folded = fold(log);
  std::string json = "{";
  append_text(json, "title", title);
  char now[32];
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  std::strftime(now, sizeof now, "%Y-%m-%d %H:%M:%S", localtime_r(&time, &parts));
  append_text(json, "written", now);
  append_number(json, "lost", static_cast<std::int64_t>(log.lost()));

  std::unordered_map<const std::string*, std::size_t> texts;
  std::string sql;
  std::string groups;
  for (const QueryGroup& group : folded.groups) {
    const auto [found, fresh] = texts.try_emplace(group.first->sql, texts.size());
    if (fresh) {
      sql += sql.empty() ? "" : ",";
      append_json(sql, std::string_view(*group.first->sql));
    }
    groups += groups.empty() ? "" : ",\n";
    append_group(groups, group, found->second);
  }
  append_key(json, "sql");
  json += "[" + sql + "]";
  append_key(json, "groups");
  json += "[" + groups + "]";

  // [group, started, duration, rows, owner, parameters]
  append_key(json, "runs");
  json += '[';
  for (std::size_t i = 0; i < log.records().size(); ++i) {
    const LogRecord& record = log.records()[i];
    json += (i ? ",\n[" : "[") + std::to_string(folded.of_record[i]) + ",";
    append_time(json, nanoseconds(record.started));
    json += ',';
    append_time(json, nanoseconds(record.duration));
    json += "," + std::to_string(record.rows) + "," + std::to_string(record.owner) + ",[";
    for (std::size_t p = 0; p < record.parameters; ++p) {
      json += p ? "," : "";
      append_parameter(json, log.parameter(record, p));
    }
    json += "]]";
  }
  json += ']';
  append_eager_loads(json, log);
  return json + "}";
}

std::string html_text(std::string_view text) {
  std::string escaped;
  for (const char c : text)
    switch (c) {
    case '&':
      escaped += "&amp;";
      break;
    case '<':
      escaped += "&lt;";
      break;
    case '>':
      escaped += "&gt;";
      break;
    default:
      escaped += c;
    }
  return escaped;
}

} // namespace

void write_page(const LogStore& log, const std::string& file, std::string_view title) {
  const std::string name = title.empty() ? program_name() : std::string(title);
  static constexpr std::string_view title_mark = "@TITLE@";
  static constexpr std::string_view data_mark = "@DATA@";
  const std::size_t title_at = page_template.find(title_mark);
  const std::size_t data_at = page_template.find(data_mark);
  std::string page(page_template.substr(0, title_at));
  page += html_text(name);
  page +=
      page_template.substr(title_at + title_mark.size(), data_at - title_at - title_mark.size());
  page += data_of(log, name);
  page += page_template.substr(data_at + data_mark.size());

  const std::string fresh = file + ".new";
  std::FILE* out = std::fopen(fresh.c_str(), "wb");
  const bool written = out && std::fwrite(page.data(), 1, page.size(), out) == page.size();
  const bool closed = out && std::fclose(out) == 0;
  if (written && closed && std::rename(fresh.c_str(), file.c_str()) == 0)
    return;
  const int error = errno;
  if (out)
    std::remove(fresh.c_str());
  throw Error("cannot write the query log's page \"" + file +
              "\": " + std::generic_category().message(error));
}

namespace {

/// ORM_QUERY_LOG_HTML=FILE: all statements of the process, written when it ends.
class PageAtExit : public Observer {
public:
  explicit PageAtExit(std::string file) : file_(std::move(file)) {
    page = this;
    std::atexit([] { page->write(); });
  }
  void ended(const Ended& statement) noexcept override {
    const std::lock_guard lock(mutex_);
    store_.ended(statement);
  }
  void loaded_eagerly(const std::shared_ptr<EagerUse>& use) noexcept override {
    const std::lock_guard lock(mutex_);
    store_.loaded_eagerly(use);
  }

private:
  void write() noexcept try {
    const std::lock_guard lock(mutex_);
    write_page(store_, file_, {});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orm: %s\n", error.what());
  }

  static inline PageAtExit* page = nullptr;
  const std::string file_;
  std::mutex mutex_;
  LogStore store_{most_statements};
};

} // namespace

std::unique_ptr<Observer> html_log() {
  const char* file = std::getenv("ORM_QUERY_LOG_HTML");
  if (!file || !*file)
    return nullptr;
  return std::make_unique<PageAtExit>(file);
}

} // namespace orm::detail
