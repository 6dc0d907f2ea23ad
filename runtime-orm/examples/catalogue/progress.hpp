// A line on standard error that says how far a long step is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

#include <unistd.h>

namespace catalogue {

/// Shows itself only where the step takes more than two seconds, and on a terminal only: a log of a
/// run without one should not be full of half-done numbers.
class Progress {
  using Clock = std::chrono::steady_clock;

public:
  /// `total` is the number of steps, 0 where it is not known.
  explicit Progress(std::string what, std::size_t total = 0)
      : what_(std::move(what)), total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (shown_)
      std::fputs("\r\033[K", stderr);
  }

  void step() {
    ++done_;
    const Clock::time_point now = Clock::now();
    if (!terminal_ || now < next_)
      return;
    next_ = now + std::chrono::milliseconds(100);
    shown_ = true;
    if (total_ != 0)
      std::fprintf(stderr, "\r  %s: %zu of %zu", what_.c_str(), done_, total_);
    else
      std::fprintf(stderr, "\r  %s: %zu", what_.c_str(), done_);
  }

private:
  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(2);
};

} // namespace catalogue
