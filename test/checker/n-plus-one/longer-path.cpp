// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:17: 16 -> 3' -- %inputs
// case A6: the eager load that is there stops short of what the loop follows.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << ' ' << course.department->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);

  // The literal becomes the longer path.
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix [orm-n-plus-one]
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses__department"))
}
