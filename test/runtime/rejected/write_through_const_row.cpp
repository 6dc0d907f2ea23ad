// expect: const
#include "models.hpp"

#ifdef FIXED
void f(Student& s) { s.courses.clear(); }
#else
void f(const Student& s) { s.courses.clear(); }
#endif
