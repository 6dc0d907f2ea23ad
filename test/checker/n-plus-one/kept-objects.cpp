// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A25: members of objects that outlive calls, and static members of classes. Whichever object it is, one method
// alone puts rows there.

#include "school.hpp"
#include <vector>

class Registry {
public:
  static Registry &instance() {
    static Registry only;
    return only;
  }
  void load(orm::Database &db) { courses = Course::objects(db).filter("id"_c > 1).to_vector(); }
  const std::vector<Course> &all() const { return courses; }

private:
  std::vector<Course> courses;
};
// CHECK-MESSAGES: :[[@LINE-6]]:44: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: void load(orm::Database &db) { courses = Course::objects(db).filter("id"_c > 1).select_related("department").to_vector(); }
void in_a_singleton(orm::Database &db) {
  Registry::instance().load(db);
  for (const Course &course : Registry::instance().all())
    std::cout << course.department->name << '\n';
}

class Cache {
public:
  static void load(orm::Database &db) { courses = Course::objects(db).filter("id"_c > 2).to_vector(); }
  static void print() {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  static inline std::vector<Course> courses;
};
// CHECK-MESSAGES: :[[@LINE-9]]:51: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: static void load(orm::Database &db) { courses = Course::objects(db).filter("id"_c > 2).select_related("department").to_vector(); }

// Who makes the object, nobody sees.
class Filled {
public:
  void load(orm::Database &db) {
    courses.clear();
    for (const Course &course : Course::objects(db).filter("id"_c > 3))
      courses.push_back(course);
  }
  void print() const {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  std::vector<Course> courses;
};
// CHECK-MESSAGES: :[[@LINE-11]]:33: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 3).select_related("department"))
void print_it(Filled *filled) { filled->print(); }
static void (*const printer)(Filled *) = print_it;

// Quiet twins: loaded there; by one of two methods; handed in, which may be other rows for each object; public.
class Loaded {
public:
  static void load(orm::Database &db) { courses = Course::objects(db).select_related("department").to_vector(); }
  static void print() {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  static inline std::vector<Course> courses;
};
class Twice {
public:
  void load(orm::Database &db) { courses = Course::objects(db).to_vector(); }
  void load_more(orm::Database &db) { courses = Course::objects(db).select_related("department").to_vector(); }
  void print() const {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  std::vector<Course> courses;
};
class Handed {
public:
  void set(std::vector<Course> given) { courses = std::move(given); }
  void print() const {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  std::vector<Course> courses;
};
void without(orm::Database &db, Handed &titles) { titles.set(Course::objects(db).to_vector()); }
struct Public {
  void load(orm::Database &db) { courses = Course::objects(db).to_vector(); }
  void print() const {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }
  std::vector<Course> courses;
};

int main() {
  orm::Database db{":memory:"};
  seed(db);
  in_a_singleton(db);
  Cache::load(db);
  Cache::print();
  Filled filled;
  filled.load(db);
  printer(&filled);
  Loaded::load(db);
  Loaded::print();
}
