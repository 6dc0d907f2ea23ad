// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify --check=orm-unused-eager-load %s -- %inputs
// case A6: the same, with the literal among others, in several calls and
// statements, and where a Prefetch object holds the prefix.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << ' ' << course.department->name << '\n';
}

// In another statement than the query.
void step_by_step(orm::Database &db) {
  auto students = Student::objects(db).order_by("first_name");
  students = students.prefetch_related("courses");
  for (const Student &student : students)
    print(student);
}
// CHECK-MESSAGES: :[[@LINE-5]]:19: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix
// CHECK-FIXES: auto students = Student::objects(db).order_by("first_name");
// CHECK-FIXES-NEXT: students = students.prefetch_related("courses__department");

// Not on every way: there the literal stays.
void on_one_way(orm::Database &db, bool all) {
  auto students = Student::objects(db).order_by("-first_name");
  if (all)
    students = students.prefetch_related("courses");
  for (const Student &student : students)
    print(student);
}
// CHECK-MESSAGES: :[[@LINE-6]]:19: warning: query of 'Student' rows lacks an eager load of 'courses__department'
// CHECK-FIXES: auto students = Student::objects(db).order_by("-first_name").prefetch_related("courses__department");
// CHECK-FIXES: students = students.prefetch_related("courses");

// In a function that returns the query: it is for all callers.
orm::QuerySet<Student> with_courses(orm::Database &db) {
  return Student::objects(db).prefetch_related("courses");
}
void of_a_function(orm::Database &db) {
  for (const Student &student : with_courses(db))
    print(student);
  for (const Student &student : with_courses(db))
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix
// CHECK-FIXES: return Student::objects(db).prefetch_related("courses");
// CHECK-FIXES: for (const Student &student : with_courses(db).prefetch_related("courses__department"))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  step_by_step(db);
  on_one_way(db, true);
  of_a_function(db);

  // One of several literals: the others stay.
  for (const Student &student : Student::objects(db).prefetch_related("locker", "courses").order_by("id"))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 3 + N·M queries, 4 with the fix
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("locker", "courses__department").order_by("id"))

  // In another call than the last one.
  for (const Student &student : Student::objects(db).prefetch_related("courses").prefetch_related("locker"))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department'
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses__department").prefetch_related("locker"))

  // An eager load of something else: the path goes into the same call.
  for (const Student &student : Student::objects(db).prefetch_related("locker"))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N + N·M queries, 4 with the fix
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("locker", "courses__department"))

  // A join that stops short.
  for (const Locker &locker : Locker::objects(db).select_related("student").filter("code"_c != "L5"))
    std::cout << locker.code << ' ' << locker.student->department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Locker' rows lacks an eager load of 'student__department': up to 1 + N queries, 1 with the fix
  // CHECK-FIXES: for (const Locker &locker : Locker::objects(db).select_related("student__department").filter("code"_c != "L5"))

  // A Prefetch object stays as it is: it may say more than the relation. The
  // path comes after it.
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title"))))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title")), "courses__department"))

  // Through the attribute that the Prefetch fills.
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.contains("s")), "guides")))
    for (const Course &course : student.guides)
      std::cout << student.first_name << ' ' << course.department->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:33: warning: query of 'Student' rows lacks an eager load of 'guides__department': 2 + N·M queries, 3 with the fix
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.contains("s")), "guides"), "guides__department"))

  // A Prefetch in a variable.
  auto sorted = orm::Prefetch<Student>("courses", Course::objects(db).order_by("-title"));
  for (const Student &student : Student::objects(db).prefetch_related(sorted))
    print(student);
  // CHECK-MESSAGES: :[[@LINE-2]]:33: warning: query of 'Student' rows lacks an eager load of 'courses__department': 2 + N·M queries, 3 with the fix
  // CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related(sorted, "courses__department"))

  // Quiet twins.
  for (const Student &student : Student::objects(db).prefetch_related("courses", "courses__department"))
    print(student);
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).order_by("title")), "courses__department"))
    print(student);
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.contains("s")), "guides"), "guides__department"))
    for (const Course &course : student.guides)
      std::cout << student.first_name << ' ' << course.department->name << '\n';
}
