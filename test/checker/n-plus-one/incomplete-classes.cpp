// RUN: %check_orm %s --allow-errors
// case A36: members of types that are not defined, which clang cannot destroy.

#include "school.hpp"

struct Later;

struct Page {
  orm::Database &db;
  Later later;
  ~Page() {
    for (const Student &student : Student::objects(db))
      std::cout << student.department->name;
  }
};

struct Site {
  Page pages[2];
};
void in_a_variable(orm::Database &db) {
  Site site{};
  for (const Student &student : Student::objects(db))
    std::cout << student.department->name;
}

// The positive twin: it only hands on what it does not know.
void render(const Later &later);
void sound(orm::Database &db, const Later *later) {
  for (const Student &student : Student::objects(db))
    std::cout << student.department->name;
  render(*later);
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows lacks an eager load of 'department'

// Expressions without a type.
void untyped(orm::Database &db) {
  static_assert(sizeof(int) > 1, "small");
  Undefined unknown(1, 2);
  for (const Student &student : Student::objects(db))
    std::cout << student.department->name;
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'department'
