// expect: operator=
#include "models.hpp"

#ifdef FIXED
void f(Student& s) { s.department = nullptr; }
#else
void f(Student& s) { s.minor = nullptr; }
#endif
