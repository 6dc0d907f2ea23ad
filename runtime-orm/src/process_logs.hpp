#ifndef ORM_SRC_PROCESS_LOGS_HPP
#define ORM_SRC_PROCESS_LOGS_HPP

#include "observer.hpp"

/// The observers that the environment asks for; nullptr where it does not.
namespace orm::detail {

std::unique_ptr<Observer> file_log();         ///< ORM_QUERY_LOG (log_file.cpp)
std::unique_ptr<Observer> html_log();         ///< ORM_QUERY_LOG_HTML (log_html.cpp)
std::unique_ptr<Observer> n_plus_one_guard(); ///< ORM_N_PLUS_ONE (n_plus_one_guard.cpp)

} // namespace orm::detail

#endif
