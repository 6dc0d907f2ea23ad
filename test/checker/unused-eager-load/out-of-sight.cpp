// RUN: %check_orm %s
// case D2: who else may read it cannot be seen.

#include "school.hpp"
#include <functional>
#include <memory>
#include <vector>

void render(const orm::QuerySet<Student> &students);
void show(const Student &student);
void store(std::function<void()> later);

orm::QuerySet<Student> returned(orm::Database &db) {
  return Student::objects(db).prefetch_related("courses");
}
std::vector<Student> returned_rows(orm::Database &db) {
  return Student::objects(db).prefetch_related("courses").to_vector();
}
void passed(orm::Database &db) {
  render(Student::objects(db).prefetch_related("courses"));
}
void row_passed(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    show(student);
}
struct Page {
  explicit Page(orm::Database &db) : students(Student::objects(db).prefetch_related("courses")) {}
  void fill(orm::Database &db) { rows = Student::objects(db).prefetch_related("courses"); }
  void keep(orm::Database &db) {
    for (const Student &student : Student::objects(db).prefetch_related("courses"))
      kept.push_back(student);
  }
  orm::QuerySet<Student> students;
  std::optional<orm::QuerySet<Student>> rows;
  std::vector<Student> kept;
};
struct View {
  orm::QuerySet<Student> students;
};
View aggregate(orm::Database &db) {
  return View{Student::objects(db).prefetch_related("courses")};
}
void captured(orm::Database &db) {
  auto students = Student::objects(db).prefetch_related("courses");
  store([students] { render(students); });
}
void left_behind(orm::Database &db, orm::QuerySet<Student> &out) {
  out = Student::objects(db).prefetch_related("courses");
}
void pointed_to(orm::Database &db) {
  auto students = std::make_unique<orm::QuerySet<Student>>(Student::objects(db).prefetch_related("courses"));
  render(*students);
}
orm::QuerySet<Student> *global;
void put_away(orm::Database &db) {
  static auto students = Student::objects(db).prefetch_related("courses");
  global = &students;
}
struct Shape {
  virtual ~Shape() = default;
  virtual void draw(const Student &) const = 0;
};
void drawn(orm::Database &db, const Shape &shape) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    shape.draw(student);
}
void called_through(orm::Database &db, void (*callback)(const Student &)) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    callback(student);
}
void united(orm::Database &db) {
  render(Student::objects(db).union_(Student::objects(db).prefetch_related("courses")));
}
