#ifndef ORM_SRC_SCHEMA_CHECK_HPP
#define ORM_SRC_SCHEMA_CHECK_HPP

#include "connection.hpp"

#include <span>

namespace orm::detail {

struct SchemaProblem {
  std::string table;
  std::string text; ///< which model, which column, what to do
};

/// Where the tables differ from the models that use them; nothing when they can be read and
/// written.
std::vector<SchemaProblem> schema_problems(Connection& connection,
                                           std::span<const ModelMeta* const> models);

/// The problems that can explain why `statement`, which belongs to a query of `model`, failed.
/// Never throws.
std::string schema_advice(Connection& connection, const ModelMeta& model,
                          const std::string& statement) noexcept;

/// How a column is declared.
const char* type_name(Affinity affinity);

} // namespace orm::detail

#endif
