// Seed 22, function 6: a join takes the place of a prefetch that nothing reads.
// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
struct Author;
struct Book;
struct Course;
struct Author : orm::Model<Author> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ReverseForeignKey<Book, "author"> books;
  orm::ReverseManyToMany<Book, "author_list"> book_set;
  orm::ReverseManyToMany<Course, "author_list"> course_set;
  std::string books_label() const;
  std::string book_set_label() const;
  std::string course_set_label() const;
  orm::Prefetched<Book> some_books;
  orm::Prefetched<Book> some_book_set;
  orm::Prefetched<Course> some_course_set;
  static constexpr auto fields = orm::fields<&Author::name, &Author::rank, &Author::note, &Author::books, &Author::book_set, &Author::course_set, &Author::some_books, &Author::some_book_set, &Author::some_course_set>;
};
struct Book : orm::Model<Book> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Author> author;
  orm::ManyToMany<Author> author_list;
  std::string author_label() const;
  std::string author_list_label() const;
  orm::Prefetched<Author> some_author_list;
  static constexpr auto fields = orm::fields<&Book::name, &Book::rank, &Book::note, &Book::author, &Book::author_list, &Book::some_author_list>;
};
struct Course : orm::Model<Course> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ManyToMany<Author> author_list;
  std::string author_list_label() const;
  orm::Prefetched<Author> some_author_list;
  static constexpr auto fields = orm::fields<&Course::name, &Course::rank, &Course::note, &Course::author_list, &Course::some_author_list>;
};
inline std::string Author::books_label() const {
  std::string all;
  for (const Book &each : books.all())
    all += each.name;
  return all;
}
inline std::string Author::book_set_label() const {
  std::string all;
  for (const Book &each : book_set.all())
    all += each.name;
  return all;
}
inline std::string Author::course_set_label() const {
  std::string all;
  for (const Course &each : course_set.all())
    all += each.name;
  return all;
}
inline std::string Book::author_label() const {
  return author ? author->name : "-";
}
inline std::string Book::author_list_label() const {
  std::string all;
  for (const Author &each : author_list.all())
    all += each.name;
  return all;
}
inline std::ostream &operator<<(std::ostream &out, const Book &row) {
  return out << row.name << '/' << row.author_label();
}
inline std::string Course::author_list_label() const {
  std::string all;
  for (const Author &each : author_list.all())
    all += each.name;
  return all;
}
static void seed(orm::Database &db) {
  db.create_tables<Mark, Author, Book, Course>();
  std::vector<Author> author_rows;
  for (int i = 0; i < 17; ++i) {
    Author row;
    row.name = "Author" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    author_rows.push_back(Author::objects(db).create(row));
  }
  std::vector<Book> book_rows;
  for (int i = 0; i < 18; ++i) {
    Book row;
    row.name = "Book" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.author = author_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % author_rows.size()];
    book_rows.push_back(Book::objects(db).create(row));
  }
  for (std::size_t i = 0; i < book_rows.size(); ++i)
    for (std::size_t j = 0; j < (i < 2 ? 7 : 3); ++j)
      book_rows[i].author_list.add(author_rows[(i + 2 * j) % author_rows.size()]);
  std::vector<Course> course_rows;
  for (int i = 0; i < 16; ++i) {
    Course row;
    row.name = "Course" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    course_rows.push_back(Course::objects(db).create(row));
  }
  for (std::size_t i = 0; i < course_rows.size(); ++i)
    for (std::size_t j = 0; j < (i < 2 ? 7 : 3); ++j)
      course_rows[i].author_list.add(author_rows[(i + 2 * j) % author_rows.size()]);
}
static void begin(orm::Database &db, int number) {
  std::cout << "== " << number << '\n';
  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());
}
namespace {
namespace case6 {
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto query1 = flag
    ? Book::objects(db).prefetch_related("author_list")
    : Book::objects(db).filter("rank"_c >= 0);
    const auto source8 = query1;
    std::vector<const Book *> rows4;
    for (const Book &some : source8) {
      rows4.push_back(&some);
    }
    for (const Book *one : rows4) {
      const Book &row3 = *one;
      const auto show5 = [](const Book &row) {
        std::cout << row.author->name << '\n';
      };
      show5(row3);
    }
  }
}
}
int main() {
  orm::Database db{":memory:"};
  seed(db);
  begin(db, 6);
  {
    orm::Transaction undone{db};
    case6::run(db, true);
    case6::run(db, false);
  }
  begin(db, -1);
}
