#ifndef ORM_ORM_HPP
#define ORM_ORM_HPP

/// The whole library: `#include <orm/orm.hpp>`.
#include <orm/chrono.hpp>
#include <orm/database.hpp>
#include <orm/decimal.hpp>
#include <orm/deferred.hpp>
#include <orm/fetch_mode.hpp>
#include <orm/foreign_key.hpp>
#include <orm/model.hpp>
#include <orm/n_plus_one_guard.hpp>
#include <orm/prefetch.hpp>
#include <orm/prefetched.hpp>
#include <orm/query_log.hpp>
#include <orm/related_set.hpp>

#endif
