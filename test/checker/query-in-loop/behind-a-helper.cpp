// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C6: the loop is around a call of a helper.

#include "school.hpp"
#include <vector>

std::string title_of(orm::Database &db, std::int64_t key) {
  return Course::objects(db).get("id"_c == key).title;
}
void titles(orm::Database &db, const std::vector<std::int64_t> &keys) {
  for (std::int64_t key : keys)
    std::cout << title_of(db, key) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:10: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: repeated by this loop
// CHECK-MESSAGES: :[[@LINE-4]]:18: note: passed to 'title_of' here

// Two calls deep, with the row handed on.
bool has_namesake(orm::Database &db, const std::string &name) {
  return Course::objects(db).filter("title"_c == name).exists();
}
void describe(orm::Database &db, const Student &student) {
  std::cout << student.first_name << has_namesake(db, student.first_name) << '\n';
}
void describe_all(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    describe(db, student);
}
// CHECK-MESSAGES: :[[@LINE-9]]:10: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value

// A repository that returns the query, or the row.
orm::QuerySet<Course> named(orm::Database &db, const std::string &title) {
  return Course::objects(db).filter("title"_c == title);
}
void all_named(orm::Database &db, const std::vector<std::string> &titles) {
  for (const std::string &title : titles)
    std::cout << named(db, title).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:10: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value

// Counted behind a helper.
std::int64_t load_of(const Student &student) { return student.courses.count(); }
void loads(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    std::cout << load_of(student) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows is followed by a query for each row: 'count' of 'courses': 1 + N queries

// Quiet twins: called once; called with the same each time, of which only the
// callers know why.
std::string once_of(orm::Database &db, std::int64_t key) {
  return Course::objects(db).get("id"_c == key).title;
}
void once(orm::Database &db) { std::cout << once_of(db, 1) << '\n'; }

int main() {
  orm::Database db{":memory:"};
  seed(db);
  titles(db, {1, 2, 3});
  describe_all(db);
  all_named(db, {"Rome", "Coins"});
  loads(db);
  once(db);
}
