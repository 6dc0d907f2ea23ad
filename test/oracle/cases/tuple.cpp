// Seed 24, function 84: std::get on a tuple whose first element is no row.
// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
struct Book;
struct Town;
struct Course;
struct Book : orm::Model<Book> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ReverseForeignKey<Town, "book"> towns;
  orm::ReverseForeignKey<Course, "book"> courses;
  std::string towns_label() const;
  std::string courses_label() const;
  orm::Prefetched<Town> some_towns;
  orm::Prefetched<Course> some_courses;
  static constexpr auto fields = orm::fields<&Book::name, &Book::rank, &Book::note, &Book::towns, &Book::courses, &Book::some_towns, &Book::some_courses>;
};
struct Town : orm::Model<Town> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Book> book;
  std::string book_label() const;
  static constexpr auto fields = orm::fields<&Town::name, &Town::rank, &Town::note, &Town::book>;
};
struct Course : orm::Model<Course> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Book> book;
  std::string book_label() const;
  static constexpr auto fields = orm::fields<&Course::name, &Course::rank, &Course::note, &Course::book>;
};
inline std::string Book::towns_label() const {
  std::string all;
  for (const Town &each : towns.all())
    all += each.name;
  return all;
}
inline std::string Book::courses_label() const {
  std::string all;
  for (const Course &each : courses.all())
    all += each.name;
  return all;
}
inline std::string Town::book_label() const {
  return book ? book->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Town &row) {
  return out << row.name << '/' << row.book_label();
}
inline std::string Course::book_label() const {
  return book ? book->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Course &row) {
  return out << row.name << '/' << row.book_label();
}
static void seed(orm::Database &db) {
  db.create_tables<Mark, Book, Town, Course>();
  std::vector<Book> book_rows;
  for (int i = 0; i < 16; ++i) {
    Book row;
    row.name = "Book" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    book_rows.push_back(Book::objects(db).create(row));
  }
  std::vector<Town> town_rows;
  for (int i = 0; i < 16; ++i) {
    Town row;
    row.name = "Town" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.book = book_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % book_rows.size()];
    town_rows.push_back(Town::objects(db).create(row));
  }
  std::vector<Course> course_rows;
  for (int i = 0; i < 18; ++i) {
    Course row;
    row.name = "Course" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.book = book_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % book_rows.size()];
    course_rows.push_back(Course::objects(db).create(row));
  }
}
static void begin(orm::Database &db, int number) {
  std::cout << "== " << number << '\n';
  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());
}
namespace {
namespace case84 {
  static void show6(const Town &row) {
    std::cout << row << '\n';
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto query1 = Town::objects(db);
    for (const Town &row3 : query1) {
      const std::tuple<int, Town> same5(1, row3);
      const Town &heldsame5 = std::get<1>(same5);
      show6(heldsame5);
    }
  }
}
}
int main() {
  orm::Database db{":memory:"};
  seed(db);
  begin(db, 84);
  {
    orm::Transaction undone{db};
    case84::run(db, true);
    case84::run(db, false);
  }
  begin(db, -1);
}
