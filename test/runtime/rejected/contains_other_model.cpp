// expect: (no known conversion from|cannot convert).*Course
#include "models.hpp"

// row N9: contains asks for a row of the query set's model.
bool f(const orm::Database& db, const Student& student, const Course& course) {
#ifdef FIXED
  (void)course;
  return Student::objects(db).contains(student);
#else
  (void)student;
  return Student::objects(db).contains(course);
#endif
}
