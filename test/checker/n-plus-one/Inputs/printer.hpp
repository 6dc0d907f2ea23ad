#pragma once
#include "school.hpp"

struct Printer {
  virtual ~Printer() = default;
  virtual void print(const Course &course) const = 0;
};
