// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case D1: an eager load of what nothing reads.

#include "school.hpp"

void joined(orm::Database &db) {
  for (const Student &student : Student::objects(db).select_related("department"))
    std::cout << student.first_name << student.department.id() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:69: warning: query of 'Student' rows loads 'department', which nothing reads [orm-unused-eager-load]
// CHECK-FIXES: for (const Student &student : Student::objects(db))

void prefetched(orm::Database &db) {
  auto students = Student::objects(db)
                      .prefetch_related("courses")
                      .order_by("first_name");
  for (const Student &student : students)
    std::cout << student.first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:41: warning: query of 'Student' rows loads 'courses', which nothing reads: 2 queries, 1 with the fix
// CHECK-FIXES: auto students = Student::objects(db)
// CHECK-FIXES-NEXT: .order_by("first_name");

void one_of_two(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("students", "courses"))
    std::cout << department.students.all().size() << '\n';
  for (const Department &department : Department::objects(db).prefetch_related("students", "courses"))
    std::cout << department.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:92: warning: query of 'Department' rows loads 'courses', which nothing reads
// CHECK-MESSAGES: :[[@LINE-4]]:80: warning: query of 'Department' rows loads 'students', which nothing reads
// CHECK-FIXES: Department::objects(db).prefetch_related("students"))
// CHECK-FIXES: Department::objects(db).prefetch_related("courses"))

// A5: orm-n-plus-one is quiet; the path can be shorter.
void prefix(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses__department"))
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:71: warning: query of 'Student' rows loads 'courses__department', of which only 'courses' is read: 3 queries, 2 with the fix
// CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses"))

// What is left of one path, another one says: it goes. Of both kinds.
void covered(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses", "courses__department"))
    std::cout << student.courses.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:82: warning: query of 'Student' rows loads 'courses__department', of which only 'courses' is read: 3 queries, 2 with the fix
// CHECK-FIXES: for (const Student &student : Student::objects(db).prefetch_related("courses"))
void covering(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("students__courses__department", "students__locker"))
    for (const Student &student : department.students.all())
      std::cout << student.locker->code << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:80: warning: query of 'Department' rows loads 'students__courses__department', of which only 'students' is read: 5 queries, 3 with the fix
// CHECK-FIXES: Department::objects(db).prefetch_related("students__locker"))
void joined_prefix(orm::Database &db) {
  for (const Locker &locker : Locker::objects(db).select_related("student__department"))
    std::cout << locker.student->first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:66: warning: query of 'Locker' rows loads 'student__department', of which only 'student' is read [orm-unused-eager-load]
// CHECK-FIXES: for (const Locker &locker : Locker::objects(db).select_related("student"))

// A query that is counted does not load: nothing is saved, but nothing is there
// for it either.
void counted(orm::Database &db) {
  std::cout << Student::objects(db).prefetch_related("courses").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:54: warning: query of 'Student' rows loads 'courses', which nothing reads [orm-unused-eager-load]
// CHECK-FIXES: std::cout << Student::objects(db).count() << '\n';

// In a helper that is seen.
static void print(const orm::QuerySet<Course> &courses) {
  for (const Course &course : courses)
    std::cout << course.title << '\n';
}
void handed_on(orm::Database &db) {
  print(Course::objects(db).select_related("department"));
}
// CHECK-MESSAGES: :[[@LINE-2]]:44: warning: query of 'Course' rows loads 'department', which nothing reads
// CHECK-FIXES: print(Course::objects(db));

// One row, which asks for others beside the load.
void single(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").limit(1))
    std::cout << student.courses.filter("title"_c == "Rome").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:71: warning: query of 'Student' rows loads 'courses', which nothing reads: 3 queries, 2 with the fix
// CHECK-FIXES: for (const Student &student : Student::objects(db).limit(1))

int main() {
  orm::Database db{":memory:"};
  seed(db);
  single(db);
  joined(db);
  prefetched(db);
  one_of_two(db);
  prefix(db);
  handed_on(db);
  covered(db);
  covering(db);
  joined_prefix(db);
  counted(db);
}
