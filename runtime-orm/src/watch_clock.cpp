#include "watch_clock.hpp"

#include <chrono>
#include <thread>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace orm::detail {
namespace {

using std::chrono::steady_clock;

std::int64_t system_nanoseconds() noexcept {
  return std::chrono::nanoseconds(steady_clock::now().time_since_epoch()).count();
}

#if defined(__x86_64__)
/// Bit 8 of leaf 0x80000007: the counter's rate depends on nothing (Intel's manual, volume 3,
/// "invariant TSC"; AMD's the same).
bool constant_rate() noexcept {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & 1u << 8) != 0;
}
std::int64_t counter() noexcept { return static_cast<std::int64_t>(__rdtsc()); }
#else
bool constant_rate() noexcept { return false; }
std::int64_t counter() noexcept { return 0; }
#endif

struct Start {
  bool counted = constant_rate();
  std::int64_t system = system_nanoseconds();
  std::int64_t ticks = counted ? counter() : system;
};
const Start& start() noexcept {
  static const Start first;
  return first;
}

double measure_rate() noexcept {
  if (!start().counted)
    return 1;
  constexpr std::int64_t enough = 2'000'000;
  if (const std::int64_t passed = system_nanoseconds() - start().system; passed < enough)
    std::this_thread::sleep_for(std::chrono::nanoseconds(enough - passed));
  const std::int64_t ticks = counter() - start().ticks;
  const std::int64_t passed = system_nanoseconds() - start().system;
  return ticks > 0 ? static_cast<double>(passed) / static_cast<double>(ticks) : 1;
}

} // namespace

std::int64_t watch_ticks() noexcept {
  const Start& first = start();
  return (first.counted ? counter() : system_nanoseconds()) - first.ticks;
}

std::int64_t nanoseconds(std::int64_t ticks) noexcept {
  static const double rate = measure_rate();
  return static_cast<std::int64_t>(static_cast<double>(ticks) * rate);
}

} // namespace orm::detail
