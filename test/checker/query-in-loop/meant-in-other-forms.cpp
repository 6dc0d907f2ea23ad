// RUN: %check_orm %s
// case C5: batches, pages, retries, polling and early exits as they are written
// elsewhere. Some of these loops wait, so they are not run.

#include "school.hpp"
#include <algorithm>
#include <chrono>
#include <map>
#include <span>
#include <thread>
#include <vector>

// Batches.
void spans(orm::Database &db, std::span<const std::int64_t> keys) {
  while (!keys.empty()) {
    const auto size = std::min<std::size_t>(keys.size(), 100);
    const std::vector<std::int64_t> part(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(size));
    std::cout << Course::objects(db).filter("id"_c.in(part)).count();
    keys = keys.subspan(size);
  }
}
void groups(orm::Database &db, const std::map<std::string, std::vector<std::int64_t>> &by_name) {
  for (const auto &[name, keys] : by_name)
    for (const Course &course : Course::objects(db).filter("id"_c.in(keys)))
      std::cout << name << course.title;
}
void in_bulk(orm::Database &db, const std::vector<std::vector<std::int64_t>> &chunks) {
  for (const auto &chunk : chunks)
    std::cout << Course::objects(db).in_bulk(chunk).size();
}

// Pages.
void by_last_key(orm::Database &db) {
  std::int64_t last = 0;
  while (true) {
    const auto page = Course::objects(db).filter("id"_c > last).order_by("id").limit(100).to_vector();
    if (page.empty())
      break;
    last = page.back().id;
    for (const Course &course : page)
      std::cout << course.title;
  }
}
void by_offset(orm::Database &db) {
  const auto courses = Course::objects(db).order_by("id");
  const auto total = courses.count();
  for (std::int64_t at = 0; at < total; at += 50)
    for (const Course &course : courses.offset(at).limit(50))
      std::cout << course.title;
}

// Retries.
void until_it_works(orm::Database &db) {
  for (int attempt = 0; attempt < 20; ++attempt)
    try {
      std::cout << Course::objects(db).count();
      break;
    } catch (const orm::DatabaseError &) {
      std::cout << "again";
    }
}
void some_times(orm::Database &db, int left) {
  while (left-- > 0) {
    if (const auto course = Course::objects(db).filter("title"_c == "Rome").first()) {
      std::cout << course->title;
      return;
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

// Polling.
void until_none(orm::Database &db) {
  std::int64_t left = 0;
  do {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    left = Course::objects(db).filter("title"_c == "Rome").count();
  } while (left > 0);
}
void for_ever(orm::Database &db) {
  for (;;) {
    std::cout << Course::objects(db).count();
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}
void until_told(orm::Database &db, const bool &stop) {
  while (!stop)
    std::cout << Course::objects(db).filter("title"_c == "Rome").count();
}
void until_late(orm::Database &db, std::chrono::steady_clock::time_point end) {
  while (std::chrono::steady_clock::now() < end)
    std::cout << Course::objects(db).filter("title"_c == "Rome").count();
}
void at_most(orm::Database &db) {
  for (int seconds = 0; seconds < 600; ++seconds) {
    if (Course::objects(db).filter("title"_c == "Rome").exists())
      return;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

// Early exits on the result.
bool any(orm::Database &db, const std::vector<std::string> &names) {
  return std::ranges::any_of(names, [&](const std::string &name) { return Student::objects(db).filter("first_name"_c == name).exists(); });
}
std::optional<Student> first(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    auto student = Student::objects(db).filter("first_name"_c == name).first();
    if (!student)
      continue;
    return student;
  }
  return std::nullopt;
}
std::string free_name(orm::Database &db, const std::string &name) {
  int number = 1;
  std::string candidate = name;
  while (Student::objects(db).filter("first_name"_c == candidate).exists())
    candidate = name + std::to_string(number++);
  return candidate;
}
void up_the_tree(orm::Database &db, std::int64_t key) {
  while (key != 0) {
    const auto student = Student::objects(db).get("id"_c == key);
    std::cout << student.first_name;
    key = student.department.id();
  }
}

// Loops over a few, and over ranges of values.
void decades(orm::Database &db) {
  for (int from = 1900; from < 2000; from += 10)
    std::cout << Course::objects(db).filter("id"_c >= from, "id"_c < from + 10).count();
}
