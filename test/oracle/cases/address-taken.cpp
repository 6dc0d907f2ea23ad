// Seed 21, function 79: a function whose address is kept is called by nobody in sight.
// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
struct Author;
struct Book;
struct Shop;
struct Author : orm::Model<Author> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ReverseForeignKey<Book, "author"> books;
  orm::ReverseForeignKey<Shop, "author"> shops;
  std::string books_label() const;
  std::string shops_label() const;
  orm::Prefetched<Book> some_books;
  orm::Prefetched<Shop> some_shops;
  static constexpr auto fields = orm::fields<&Author::name, &Author::rank, &Author::note, &Author::books, &Author::shops, &Author::some_books, &Author::some_shops>;
};
struct Book : orm::Model<Book> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Author> author;
  std::string author_label() const;
  static constexpr auto fields = orm::fields<&Book::name, &Book::rank, &Book::note, &Book::author>;
};
struct Shop : orm::Model<Shop> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Author> author;
  std::string author_label() const;
  static constexpr auto fields = orm::fields<&Shop::name, &Shop::rank, &Shop::note, &Shop::author>;
};
inline std::string Author::books_label() const {
  std::string all;
  for (const Book &each : books.all())
    all += each.name;
  return all;
}
inline std::string Author::shops_label() const {
  std::string all;
  for (const Shop &each : shops.all())
    all += each.name;
  return all;
}
inline std::string Book::author_label() const {
  return author ? author->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Book &row) {
  return out << row.name << '/' << row.author_label();
}
inline std::string Shop::author_label() const {
  return author ? author->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Shop &row) {
  return out << row.name << '/' << row.author_label();
}
static void seed(orm::Database &db) {
  db.create_tables<Mark, Author, Book, Shop>();
  std::vector<Author> author_rows;
  for (int i = 0; i < 20; ++i) {
    Author row;
    row.name = "Author" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    author_rows.push_back(Author::objects(db).create(row));
  }
  std::vector<Book> book_rows;
  for (int i = 0; i < 16; ++i) {
    Book row;
    row.name = "Book" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.author = author_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % author_rows.size()];
    book_rows.push_back(Book::objects(db).create(row));
  }
  std::vector<Shop> shop_rows;
  for (int i = 0; i < 19; ++i) {
    Shop row;
    row.name = "Shop" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.author = author_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % author_rows.size()];
    shop_rows.push_back(Shop::objects(db).create(row));
  }
}
static void begin(orm::Database &db, int number) {
  std::cout << "== " << number << '\n';
  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());
}
namespace {
namespace case79 {
  static orm::QuerySet<Book> find9(orm::Database &db) {
    return Book::objects(db).select_related("author");
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
  }
}
}
int main() {
  orm::Database db{":memory:"};
  seed(db);
  begin(db, 79);
  {
    orm::Transaction undone{db};
    case79::run(db, true);
    case79::run(db, false);
  }
  begin(db, -1);
}
