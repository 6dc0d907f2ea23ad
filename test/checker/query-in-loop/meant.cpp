// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case C5: loops that are there for the query.

#include "school.hpp"
#include <vector>

// Batches.
void chunks(orm::Database &db, const std::vector<std::vector<std::int64_t>> &chunks) {
  for (const auto &chunk : chunks)
    for (const Course &course : Course::objects(db).filter("id"_c.in(chunk)))
      std::cout << course.title << '\n';
}
void slices(orm::Database &db, const std::vector<std::int64_t> &keys) {
  for (std::size_t i = 0; i < keys.size(); i += 2) {
    const std::vector<std::int64_t> slice(keys.begin() + static_cast<std::ptrdiff_t>(i), keys.begin() + static_cast<std::ptrdiff_t>(std::min(i + 2, keys.size())));
    std::cout << Course::objects(db).filter("id"_c.in(slice)).count() << '\n';
  }
}
void filled(orm::Database &db, const std::vector<std::int64_t> &keys) {
  std::vector<std::int64_t> batch;
  for (std::int64_t key : keys) {
    batch.push_back(key);
    if (batch.size() == 2) {
      std::cout << Course::objects(db).filter("id"_c.in(batch)).count() << '\n';
      batch.clear();
    }
  }
}
void windows(orm::Database &db) {
  for (int from = 0; from < 1000; from += 100)
    std::cout << Course::objects(db).filter("id"_c >= from, "id"_c < from + 100).count() << '\n';
}

// Pages.
void pages(orm::Database &db, int count) {
  for (int page = 0; page < count; ++page)
    for (const Course &course : Course::objects(db).order_by("title").offset(page * 2).limit(2))
      std::cout << course.title << '\n';
}
void pages_by_key(orm::Database &db) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    more = false;
    for (const Course &course : Course::objects(db).filter("id"_c > last).order_by("id").limit(2)) {
      last = course.id;
      more = true;
      std::cout << course.title << '\n';
    }
  }
}

// Retries, polling.
void retry(orm::Database &db, int attempts) {
  for (int attempt = 0; attempt < attempts; ++attempt)
    try {
      std::cout << Course::objects(db).get("title"_c == "Rome").title << '\n';
      return;
    } catch (const std::exception &) {
      std::cout << "again\n";
    }
}
void poll(orm::Database &db) {
  while (!Course::objects(db).filter("title"_c == "Rome").exists())
    std::cout << "waiting\n";
  for (int seconds = 0; seconds < 1000; ++seconds)
    if (Course::objects(db).filter("title"_c == "Rome").exists())
      break;
}

// Early exits on the result.
std::string first_free(orm::Database &db, const std::vector<std::string> &names) {
  for (const std::string &name : names) {
    const bool taken = Student::objects(db).filter("first_name"_c == name).exists();
    if (!taken)
      return name;
  }
  return "";
}
void first_found(orm::Database &db, const std::vector<std::string> &names) {
  bool found = false;
  for (std::size_t i = 0; i < names.size() && !found; ++i)
    found = Student::objects(db).filter("first_name"_c == names[i]).exists();
  std::cout << found << '\n';
}

// Input.
void console(orm::Database &db, std::istream &in) {
  std::string line;
  while (std::getline(in, line))
    std::cout << Course::objects(db).filter("title"_c == line).count() << '\n';
}

// A handful.
void few(orm::Database &db) {
  for (const char *title : {"Rome", "Coins"})
    std::cout << Course::objects(db).get("title"_c == title).title << '\n';
  for (int i = 1; i < 4; ++i)
    std::cout << Course::objects(db).get("id"_c == i).title << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  chunks(db, {{1, 2}, {3}});
  slices(db, {1, 2, 3});
  filled(db, {1, 2, 3, 4});
  windows(db);
  pages(db, 2);
  pages_by_key(db);
  retry(db, 3);
  poll(db);
  std::cout << first_free(db, {"Asha", "Zoe"}) << '\n';
  first_found(db, {"Asha", "Zoe"});
  console(db, std::cin);
  few(db);
}
