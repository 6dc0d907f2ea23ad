// row G38: rejected while compiling.
// expect: remove
#include "models.hpp"

#ifdef FIXED
void f(Department& d, const Student& s) { d.minors.add(s); }
#else
void f(Department& d, const Student& s) { d.minors.remove(s); }
#endif
