// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// Queries in variables of every kind: what reaches the loop decides.

#include "school.hpp"
#include <utility>
#include <vector>

void add_load(orm::QuerySet<Course> &q) { q = q.select_related("department"); }
void show(const Course &c, std::ostream &out = std::cout) { out << c.department->name << '\n'; }
void show(const Student &s) { std::cout << s.first_name << '\n'; }

void by_mutable_reference(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c > 1);
  add_load(q);
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}

// Through a reference alias.
void alias(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c > 3);
  auto &r = q;
  r = r.select_related("department");
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}

// A lambda changes it.
void changed_by_a_lambda(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c >= 1);
  auto change = [&] { q = q.select_related("department"); };
  change();
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}

// Rows copied into an array of optionals, with another query's rows that have it.
void rows_of_two_queries(orm::Database &db) {
  std::vector<Course> all;
  for (const Course &c : Course::objects(db).select_related("department").limit(3))
    all.push_back(c);
  for (const Course &c : Course::objects(db).offset(3))
    all.push_back(c);
  for (const Course &c : all)
    std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &c : Course::objects(db).offset(3).select_related("department"))

// Std::move of the query.
void moved(orm::Database &db) {
  auto q = Course::objects(db).filter("id"_c >= 3);
  auto r = std::move(q);
  for (const Course &c : r)
    std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:12: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto q = Course::objects(db).filter("id"_c >= 3).select_related("department");

// If with initializer, structured loops, static query.
void if_with_initializer(orm::Database &db) {
  if (auto q = Course::objects(db).filter("id"_c < 100); !q.empty())
    for (const Course &c : q)
      std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:16: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: if (auto q = Course::objects(db).filter("id"_c < 100).select_related("department"); !q.empty())

void for_with_initializer(orm::Database &db) {
  for (auto q = Course::objects(db).filter("id"_c < 101); const Course &c : q)
    std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:17: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (auto q = Course::objects(db).filter("id"_c < 101).select_related("department"); const Course &c : q)

void overloads(orm::Database &db) {
  for (const Course &c : Course::objects(db).filter("id"_c < 102))
    show(c);
  for (const Student &s : Student::objects(db))
    show(s);
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &c : Course::objects(db).filter("id"_c < 102).select_related("department"))

// Exceptions and early return.
void in_a_try_block(orm::Database &db) {
  for (const Course &c : Course::objects(db).filter("id"_c < 105)) {
    try {
      std::cout << c.department->name << '\n';
    } catch (const orm::Error &) {
      return;
    }
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:26: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &c : Course::objects(db).filter("id"_c < 105).select_related("department")) {

// Comma, conditional operators.
void one_of_two(orm::Database &db, bool x) {
  const auto &q = x ? Course::objects(db).filter("id"_c < 106) : Course::objects(db).filter("id"_c < 107);
  for (const Course &c : q)
    std::cout << c.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:23: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:66: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: const auto &q = x ? Course::objects(db).filter("id"_c < 106).select_related("department") : Course::objects(db).filter("id"_c < 107).select_related("department");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_mutable_reference(db);
  alias(db);
  changed_by_a_lambda(db);
  rows_of_two_queries(db);
  moved(db);
  if_with_initializer(db);
  for_with_initializer(db);
  overloads(db);
  in_a_try_block(db);
  one_of_two(db, true);
  one_of_two(db, false);
}
