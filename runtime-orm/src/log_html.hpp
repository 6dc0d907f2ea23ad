#ifndef ORM_SRC_LOG_HTML_HPP
#define ORM_SRC_LOG_HTML_HPP

#include "log_store.hpp"

#include <string_view>

namespace orm::detail {

/// Writes the log as one page that needs nothing else: see src/page/. An empty title names the
/// program. Throws Error where the file cannot be written; a file that was there is replaced whole.
void write_page(const LogStore& log, const std::string& file, std::string_view title);

/// The page with its style and script, and `@TITLE@` and `@DATA@` where they go (made by the build
/// from src/page/).
extern const std::string_view page_template;

} // namespace orm::detail

#endif
