// RUN: env FILECHECK_OPTS=--strict-whitespace %check_orm %s
// RUN: %orm_verify %s -- %inputs
// The inserted call follows the line layout of the chain it goes into.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);

  // A line for each call.
  auto students = Student::objects(db)
                      .filter("first_name"_c != "Ben")
                      .order_by("first_name");
  for (const Student &student : students) {
    std::cout << student.first_name << ' ' << student.locker->code << '\n';
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
  }
  // CHECK-MESSAGES: :[[@LINE-8]]:19: warning: query of 'Student' rows lacks eager loads of 'locker' and 'courses': 1 + 2N queries, 2 with the fix [orm-n-plus-one]
  // CHECK-FIXES:      auto students = Student::objects(db)
  // CHECK-FIXES-NEXT: {{^                      }}.filter("first_name"_c != "Ben")
  // CHECK-FIXES-NEXT: {{^                      }}.order_by("first_name")
  // CHECK-FIXES-NEXT: {{^                      }}.select_related("locker")
  // CHECK-FIXES-NEXT: {{^                      }}.prefetch_related("courses");

  // Everything on one line, although the statement has several.
  for (const Course &course :
       Course::objects(db).filter("title"_c != "Rome"))
    std::cout << course.department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: query of 'Course' rows lacks an eager load of 'department'
  // CHECK-FIXES:      {{^}}  for (const Course &course :{{$}}
  // CHECK-FIXES-NEXT: {{^       }}Course::objects(db).filter("title"_c != "Rome").select_related("department"))

  // An eager load on a line of its own gets longer there.
  auto departments = Department::objects(db)
                         .prefetch_related(
                             "courses") // as many as there are
                         .order_by("name");
  for (const Department &department : departments)
    for (const Course &course : department.courses.all())
      for (const Student &student : course.student_set.all())
        std::cout << department.name << student.first_name << '\n';
  // CHECK-MESSAGES: :[[@LINE-8]]:22: warning: query of 'Department' rows lacks an eager load of 'courses__student_set'
  // CHECK-FIXES:      .prefetch_related(
  // CHECK-FIXES-NEXT: {{^                             }}"courses__student_set") // as many as there are
  // CHECK-FIXES-NEXT: {{^                         }}.order_by("name");

  // A comment behind the last call stays behind the statement it speaks of.
  auto lockers = Locker::objects(db) // all of them
                     .order_by("code") /* by number */;
  for (const Locker &locker : lockers)
    std::cout << locker.student->first_name << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:18: warning: query of 'Locker' rows lacks an eager load of 'student'
  // CHECK-FIXES:      auto lockers = Locker::objects(db) // all of them
  // CHECK-FIXES-NEXT: {{^                     }}.order_by("code")
  // CHECK-FIXES-NEXT: {{^                     }}.select_related("student") /* by number */;

  // A parenthesised query and one made with braces.
  for (const Course &course : (Course::objects(db).order_by("title")))
    std::cout << course.department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:32: warning: query of 'Course' rows lacks an eager load of 'department'
  // CHECK-FIXES: for (const Course &course : (Course::objects(db).order_by("title").select_related("department")))
  orm::QuerySet<Course> courses{Course::objects(db)};
  for (const Course &course : courses)
    std::cout << course.department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Course' rows lacks an eager load of 'department'
  // CHECK-FIXES: orm::QuerySet<Course> courses{Course::objects(db).select_related("department")};
}
