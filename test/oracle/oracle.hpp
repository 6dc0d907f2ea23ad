// What every generated program includes.
#pragma once
#include <orm/orm.hpp>

#include <algorithm>
#include <coroutine>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <ranges>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace orm::literals;

/// What a coroutine that yields rows returns; C++20 has none.
template <class T> class Generator {
public:
  struct promise_type {
    const T *value = nullptr;
    Generator get_return_object() { return Generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T &each) {
      value = &each;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
  class Iterator {
  public:
    explicit Iterator(std::coroutine_handle<promise_type> handle) : handle(handle) {}
    const T &operator*() const { return *handle.promise().value; }
    Iterator &operator++() {
      handle.resume();
      return *this;
    }
    bool operator!=(std::default_sentinel_t) const { return !handle.done(); }

  private:
    std::coroutine_handle<promise_type> handle;
  };
  Generator(Generator &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  Generator &operator=(Generator &&) = delete;
  ~Generator() {
    if (handle)
      handle.destroy();
  }
  Iterator begin() const {
    handle.resume();
    return Iterator(handle);
  }
  std::default_sentinel_t end() const { return {}; }

private:
  explicit Generator(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  std::coroutine_handle<promise_type> handle;
};
