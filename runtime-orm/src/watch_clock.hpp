#ifndef ORM_SRC_WATCH_CLOCK_HPP
#define ORM_SRC_WATCH_CLOCK_HPP

#include <cstdint>

/// The clock of the log. A lazy load can take 400 ns, and asking the system for the time twice 40:
/// where the processor has a counter of constant rate it is read instead, and becomes nanoseconds
/// when somebody looks.
namespace orm::detail {

/// Ticks since the process first asked; of one thread, never backwards.
std::int64_t watch_ticks() noexcept;
/// Their length. The first call may wait for two milliseconds, to measure the counter's rate.
std::int64_t nanoseconds(std::int64_t ticks) noexcept;

} // namespace orm::detail

#endif
