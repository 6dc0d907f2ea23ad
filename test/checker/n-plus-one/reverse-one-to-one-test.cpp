// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:13: 6 -> 1' -- %inputs
// case A39: whether the other side of a one-to-one relation is there is not in
// the row: the test is a query.

#include "school.hpp"

int main() {
  orm::Database db{":memory:"};
  seed(db);
  Locker::objects(db).filter("code"_c == "L2").delete_();
  for (const Student &student :
       Student::objects(db))
    if (student.locker)
      std::cout << student.first_name << " has a locker\n";
  // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: query of 'Student' rows lacks an eager load of 'locker': 1 + N queries, 1 with the fix [orm-n-plus-one]
  // CHECK-FIXES: Student::objects(db).select_related("locker"))

  // Quiet twin; and from the side that has the key the test is free.
  for (const Student &student : Student::objects(db).select_related("locker"))
    if (!student.locker)
      std::cout << student.first_name << " has none\n";
  for (const Locker &locker : Locker::objects(db))
    if (locker.student)
      std::cout << locker.code << '\n';
}
