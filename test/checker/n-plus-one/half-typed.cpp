// RUN: %check_orm %s --allow-errors
// RUN: %check_orm %s --allow-errors -- -DAT=1
// RUN: %check_orm %s --allow-errors -- -DAT=2
// RUN: %check_orm %s --allow-errors -- -DAT=3
// RUN: %check_orm %s --allow-errors -- -DAT=4
// RUN: %check_orm %s --allow-errors -- -DAT=5
// RUN: %check_orm %s --allow-errors -- -DAT=6
// RUN: %check_orm %s --allow-errors -- -DAT=7
// RUN: %check_orm %s --allow-errors -- -DAT=8
// RUN: %check_orm %s --allow-errors -- -DAT=9
// RUN: %check_orm %s --allow-errors -- -DAT=10
// case A36: a line as it is while someone types it. No crash, and nothing that
// depends on what may still come.

#include "school.hpp"
#ifndef AT
#define AT 0
#endif

void page(orm::Database &db) {
#if AT == 0
  for (const Student &student : Student
#elif AT == 1
  for (const Student &student : Student::objects(
#elif AT == 2
  for (const Student &student : Student::objects(db).
#elif AT == 3
  for (const Student &student : Student::objects(db).prefetch_related("
#elif AT == 4
  for (const Student &student : Student::objects(db)) { for (const Course &course : student.
#elif AT == 5
  auto students = Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::
#elif AT == 6
  for (const Student &student : Student::objects(db)
    std::cout << student.department->name;
}
#elif AT == 7
  auto students = Student::objects(db).filter("first_name"_c ==
  for (const Student &student : students)
    for (const Course &course : student.courses.all())
      std::cout << course.title;
}
// Not reported: what will use the eager load is being typed.
#elif AT == 8
  auto students = Student::objects(db).select_related("department");
  for (const Student &student : students)
}
#elif AT == 9
  auto students = Student::objects(db).select_related("department");
  for (const Student &student : students)
    std::cout << student.department->
}
// Not reported: what there is no declaration of yet may load them.
#elif AT == 10
  auto students = Student::objects(db);
  load_departments(students);
  for (const Student &student : students)
    std::cout << student.department->name;
}
#endif
