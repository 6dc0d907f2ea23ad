// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case C4: the same query on each turn.

#include "school.hpp"

void same(orm::Database &db) {
  const std::string wanted = "Rome";
  for (const Student &student : Student::objects(db))
    std::cout << student.first_name << Course::objects(db).filter("title"_c == wanted).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:40: warning: query of 'Course' rows runs once for each turn of the loop, and gives the same each time [orm-query-in-loop]
// CHECK-MESSAGES: note: move it before the loop, if nothing in the loop changes its rows

// Quiet twin: before the loop, and kept.
void before(orm::Database &db) {
  const auto rome = Course::objects(db).filter("title"_c == "Rome");
  for (const Student &student : Student::objects(db))
    std::cout << student.first_name << rome.size() << '\n';
}

// The loop changes what is asked.
void changed(orm::Database &db) {
  const Department history = Department::objects(db).get("id"_c == 2);
  for (const Student &student : Student::objects(db)) {
    Course::objects(db).bulk_create({{.title = student.first_name, .department = history}});
    std::cout << Course::objects(db).count() << '\n';
  }
}

// Asked when it is needed, and kept.
void lazily(orm::Database &db) {
  std::int64_t known = -1;
  for (const Student &student : Student::objects(db)) {
    if (known < 0)
      known = Course::objects(db).filter("title"_c == "Rome").count();
    std::cout << student.first_name << known << '\n';
  }
}

// Made when it is needed, and kept.
void made_once(orm::Database &db) {
  std::optional<orm::QuerySet<Course>> courses;
  for (const Student &student : Student::objects(db)) {
    if (!courses)
      courses = Course::objects(db).filter("title"_c == "Rome");
    for (const Course &course : *courses)
      std::cout << student.first_name << course.title << '\n';
  }
}

// By something that is not seen.
int next();
void unseen(orm::Database &db) {
  for (const Student &student : Student::objects(db))
    std::cout << student.first_name << Course::objects(db).filter("id"_c == next()).count() << '\n';
}
int next() {
  static int last = 0;
  return ++last;
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  same(db);
  before(db);
  changed(db);
  lazily(db);
  made_once(db);
  unseen(db);
}
