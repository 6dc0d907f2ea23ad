// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %orm_verify %s -- %inputs
// cases A10, A11, A43: an eager load counts only if it is on every way to the
// loop.

#include "school.hpp"

void print(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << student.first_name << ' ' << course.title << '\n';
}

// case A10: on one branch only.
void one_branch(orm::Database &db, bool eager) {
  auto students = Student::objects(db);
  if (eager)
    students = students.prefetch_related("courses");
  for (const Student &student : students)
    print(student);
}
// CHECK-MESSAGES: :[[@LINE-6]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': up to 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

// case A11, quiet: on every branch, each in its own way.
void every_branch(orm::Database &db, int order) {
  auto students = Student::objects(db);
  if (order == 0)
    students = students.prefetch_related("courses");
  else if (order == 1)
    students = Student::objects(db).order_by("first_name").prefetch_related("courses");
  else
    students = students.prefetch_related("courses").order_by("-first_name");
  for (const Student &student : students)
    print(student);
}
void every_arm(orm::Database &db, bool sorted) {
  const auto students = sorted ? Student::objects(db).order_by("first_name").prefetch_related("courses")
                               : Student::objects(db).prefetch_related("courses");
  for (const Student &student : students)
    print(student);
}

// case A43, quiet: the branch that loads is the branch that loops.
void same_condition(orm::Database &db, const bool eager) {
  auto students = Student::objects(db);
  if (eager)
    students = students.prefetch_related("courses");
  if (eager)
    for (const Student &student : students)
      print(student);
}
void other_ways_to_ask(orm::Database &db, const bool eager, const int depth) {
  auto students = Student::objects(db);
  if (!eager)
    std::cout << "lazy\n";
  else
    students = students.prefetch_related("courses");
  if (depth != 2)
    students = students.order_by("first_name").prefetch_related("locker");
  if (depth == 2 || !eager)
    return;
  for (const Student &student : students)
    print(student), std::cout << student.locker->code << '\n';
}
void same_condition_in_arms(orm::Database &db, const bool eager) {
  const auto students = eager ? Student::objects(db).prefetch_related("courses") : Student::objects(db);
  for (const Student &student : students)
    if (eager)
      print(student);
}

// case A43: the other way round.
void opposite_condition(orm::Database &db, const bool eager) {
  auto students = Student::objects(db);
  if (eager)
    students = students.prefetch_related("courses");
  if (!eager)
    for (const Student &student : students)
      print(student);
}
// CHECK-MESSAGES: :[[@LINE-7]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

// case A43: what is asked changes in between.
void changed_condition(orm::Database &db, bool eager) {
  auto students = Student::objects(db);
  if (eager)
    students = students.prefetch_related("courses");
  eager = !eager;
  if (eager)
    for (const Student &student : students)
      print(student);
}
// CHECK-MESSAGES: :[[@LINE-8]]:19: warning: query of 'Student' rows lacks an eager load of 'courses': up to 1 + N queries, 2 with the fix [orm-n-plus-one]
// CHECK-FIXES: auto students = Student::objects(db).prefetch_related("courses");

int main() {
  orm::Database db{":memory:"};
  seed(db);
  one_branch(db, false);
  one_branch(db, true);
  every_branch(db, 0);
  every_branch(db, 1);
  every_branch(db, 2);
  every_arm(db, false);
  every_arm(db, true);
  same_condition(db, true);
  opposite_condition(db, false);
  other_ways_to_ask(db, true, 1);
  same_condition_in_arms(db, true);
  changed_condition(db, false);
}
