// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case B1: where the eager load cannot choose for all rows, or somebody else
// reads what it loads, there are words.

#include "school.hpp"
#include <functional>
#include <vector>

// The choice is another one for each row, by whatever way.
void by_row(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter("title"_c == student.first_name).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} but 'filter' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: what was loaded answers for all related rows only: choose among them in memory, or leave the eager load out, since the choice differs from row to row
static std::string wish(const Student &student) { return student.first_name; }
void by_helper(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses")) {
    const std::string wanted = wish(student);
    std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: what was loaded {{.*}} since the choice differs from row to row
void by_state(orm::Database &db) {
  std::string wanted = "Rome";
  const std::function<void(const Course &)> remember = [&](const Course &course) { wanted = course.title; };
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    for (const Course &course : student.courses.filter("title"_c >= wanted))
      remember(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: what was loaded {{.*}} or load the chosen ones with a query of their own in .prefetch_related(orm::Prefetch<Student>("courses", …))

// What a reference is bound to may change.
void by_reference(orm::Database &db, const std::string &wanted) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]

// Said after the query.
void later(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  const std::string wanted = "Rome";
  for (const Student &student : students)
    std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:25: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// A name that means something else at the query.
void hidden(orm::Database &db) {
  const std::string wanted = "Rome";
  std::optional<orm::QuerySet<Student>> students;
  {
    const std::string wanted = "Coins";
    std::cout << wanted;
    students = Student::objects(db).prefetch_related("courses");
  }
  for (const Student &student : *students)
    std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:16: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// Another value on each turn of a loop around the query, which stays.
void stays(orm::Database &db, const std::vector<std::string> &titles) {
  std::optional<orm::QuerySet<Student>> students;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const std::string wanted = titles[i];
    if (!students)
      students = Student::objects(db).prefetch_related("courses");
    for (const Student &student : *students)
      std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:18: warning: {{.*}} up to 2 + N·M queries [orm-ineffective-prefetch]
// The same, with a new query on each turn.
void anew(orm::Database &db, const std::vector<std::string> &titles) {
  std::optional<orm::QuerySet<Student>> students;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const std::string wanted = titles[i];
    students = Student::objects(db).prefetch_related("courses");
    for (const Student &student : *students)
      std::cout << student.courses.filter("title"_c == wanted).count() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:16: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: :[[@LINE-6]]:16: warning: {{.*}} [orm-query-in-loop]

// By a relation: the manager has joined it already.
void by_relation(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter("student_set__first_name"_c == "Asha").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]

// Read elsewhere, too.
void twice(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter("title"_c == "Rome").count() << student.courses.filter("title"_c == "Coins").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} 2 + 2N queries [orm-ineffective-prefetch]
void out_of_sight(orm::Database &db, void (*show)(const Student &)) {
  for (const Student &student : Student::objects(db).prefetch_related("courses")) {
    std::cout << student.courses.filter("title"_c == "Rome").count() << '\n';
    show(student);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]

// In a function that others call, with rows of other queries.
std::int64_t guides_of(const Student &student) { return student.courses.filter("title"_c.icontains("guide")).count(); }
void helped(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << guides_of(student) << '\n';
  std::cout << guides_of(Student::objects(db).get("first_name"_c == "Asha")) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
// Rows of two queries come to one access.
void either(orm::Database &db, bool all) {
  auto students = Student::objects(db).prefetch_related("courses");
  if (!all)
    students = Student::objects(db).filter("id"_c < 4);
  for (const Student &student : students)
    std::cout << student.courses.filter("title"_c == "Rome").size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:19: warning: {{.*}} [orm-ineffective-prefetch]
// CHECK-MESSAGES: :[[@LINE-5]]:16: warning: {{.*}} [orm-query-in-loop]

// The loop changes what is read.
void changed(orm::Database &db, const Course &rome) {
  for (Student student : Student::objects(db).prefetch_related("courses")) {
    std::cout << student.courses.filter("title"_c == "Rome").size() << '\n';
    Course::objects(db).filter("id"_c == rome.id).update("title"_c = "Roma");
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:26: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]

// Not a part that an eager load's own query could choose for each row alike.
void sliced(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter("title"_c != "Rome").limit(2).size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
void loads_more(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    for (const Course &course : student.courses.select_related("department"))
      std::cout << course.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: {{.*}} but 'select_related' asks for it again, once for each row: 2 + N queries [orm-ineffective-prefetch]
// CHECK-MESSAGES: note: let the eager load name what this loads, too, as a longer path, and read the rows it gives

// Macros and templates.
#define GUIDES "title"_c.icontains("guide")
void in_a_macro(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.filter(GUIDES).count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} 2 + N queries [orm-ineffective-prefetch]
template <class Row> void in_a_template(orm::Database &db) {
  for (const Row &row : Row::objects(db).prefetch_related("courses"))
    std::cout << row.courses.filter("title"_c == "Rome").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:25: warning: query of 'Student' rows {{.*}} 2 + N queries [orm-ineffective-prefetch]

int main() {
  orm::Database db{":memory:"};
  seed(db);
  by_row(db);
  by_helper(db);
  by_state(db);
  by_reference(db, "Rome");
  later(db);
  hidden(db);
  stays(db, {"Rome", "Coins"});
  anew(db, {"Rome", "Coins"});
  by_relation(db);
  twice(db);
  out_of_sight(db, [](const Student &student) { std::cout << student.first_name << '\n'; });
  helped(db);
  either(db, true);
  either(db, false);
  changed(db, Course::objects(db).get("title"_c == "Rome"));
  sliced(db);
  loads_more(db);
  in_a_macro(db);
  in_a_template<Student>(db);
}
