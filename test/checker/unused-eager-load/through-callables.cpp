// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case D1: rows that go through algorithms, views, function objects and
// iterators are in sight, too.

#include "school.hpp"
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <ranges>
#include <vector>

namespace {

void algorithm(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  std::for_each(students.begin(), students.end(), [](const Student &student) { std::cout << student.first_name << '\n'; });
}
// CHECK-MESSAGES: :[[@LINE-3]]:63: warning: query of 'Student' rows loads 'courses', which nothing reads
// CHECK-FIXES: void algorithm(orm::Database &db) {
// CHECK-FIXES-NEXT: const auto students = Student::objects(db);

void makes_no_rows(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  std::vector<std::string> names;
  std::transform(students.begin(), students.end(), std::back_inserter(names), [](const Student &student) { return student.first_name; });
  std::cout << names.size() << std::accumulate(students.begin(), students.end(), 0, [](int sum, const Student &student) { return sum + static_cast<int>(student.id); }) << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:63: warning: query of 'Student' rows loads 'courses', which nothing reads

void views(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  for (const std::string &name : students | std::views::filter([](const Student &student) { return student.id != 2; }) | std::views::transform([](const Student &student) { return student.first_name; }))
    std::cout << name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:63: warning: query of 'Student' rows loads 'courses', which nothing reads

void each(const orm::QuerySet<Student> &students, const std::function<void(const Student &)> &show) {
  for (const Student &student : students)
    show(student);
}
void each_by_pointer(const orm::QuerySet<Student> &students, void (*show)(const Student &)) {
  for (const Student &student : students)
    show(student);
}
void print(const Student &student) { std::cout << student.first_name << '\n'; }
void function_objects(orm::Database &db) {
  each(Student::objects(db).prefetch_related("courses"), [](const Student &student) { std::cout << student.id << '\n'; });
  each_by_pointer(Student::objects(db).prefetch_related("courses"), print);
}
// CHECK-MESSAGES: :[[@LINE-3]]:46: warning: query of 'Student' rows loads 'courses', which nothing reads
// CHECK-MESSAGES: :[[@LINE-3]]:57: warning: query of 'Student' rows loads 'courses', which nothing reads

template <class Iterator> void print_all(Iterator begin, Iterator end) {
  for (; begin != end; ++begin)
    std::cout << begin->first_name << '\n';
}
void iterators(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  print_all(students.begin(), students.end());
}
// CHECK-MESSAGES: :[[@LINE-3]]:63: warning: query of 'Student' rows loads 'courses', which nothing reads

void names_of_an_entry(orm::Database &db) {
  std::map<std::int64_t, Student> students;
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    students.emplace(student.id, student);
  for (const auto &[id, student] : students)
    std::cout << id << student.first_name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:71: warning: query of 'Student' rows loads 'courses', which nothing reads

// Quiet twins: it is read there.

void show_courses(const Student &student) {
  for (const Course &course : student.courses.all())
    std::cout << course.title << '\n';
}
void read_by_all(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses");
  std::for_each(students.begin(), students.end(), show_courses);
  each(Student::objects(db).prefetch_related("courses"), show_courses);
  for (const Student &student : students | std::views::filter([](const Student &some) { return some.id != 2; }))
    show_courses(student);
}
void read_by_its_name(orm::Database &db) {
  std::map<std::int64_t, Student> students;
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    students.emplace(student.id, student);
  for (const auto &[id, student] : students)
    show_courses(student);
}

} // namespace

// Or it may be: by whoever brings the function, an operator, an output that is
// not followed, a part of the rows that an algorithm gives back.

void apply(const orm::QuerySet<Student> &students, const std::function<void(const Student &)> &show);
static void each_of_any(const orm::QuerySet<Student> &students, const std::function<void(const Student &)> &show) {
  for (const Student &student : students)
    show(student);
}
struct Sink {
  using difference_type = std::ptrdiff_t;
  Sink &operator*();
  Sink &operator++();
  Sink operator++(int);
  Sink &operator=(const Student &student);
};
bool operator<(const Student &one, const Student &other);
struct ByCourses {
  bool operator()(const Student &one, const Student &other) const;
};
void out_of_sight(orm::Database &db, Sink sink, const std::function<void(const Student &)> &show) {
  apply(Student::objects(db).prefetch_related("courses"), print);
  each_of_any(Student::objects(db).prefetch_related("courses"), show);
  const auto students = Student::objects(db).prefetch_related("courses");
  std::copy(students.begin(), students.end(), sink);
  auto sorted = Student::objects(db).prefetch_related("courses").to_vector();
  std::sort(sorted.begin(), sorted.end());
  auto by_courses = Student::objects(db).prefetch_related("courses").to_vector();
  std::sort(by_courses.begin(), by_courses.end(), ByCourses());
}
void apply(const orm::QuerySet<Student> &students, const std::function<void(const Student &)> &show) {
  for (const Student &student : students)
    show(student);
}
Sink &Sink::operator*() { return *this; }
Sink &Sink::operator++() { return *this; }
Sink Sink::operator++(int) { return *this; }
Sink &Sink::operator=(const Student &) { return *this; }
bool operator<(const Student &one, const Student &other) { return one.courses.all().size() < other.courses.all().size(); }
bool ByCourses::operator()(const Student &one, const Student &other) const { return one < other; }

int main() {
  orm::Database db{":memory:"};
  seed(db);
  algorithm(db);
  makes_no_rows(db);
  views(db);
  function_objects(db);
  iterators(db);
  read_by_all(db);
  names_of_an_entry(db);
  read_by_its_name(db);
}
