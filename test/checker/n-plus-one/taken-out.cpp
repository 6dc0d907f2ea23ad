// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A22: containers that elements are taken out of: up to as many queries as
// there were rows.

#include "school.hpp"
#include <algorithm>
#include <list>
#include <vector>

void popped(orm::Database &db) {
  std::vector<Course> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 100))
    all.push_back(course);
  all.pop_back();
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c < 100).select_related("department"))

void erased(orm::Database &db) {
  auto all = Course::objects(db).filter("id"_c < 101).to_vector();
  all.erase(std::remove_if(all.begin(), all.end(), [](const Course &course) { return course.id > 3; }), all.end());
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:14: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: auto all = Course::objects(db).filter("id"_c < 101).select_related("department").to_vector();

void erased_if(orm::Database &db) {
  auto all = Course::objects(db).filter("id"_c < 102).to_vector();
  std::erase_if(all, [](const Course &course) { return course.id > 3; });
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:14: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: auto all = Course::objects(db).filter("id"_c < 102).select_related("department").to_vector();

void one_by_one(orm::Database &db) {
  auto all = Course::objects(db).filter("id"_c < 103).to_vector();
  for (auto at = all.begin(); at != all.end();) {
    if (at->id > 3) {
      at = all.erase(at);
      continue;
    }
    std::cout << at->department->name << '\n';
    ++at;
  }
}
// CHECK-MESSAGES: :[[@LINE-10]]:14: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix
// CHECK-FIXES: auto all = Course::objects(db).filter("id"_c < 103).select_related("department").to_vector();

// Quiet twins.
void loaded(orm::Database &db) {
  auto all = Course::objects(db).select_related("department").to_vector();
  std::erase_if(all, [](const Course &course) { return course.id > 3; });
  for (const Course &course : all)
    std::cout << course.department->name << '\n';
}
void emptied(orm::Database &db) {
  std::list<Course> all;
  for (const Course &course : Course::objects(db).filter("id"_c < 104))
    all.push_back(course);
  all.remove_if([](const Course &course) { return course.title == "Rome"; });
  std::cout << all.size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  popped(db);
  erased(db);
  erased_if(db);
  one_by_one(db);
  loaded(db);
  emptied(db);
}
