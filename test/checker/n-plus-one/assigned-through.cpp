// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
//
// An eager load that is assigned through what holds the query, be it a pointer,
// a wrapper, an element or a loop's reference: it is there afterwards. The twin
// of each form assigns another query, which lacks it.

#include "school.hpp"
#include <map>
#include <memory>
#include <optional>
#include <vector>

using Courses = orm::QuerySet<Course>;
struct Page {
  Courses courses;
};

static void print(const Course &course) { std::cout << course.department->name << '\n'; }

// What a wrapper holds.
void owned(orm::Database &db) {
  auto held = std::make_unique<Courses>(Course::objects(db));
  *held = held->select_related("department");
  for (const Course &course : *held)
    print(course);
}
void owned_without(orm::Database &db) {
  auto held = std::make_unique<Courses>(Course::objects(db));
  *held = held->filter("id"_c > 1);
  for (const Course &course : *held)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:11: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: *held = held->filter("id"_c > 1).select_related("department");
void cleared(orm::Database &db) {
  auto held = std::make_unique<Courses>(Course::objects(db).select_related("department"));
  *held = held->select_related(nullptr);
  for (const Course &course : *held)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:11: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: *held = held->select_related(nullptr).select_related("department");
void optional(orm::Database &db) {
  std::optional<Courses> held = Course::objects(db);
  held.value() = held->select_related("department");
  for (const Course &course : *held)
    print(course);
}
void optional_without(orm::Database &db) {
  std::optional<Courses> held = Course::objects(db);
  held.value() = held->filter("id"_c > 1);
  for (const Course &course : *held)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:18: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: held.value() = held->filter("id"_c > 1).select_related("department");

// One element, by its number.
void element(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db), Course::objects(db)};
  all[0] = all[0].select_related("department");
  all[1] = all[1].filter("id"_c > 1);
  for (const Course &course : all.front())
    print(course);
}
void front(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db)};
  all.front() = all.front().select_related("department");
  for (const Course &course : all[0])
    print(course);
}
void another_element(orm::Database &db) {
  auto courses = Course::objects(db);
  std::vector<Courses> all{courses, courses};
  all[0] = all[0].select_related("department");
  for (const Course &course : all[1])
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-6]]:18: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: auto courses = Course::objects(db).select_related("department");
void by_key(orm::Database &db) {
  std::map<int, Courses> all;
  all.emplace(1, Course::objects(db));
  all.at(1) = all.at(1).select_related("department");
  for (const Course &course : all.at(1))
    print(course);
}
void by_key_without(orm::Database &db) {
  std::map<int, Courses> all;
  all.emplace(1, Course::objects(db));
  all.at(1) = all.at(1).filter("id"_c > 1);
  for (const Course &course : all.at(1))
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-5]]:18: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: all.emplace(1, Course::objects(db).select_related("department"));
void array(orm::Database &db) {
  Courses all[2] = {Course::objects(db), Course::objects(db)};
  all[0] = all[0].select_related("department");
  for (const Course &course : all[0])
    print(course);
}

// Every element, by a reference.
void every(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db), Course::objects(db)};
  for (auto &each : all)
    each = each.select_related("department");
  for (const Course &course : all[1])
    print(course);
}
void every_on_some_turns(orm::Database &db, bool load) {
  std::vector<Courses> all{Course::objects(db)};
  for (auto &each : all)
    if (load)
      each = each.select_related("department");
  for (const Course &course : all[0])
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-7]]:28: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: std::vector<Courses> all{Course::objects(db).select_related("department")};
void every_page(orm::Database &db) {
  std::vector<Page> pages;
  pages.push_back({Course::objects(db)});
  for (Page &page : pages)
    page.courses = page.courses.select_related("department");
  for (const Page &page : pages)
    for (const Course &course : page.courses)
      print(course);
}
// Which turns there are, nobody sees: undecided.
void by_number(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db), Course::objects(db)};
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = all[i].select_related("department");
  for (const Course &course : all[1])
    print(course);
}
void by_position(orm::Database &db) {
  std::vector<Courses> all{Course::objects(db), Course::objects(db)};
  for (auto at = all.begin(); at != all.end(); ++at)
    *at = at->select_related("department");
  for (const Course &course : all[1])
    print(course);
}

// A member.
void member(orm::Database &db) {
  auto page = std::make_shared<Page>(Page{Course::objects(db)});
  page->courses = page->courses.select_related("department");
  for (const Course &course : page->courses)
    print(course);
}
void member_without(orm::Database &db) {
  auto page = std::make_shared<Page>(Page{Course::objects(db)});
  page->courses = page->courses.filter("id"_c > 1);
  for (const Course &course : page->courses)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:19: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: page->courses = page->courses.filter("id"_c > 1).select_related("department");
void pointed_at(orm::Database &db) {
  Page page{Course::objects(db)};
  Page *same = &page;
  same->courses = same->courses.select_related("department");
  for (const Course &course : page.courses)
    print(course);
}
void pointed_at_without(orm::Database &db) {
  Page page{Course::objects(db)};
  Page *same = &page;
  same->courses = same->courses.filter("id"_c > 1);
  for (const Course &course : page.courses)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-4]]:19: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: same->courses = same->courses.filter("id"_c > 1).select_related("department");
// It may be this page: undecided.
void pointed_at_later(orm::Database &db) {
  Page page{Course::objects(db)};
  Page *some = nullptr;
  some = &page;
  some->courses = some->courses.select_related("department");
  for (const Course &course : page.courses)
    print(course);
}

// In a helper.
static void load(Page &page) { page.courses = page.courses.select_related("department"); }
static void load(Page *page) { page->courses = page->courses.select_related("department"); }
static void narrow(Page &page) { page.courses = page.courses.filter("id"_c > 1); }
void helper(orm::Database &db) {
  auto page = std::make_unique<Page>(Page{Course::objects(db)});
  load(*page);
  for (const Course &course : page->courses)
    print(course);
}
void helper_by_pointer(orm::Database &db) {
  auto page = std::make_unique<Page>(Page{Course::objects(db)});
  load(page.get());
  for (const Course &course : page->courses)
    print(course);
}
void helper_without(orm::Database &db) {
  auto page = std::make_unique<Page>(Page{Course::objects(db)});
  narrow(*page);
  for (const Course &course : page->courses)
    print(course);
}
// CHECK-MESSAGES: :[[@LINE-5]]:43: warning: query of 'Course' rows lacks an eager load of 'department'
// CHECK-FIXES: auto page = std::make_unique<Page>(Page{Course::objects(db).select_related("department")});

int main() {
  orm::Database db{":memory:"};
  seed(db);
  owned(db);
  owned_without(db);
  cleared(db);
  optional(db);
  optional_without(db);
  element(db);
  front(db);
  another_element(db);
  by_key(db);
  by_key_without(db);
  array(db);
  every(db);
  every_on_some_turns(db, false);
  every_page(db);
  by_number(db);
  by_position(db);
  member(db);
  member_without(db);
  pointed_at(db);
  pointed_at_without(db);
  pointed_at_later(db);
  helper(db);
  helper_by_pointer(db);
  helper_without(db);
}
