// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case C4: the same query on each turn, in a declaration that can stand before
// the loop.

#include "school.hpp"
#include <vector>

void counted(orm::Database &db) {
  const std::string wanted = "Rome";
  for (const Student &student : Student::objects(db)) {
    const auto count = Course::objects(db).filter("title"_c == wanted).count();
    std::cout << student.first_name << count << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Course' rows runs once for each turn of the loop, and gives the same each time [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-6]]:3: note: repeated by this loop
// CHECK-FIXES: const auto count = Course::objects(db).filter("title"_c == wanted).count();
// CHECK-FIXES-NEXT: for (const Student &student : Student::objects(db)) {
// CHECK-FIXES-NEXT: std::cout << student.first_name << count << '\n';

// Evaluated further down; in a loop in a loop, out of both.
class Report {
public:
  explicit Report(orm::Database &db) : db(db) {}
  void print(const std::vector<std::string> &titles) const {
    for (const std::string &title : titles)
      for (char letter : title) {
        std::cout << letter;
        const auto rows = Department::objects(db).order_by("name");
        for (const Department &department : rows)
          std::cout << department.name << '\n';
      }
  }

private:
  orm::Database &db;
};
// CHECK-MESSAGES: :[[@LINE-9]]:27: warning: query of 'Department' rows runs once for each turn of the loop, and gives the same each time
// CHECK-FIXES: const auto rows = Department::objects(db).order_by("name");
// CHECK-FIXES-NEXT: for (const std::string &title : titles)

// The first one, which is not always there.
void first(orm::Database &db) {
  for (const Course &course : Course::objects(db).order_by("id")) {
    const auto locker = Locker::objects(db).filter("code"_c == "L9").order_by("id").first();
    std::cout << course.title << locker.has_value() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:25: warning: query of 'Locker' rows runs once for each turn of the loop, and gives the same each time
// CHECK-FIXES: const auto locker = Locker::objects(db).filter("code"_c == "L9").order_by("id").first();
// CHECK-FIXES-NEXT: for (const Course &course : Course::objects(db).order_by("id")) {

// Quiet twin: before the loop.
void before(orm::Database &db) {
  const auto count = Course::objects(db).filter("title"_c == "Coins").count();
  for (const Student &student : Student::objects(db).order_by("id"))
    std::cout << student.first_name << count << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  counted(db);
  Report(db).print({"Rome", "Coins"});
  first(db);
  before(db);
}
