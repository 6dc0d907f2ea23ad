// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:12: 6 -> 1' --expect '%s:18: 6 -> 1' -- %inputs
// case A33: a one-to-one relation, forward and from the other side. Both are
// joined.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const Locker &locker :
       Locker::objects(db))
    std::cout << locker.code << ' ' << locker.student->first_name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: query of 'Locker' rows lacks an eager load of 'student': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: Locker::objects(db).select_related("student"))

  for (const Student &student :
       Student::objects(db))
    std::cout << student.first_name << ' ' << student.locker->code << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: query of 'Student' rows lacks an eager load of 'locker': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: Student::objects(db).select_related("locker"))

  // A student without a locker costs the query all the same.
  Locker::objects(db).filter("code"_c == "L2").delete_();
  for (const Student &student :
       Student::objects(db).order_by("id"))
    if (const Locker *locker = student.locker.get())
      std::cout << locker->code << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: query of 'Student' rows lacks an eager load of 'locker': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: Student::objects(db).order_by("id").select_related("locker"))

  // Quiet twins; the other side of a joined row is known too.
  for (const Locker &locker : Locker::objects(db).select_related("student"))
    std::cout << locker.student->first_name << ' ' << locker.student->locker->code << '\n';
  for (const Student &student : Student::objects(db).select_related("locker"))
    std::cout << (student.locker ? student.locker->student->first_name : "none") << '\n';
}
