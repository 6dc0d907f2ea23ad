// expect: model_has_no_relation[<(].*Student.*Choices<&Student::department
#include "models.hpp"

#ifdef FIXED
auto f() { return orm::Prefetch<Student>("courses", "x"); }
#else
auto f() { return orm::Prefetch<Student>("cursos", "x"); }
#endif
