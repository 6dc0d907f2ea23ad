// row G27: rejected while compiling.
// expect: error
#include "models.hpp"

#ifdef FIXED
void f(Student& s, std::vector<Course> all) { s.courses.set(all); }
#else
void f(Student& s, std::vector<Course> all) { s.courses = all; }
#endif
