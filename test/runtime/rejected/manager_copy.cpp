// expect: explicit|no matching
#include "models.hpp"

#ifdef FIXED
void f(Student& s) { auto& courses = s.courses; (void)courses; }
#else
void f(Student& s) { auto copy = s.courses; }
#endif
