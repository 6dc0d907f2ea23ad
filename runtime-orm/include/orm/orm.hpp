#ifndef ORM_ORM_HPP
#define ORM_ORM_HPP

/// The whole library: `#include <orm/orm.hpp>`.
#include <orm/database.hpp>
#include <orm/foreign_key.hpp>
#include <orm/model.hpp>
#include <orm/prefetch.hpp>
#include <orm/prefetched.hpp>
#include <orm/query_log.hpp>
#include <orm/related_set.hpp>

#endif
