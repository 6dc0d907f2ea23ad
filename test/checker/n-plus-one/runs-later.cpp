// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// What is kept and runs later, for each row: tasks in a queue, threads in a container, the function that a container
// compares with.

#include "school.hpp"
#include <functional>
#include <memory>
#include <queue>
#include <set>
#include <thread>
#include <vector>

using Courses = orm::QuerySet<Course>;

static void run_tasks(const Courses &courses) {
  std::queue<std::function<void()>> tasks;
  for (const Course &course : courses)
    tasks.push([course] { std::cout << course.department->name << '\n'; });
  while (!tasks.empty()) {
    tasks.front()();
    tasks.pop();
  }
}
void tasks(orm::Database &db) { run_tasks(Course::objects(db)); }
// CHECK-MESSAGES: :[[@LINE-1]]:43: warning: query of 'Course' rows lacks an eager load of 'department': up to 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void tasks(orm::Database &db) { run_tasks(Course::objects(db).select_related("department")); }
void tasks_loaded(orm::Database &db) { run_tasks(Course::objects(db).select_related("department")); }

static void run_threads(const Courses &courses) {
  for (const Course &course : courses) {
    std::vector<std::thread> threads;
    threads.emplace_back([course] { std::cout << course.department->name << '\n'; });
    threads.back().join();
  }
}
void threads(orm::Database &db) { run_threads(Course::objects(db)); }
// CHECK-MESSAGES: :[[@LINE-1]]:47: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void threads(orm::Database &db) { run_threads(Course::objects(db).select_related("department")); }
void threads_loaded(orm::Database &db) { run_threads(Course::objects(db).select_related("department")); }

static bool less(const Course &left, const Course &right) { return left.department->name + left.title < right.department->name + right.title; }
static void sort(const Courses &courses) {
  std::set<Course, bool (*)(const Course &, const Course &)> sorted(&less);
  for (const Course &course : courses)
    sorted.insert(course);
  for (const Course &course : sorted)
    std::cout << course.title << '\n';
}
void sorted(orm::Database &db) { sort(Course::objects(db)); }
// CHECK-MESSAGES: :[[@LINE-1]]:39: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void sorted(orm::Database &db) { sort(Course::objects(db).select_related("department")); }
void sorted_loaded(orm::Database &db) { sort(Course::objects(db).select_related("department")); }

struct Card {
  Course course;
  std::string department() const { return course.department->name; }
};
static void print_cards(const Courses &courses) {
  std::vector<std::unique_ptr<Card>> cards;
  for (const Course &course : courses) {
    auto card = std::make_unique<Card>();
    card->course = course;
    cards.push_back(std::move(card));
  }
  for (const auto &card : cards)
    std::cout << std::invoke(&Card::department, *card) << '\n';
}
void cards(orm::Database &db) { print_cards(Course::objects(db)); }
// CHECK-MESSAGES: :[[@LINE-1]]:45: warning: query of 'Course' rows lacks an eager load of 'department': 1 + N queries, 1 with the fix [orm-n-plus-one]
// CHECK-FIXES: void cards(orm::Database &db) { print_cards(Course::objects(db).select_related("department")); }
void cards_loaded(orm::Database &db) { print_cards(Course::objects(db).select_related("department")); }

int main() {
  orm::Database db{":memory:"};
  seed(db);
  tasks(db);
  tasks_loaded(db);
  threads(db);
  threads_loaded(db);
  sorted(db);
  sorted_loaded(db);
  cards(db);
  cards_loaded(db);
}
