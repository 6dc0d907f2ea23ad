#ifndef ORM_SRC_FETCH_MODE_HPP
#define ORM_SRC_FETCH_MODE_HPP

#include "query_spec.hpp"

/// What a lazy read does, by the fetch mode of the row's result set.
namespace orm::detail {

[[noreturn]] void throw_blocked_fetch(const ResultSet& set, std::string_view field,
                                      const Access& access);

/// FetchMode::raise: throws FieldFetchBlocked for `field` of the rows of `set`. Otherwise nothing.
inline void refuse_blocked_fetch(const ResultSet& set, std::string_view field,
                                 const Access& access) {
  if (set.fetch_mode == FetchMode::raise) [[unlikely]]
    throw_blocked_fetch(set, field, access);
}

/// FetchMode::peers, in a set of several rows: loads a relation to one for all of them that lack
/// it, in one statement. Otherwise nothing.
void fetch_peers(ResultSet& set, std::uint16_t relation, const Access& access);

} // namespace orm::detail

#endif
