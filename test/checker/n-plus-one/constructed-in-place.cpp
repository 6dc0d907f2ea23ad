// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A18, A22, A24: the standard library makes the objects, and their
// constructors read the rows or keep them.

#include "school.hpp"
#include <map>
#include <memory>
#include <optional>
#include <vector>

struct Line {
  explicit Line(const Course &course) : text(course.department->name) {}
  Line(const Course &course, int number) : text(course.title + std::to_string(number)) {}
  std::string text;
};
void emplace_back(orm::Database &db) {
  std::vector<Line> lines;
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    lines.emplace_back(course);
  std::cout << lines.back().text << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 0).select_related("department"))
// Quiet: another constructor.
void emplace_back_titles(orm::Database &db) {
  std::vector<Line> lines;
  for (const Course &course : Course::objects(db).filter("id"_c > 0))
    lines.emplace_back(course, 1);
  std::cout << lines.back().text << '\n';
}

void make_unique(orm::Database &db) {
  for (const Course &course : Course::objects(db).filter("id"_c > 1)) {
    const auto line = std::make_unique<Line>(course);
    std::cout << line->text << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 1).select_related("department")) {

class Card {
public:
  explicit Card(Course course) : course(std::move(course)) {}
  const std::string &where() const { return course.department->name; }

private:
  Course course;
};
void kept_in_objects(orm::Database &db) {
  std::vector<Card> cards;
  for (const Course &course : Course::objects(db).filter("id"_c > 2))
    cards.emplace_back(course);
  for (const Card &card : cards)
    std::cout << card.where() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c > 2).select_related("department"))
void make_shared(orm::Database &db) {
  std::vector<std::shared_ptr<Card>> cards;
  for (const Course &course : Course::objects(db).filter("id"_c >= 0))
    cards.push_back(std::make_shared<Card>(course));
  for (const auto &card : cards)
    std::cout << card->where() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 0).select_related("department"))
void optional_emplace(orm::Database &db) {
  std::optional<Card> card;
  for (const Course &course : Course::objects(db).filter("id"_c >= 1)) {
    card.emplace(course);
    std::cout << card->where() << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 1).select_related("department")) {
void try_emplace(orm::Database &db) {
  std::map<std::string, Card> cards;
  for (const Course &course : Course::objects(db).filter("id"_c >= 2))
    cards.try_emplace(course.title, course);
  for (const auto &[title, card] : cards)
    std::cout << title << card.where() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: for (const Course &course : Course::objects(db).filter("id"_c >= 2).select_related("department"))

struct Page {
  explicit Page(orm::QuerySet<Course> courses) : courses(std::move(courses)) {}
  orm::QuerySet<Course> courses;
};
struct TitledPage : Page {
  using Page::Page;
  void print() const {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }
};
void inherited_constructor(orm::Database &db) {
  TitledPage(Course::objects(db).filter("id"_c < 100)).print();
}
// CHECK-MESSAGES: :[[@LINE-2]]:14: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: TitledPage(Course::objects(db).filter("id"_c < 100).select_related("department")).print();

// The destructor of what a pointer owns.
class Log {
public:
  explicit Log(orm::QuerySet<Course> courses) : courses(std::move(courses)) {}
  ~Log() {
    for (const Course &course : courses)
      std::cout << course.department->name << '\n';
  }

private:
  orm::QuerySet<Course> courses;
};
void owned(orm::Database &db) {
  const auto log = std::make_unique<Log>(Course::objects(db).filter("id"_c < 101));
}
// CHECK-MESSAGES: :[[@LINE-2]]:42: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-
// CHECK-FIXES: const auto log = std::make_unique<Log>(Course::objects(db).filter("id"_c < 101).select_related("department"));

// Quiet twins.
void loaded(orm::Database &db) {
  const auto courses = Course::objects(db).select_related("department");
  std::vector<Line> lines;
  std::vector<Card> cards;
  std::optional<Card> card;
  std::map<std::string, Card> by_title;
  for (const Course &course : courses) {
    lines.emplace_back(course);
    cards.emplace_back(course);
    card.emplace(course);
    by_title.try_emplace(course.title, course);
    std::cout << card->where() << std::make_unique<Line>(course)->text << std::make_shared<Card>(course)->where() << '\n';
  }
  for (const Card &each : cards)
    std::cout << each.where() << '\n';
  for (const auto &[title, each] : by_title)
    std::cout << title << each.where() << '\n';
  TitledPage(courses).print();
  const auto log = std::make_unique<Log>(courses);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  emplace_back(db);
  emplace_back_titles(db);
  make_unique(db);
  kept_in_objects(db);
  make_shared(db);
  optional_emplace(db);
  try_emplace(db);
  inherited_constructor(db);
  owned(db);
  loaded(db);
}
