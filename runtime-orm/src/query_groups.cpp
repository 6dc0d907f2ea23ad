#include "query_groups.hpp"

#include "watch_clock.hpp"

#include <orm/fixed_string.hpp>

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace orm::detail {
namespace {

using Place = std::tuple<std::string_view, std::uint32_t, std::uint32_t>;

Place place_of(const std::source_location& where) {
  return where.line() == 0 ? Place{} : Place{where.file_name(), where.line(), where.column()};
}

auto key_of(const LogRecord& record) {
  return std::tuple(record.sql, record.path, std::string_view(record.cause), record.root.model,
                    place_of(record.root.where), place_of(record.access.where),
                    record.access.address, record.error);
}

/// The bytes of a statement's values: equal for equal values.
std::string values_of(const LogStore& log, const LogRecord& record) {
  std::string bytes;
  const auto add = [&](const void* data, std::size_t size) {
    bytes.append(reinterpret_cast<const char*>(&size), sizeof size);
    bytes.append(static_cast<const char*>(data), size);
  };
  for (std::size_t i = 0; i < record.parameters; ++i) {
    const Parameter& parameter = log.parameter(record, i);
    if (const auto* keys = std::get_if<Keys>(&parameter)) {
      add((*keys)->data(), (*keys)->size() * sizeof(std::int64_t));
      continue;
    }
    const Value& value = std::get<Value>(parameter);
    bytes += static_cast<char>('0' + value.index());
    if (const auto* integer = std::get_if<std::int64_t>(&value))
      add(integer, sizeof *integer);
    else if (const auto* real = std::get_if<double>(&value))
      add(real, sizeof *real);
    else if (const auto* text = std::get_if<std::string>(&value))
      add(text->data(), text->size());
    else if (const auto* blob = std::get_if<Blob>(&value))
      add(blob->data(), blob->size());
  }
  return bytes;
}

} // namespace

QueryGroups fold(const LogStore& log) {
  QueryGroups folded;
  std::map<decltype(key_of(std::declval<LogRecord>())), std::uint32_t> known;
  std::vector<std::unordered_set<std::string>> values;
  std::vector<std::unordered_map<std::uint64_t, std::set<std::int64_t>>> owners;
  for (const LogRecord& record : log.records()) {
    const auto [found, fresh] =
        known.try_emplace(key_of(record), static_cast<std::uint32_t>(folded.groups.size()));
    const std::uint32_t index = found->second;
    if (fresh) {
      folded.groups.emplace_back().first = &record;
      values.emplace_back();
      owners.emplace_back();
    }
    folded.of_record.push_back(index);
    QueryGroup& group = folded.groups[index];
    ++group.count;
    group.total += record.duration;
    group.rows += record.rows;
    group.repeated += !values[index].insert(values_of(log, record)).second;
    if (record.owner != 0) {
      auto& rows = owners[index][record.root.id];
      rows.insert(record.owner);
      if (rows.size() > 1)
        group.n_plus_one = std::max(group.n_plus_one, rows.size());
    }
  }
  std::vector<CodeLocation> places;
  for (const QueryGroup& group : folded.groups) {
    places.push_back(location_of(group.first->root.where));
    places.push_back(location_of(group.first->access));
  }
  resolve(places);
  for (std::size_t i = 0; i < folded.groups.size(); ++i) {
    folded.groups[i].root = std::move(places[2 * i]);
    folded.groups[i].access = std::move(places[2 * i + 1]);
  }
  return folded;
}

std::string eager_load_for(const Root& root, std::string_view path, bool refined) {
  bool to_one = !refined;
  const ModelMeta* model = root.model;
  for (std::string_view rest = path; model && !rest.empty() && to_one; rest = path_rest(rest)) {
    const int index = model->relation_index(path_head(rest));
    to_one = index >= 0 && is_to_one(model->relations[static_cast<std::size_t>(index)].kind);
    model = to_one ? &model->relations[static_cast<std::size_t>(index)].target() : nullptr;
  }
  const std::string quoted_path = "\"" + std::string(path) + "\"";
  if (refined)
    return "prefetch_related(orm::Prefetch<" + (root.model ? root.model->name : "?") + ">(" +
           quoted_path + ", <this query set>, <to_attr>))";
  return (to_one ? "select_related(" : "prefetch_related(") + quoted_path + ")";
}

std::string relation_of(const Root& root, std::string_view path) {
  return (root.model ? root.model->name : "?") + "." + std::string(path);
}

namespace {

std::string milliseconds(std::int64_t nanoseconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f ms", static_cast<double>(nanoseconds) / 1e6);
  return text;
}

/// Shorter than a screen: key lists can be very long.
std::string excerpt(const std::string& text) {
  constexpr std::size_t most = 400;
  return text.size() <= most ? text : text.substr(0, most) + " ...";
}

void append_line(std::string& report, std::string_view label, const std::string& text) {
  if (!text.empty())
    report.append("      ").append(label).append(text).append("\n");
}

} // namespace

std::string report_of(const LogStore& log) {
  std::string report;
  for (const QueryGroup& group : fold(log).groups) {
    const LogRecord& first = *group.first;
    if (!first.counted)
      continue;
    std::string times = std::to_string(group.count) + "x  ";
    times.insert(0, times.size() < 6 ? 6 - times.size() : 0, ' ');
    report += times + excerpt(*first.sql) + "\n";
    std::string what = first.cause;
    if (!first.path->empty())
      what += " of " + relation_of(first.root, *first.path);
    append_line(report, "", what + ", " + milliseconds(nanoseconds(group.total)) + " in all");
    append_line(report, "query  ", group.root.text());
    append_line(report, "access ", group.access.text());
    if (first.error)
      append_line(report, "failed: ", *first.error);
    if (group.n_plus_one != 0)
      append_line(report, "N+1: ",
                  "once for each of " + std::to_string(group.n_plus_one) + " rows; append ." +
                      eager_load_for(first.root, *first.path, first.refined) + " to the query");
    else if (group.repeated != 0)
      append_line(report, "",
                  std::to_string(group.repeated) + " of them with values that ran before");
  }
  for (const EagerLoad& load : log.eager_loads())
    if (load.served == 0)
      report += "  unused: " + load.method + "(\"" + load.path + "\") of the query at " +
                load.root.text() + " loaded " + load.root_entity + "." + load.path + " for " +
                std::to_string(load.rows) + " rows, and none was read\n";
  return report;
}

} // namespace orm::detail
