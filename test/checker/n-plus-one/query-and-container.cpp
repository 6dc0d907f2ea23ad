// RUN: %check_orm %s --in-words 1
// RUN: %orm_verify %s -- %inputs
//
// One function gives the query to one caller, and by way of a container to another: of two runs that cost the same,
// only the first one's has a fix.

#include "school.hpp"

static orm::QuerySet<Course> courses(orm::Database &db) { return Course::objects(db); }
static std::vector<Course> all_courses(orm::Database &db) { return courses(db).to_vector(); }

void of_the_query(orm::Database &db) {
  for (const Course &course : courses(db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: for (const Course &course : courses(db).select_related("department"))
void of_the_container(orm::Database &db) {
  for (const Course &course : all_courses(db))
    std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with it [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because the call gives rows and not a query

int main() {
  orm::Database db{":memory:"};
  seed(db);
  of_the_query(db);
  of_the_container(db);
}
