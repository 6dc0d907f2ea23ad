#include "fetch_mode.hpp"

#include "log_store.hpp"
#include "read_rows.hpp"

#include <orm/fixed_string.hpp>

namespace orm {
namespace {

std::string text_of(const CodeLocation& place) {
  return place.file.empty() ? std::string() : place.file + ":" + std::to_string(place.line);
}

std::string at(const char* before, const std::string& place) {
  return place.empty() ? std::string() : before + place;
}

} // namespace

FieldFetchBlocked::FieldFetchBlocked(std::string model, std::string field, std::string query,
                                     std::string access, const std::string& missing)
    : Error("Fetching of " + model + "." + field + " blocked" + at(": read at ", access) +
            "; the query" + at(" at ", query) + " " + missing),
      model_(std::move(model)), field_(std::move(field)), query_(std::move(query)),
      access_(std::move(access)) {}

namespace detail {
namespace {

/// `lacks select_related("minor")`: a join serves as long as the path is to one.
std::string missing_eager_load(const ResultSet& set, std::string_view field) {
  const int relation = set.model().relation_index(field);
  if (relation < 0)
    return "left this column out";
  const std::string path = set.path_to(static_cast<std::uint16_t>(relation));
  bool join = set.root() != nullptr;
  const ModelMeta* model = join ? set.root()->model : nullptr;
  for (std::string_view rest = path; join && !rest.empty(); rest = path_rest(rest)) {
    const int index = model->relation_index(path_head(rest));
    join = index >= 0 && is_to_one(model->relations[static_cast<std::size_t>(index)].kind);
    model = join ? &model->relations[static_cast<std::size_t>(index)].target() : nullptr;
  }
  return std::string("lacks ") + (join ? "select_related" : "prefetch_related") + "(\"" + path +
         "\")";
}

} // namespace

void throw_blocked_fetch(const ResultSet& set, std::string_view field, const Access& access) {
  const Access root = set.root() ? Access(set.root()->where) : Access();
  throw FieldFetchBlocked(set.model().name, std::string(field), text_of(location_of(root)),
                          text_of(location_of(access).resolve()), missing_eager_load(set, field));
}

void fetch_peers(ResultSet& set, std::uint16_t relation, const Access& access) {
  if (set.fetch_mode != FetchMode::peers || set.size() < 2)
    return;
  const PrefetchLookup lookup{set.model().relations[relation].name, nullptr, {}};
  prefetch_rows(set, {&lookup, 1}, access, "peers");
}

} // namespace detail
} // namespace orm
