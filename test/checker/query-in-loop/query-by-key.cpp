// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C1: a query for each element of something else, by its key or a value.

#include "school.hpp"
#include <vector>

struct Item {
  std::int64_t course;
  std::string title;
};

void by_element(orm::Database &db, const std::vector<Item> &items) {
  for (const Item &item : items)
    std::cout << Course::objects(db).get("id"_c == item.course).title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-4]]:3: note: repeated by this loop
// CHECK-MESSAGES: note: it runs here
// CHECK-MESSAGES: note: use one in_bulk(keys) before the loop, or one filter of all values, instead

void by_index(orm::Database &db, const std::vector<Item> &items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto title = items[i].title;
    auto named = Course::objects(db).filter("title"_c == title).order_by("id");
    for (const Course &course : named)
      std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:18: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value

void by_row(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    if (student.department)
      std::cout << Department::objects(db).filter("id"_c == student.department.id()).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:20: warning: query of 'Department' rows runs up to once for each turn of the loop, each time for another value

// Asked again and again of a query that was made before.
void by_value_of_one_query(orm::Database &db, const std::vector<Item> &items) {
  const auto courses = Course::objects(db);
  for (const Item &item : items)
    std::cout << courses.filter("title"_c == item.title).exists() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows runs once for each turn of the loop, each time for another value

// Quiet twins: one query for all of them.
void in_one_query(orm::Database &db, const std::vector<Item> &items) {
  std::vector<std::int64_t> keys;
  for (const Item &item : items)
    keys.push_back(item.course);
  for (const Course &course : Course::objects(db).filter("id"_c.in(keys)))
    std::cout << course.title << '\n';
}

// No loop.
void once(orm::Database &db, const Item &item) {
  std::cout << Course::objects(db).get("id"_c == item.course).title << '\n';
}

// A database for each turn, not a row.
void in_each_database(const std::vector<orm::Database *> &databases) {
  for (orm::Database *db : databases)
    for (const Course &course : Course::objects(*db))
      std::cout << course.title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  const std::vector<Item> items{{1, "Rome"}, {3, "Coins"}, {4, "Logic"}};
  by_element(db, items);
  by_index(db, items);
  by_row(db);
  by_value_of_one_query(db, items);
  in_one_query(db, items);
  once(db, items[0]);
  in_each_database({&db});
}
