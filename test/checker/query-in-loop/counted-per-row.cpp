// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C2: related rows are counted for each row.

#include "school.hpp"

void counted(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    std::cout << student.courses.count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows is followed by a query for each row: 'count' of 'courses': 1 + N queries [orm-query-in-loop]
// CHECK-MESSAGES: note: its rows are looped over here
// CHECK-MESSAGES: :[[@LINE-4]]:34: note: 'courses' is loaded here, once for each row
// CHECK-MESSAGES: note: use .annotate("courses_count"_c = orm::Count("courses"_c)) in the query of the rows, with a member orm::Annotation<std::int64_t> courses_count of 'Student', instead

void tested(orm::Database &db) {
  for (const Department &department : Department::objects(db).order_by("name"))
    if (department.students.exists())
      std::cout << department.name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:39: warning: query of 'Department' rows is followed by a query for each row: 'exists' of 'students': 1 + N queries

// Quiet twins: from memory.
void loaded(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.count() << student.courses.exists() << student.courses.all().count() << '\n';
}

// One row.
void single(orm::Database &db) {
  const Student student = Student::objects(db).get("first_name"_c == "Asha");
  std::cout << student.courses.count() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  counted(db);
  tested(db);
  loaded(db);
  single(db);
}
