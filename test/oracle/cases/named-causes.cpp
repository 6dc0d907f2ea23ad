// What known.py names, by hand.
// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
struct Author;
struct Book;
struct Author : orm::Model<Author> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Author, orm::set_null> parent;
  orm::ReverseForeignKey<Author, "parent"> children;
  orm::ReverseForeignKey<Book, "author"> books;
  orm::ReverseOneToOne<Book, "author_card"> book_card;
  orm::ReverseManyToMany<Book, "author_list"> book_set;
  std::string parent_label() const;
  std::string children_label() const;
  std::string books_label() const;
  std::string book_card_label() const;
  std::string book_set_label() const;
  orm::Prefetched<Author> some_children;
  orm::Prefetched<Book> some_books;
  orm::Prefetched<Book> some_book_set;
  static constexpr auto fields = orm::fields<&Author::name, &Author::rank, &Author::note, &Author::parent, &Author::children, &Author::books, &Author::book_card, &Author::book_set, &Author::some_children, &Author::some_books, &Author::some_book_set>;
};
struct Book : orm::Model<Book> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Author> author;
  orm::OneToOne<Author> author_card;
  orm::ManyToMany<Author> author_list;
  std::string author_label() const;
  std::string author_card_label() const;
  std::string author_list_label() const;
  orm::Prefetched<Author> some_author_list;
  static constexpr auto fields = orm::fields<&Book::name, &Book::rank, &Book::note, &Book::author, &Book::author_card, &Book::author_list, &Book::some_author_list>;
};
inline std::string Author::parent_label() const {
  return parent ? parent->name : "-";
}
inline std::string Author::children_label() const {
  std::string all;
  for (const Author &each : children.all())
    all += each.name;
  return all;
}
inline std::string Author::books_label() const {
  std::string all;
  for (const Book &each : books.all())
    all += each.name;
  return all;
}
inline std::string Author::book_card_label() const {
  return book_card ? book_card->name : "-";
}
inline std::string Author::book_set_label() const {
  std::string all;
  for (const Book &each : book_set.all())
    all += each.name;
  return all;
}
inline std::ostream &operator<<(std::ostream &out, const Author &row) {
  return out << row.name << '/' << row.parent_label();
}
inline std::string Book::author_label() const {
  return author ? author->name : "-";
}
inline std::string Book::author_card_label() const {
  return author_card ? author_card->name : "-";
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
static void seed(orm::Database &db) {
  db.create_tables<Mark, Author, Book>();
  std::vector<Author> author_rows;
  for (int i = 0; i < 16; ++i) {
    Author row;
    row.name = "Author" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    author_rows.push_back(Author::objects(db).create(row));
  }
  for (std::size_t i = 0; i + 1 < author_rows.size(); ++i) {
    author_rows[i].parent = i < 3 ? author_rows.back() : author_rows[(i - 3) / 3];
    author_rows[i].save();
  }
  std::vector<Book> book_rows;
  for (int i = 0; i < 16; ++i) {
    Book row;
    row.name = "Book" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.author = author_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % author_rows.size()];
    if (static_cast<std::size_t>(i) >= author_rows.size()) break;
    row.author_card = author_rows[static_cast<std::size_t>(i)];
    book_rows.push_back(Book::objects(db).create(row));
  }
  for (std::size_t i = 0; i < book_rows.size(); ++i)
    for (std::size_t j = 0; j < (i < 2 ? 7 : 3); ++j)
      book_rows[i].author_list.add(author_rows[(i + 2 * j) % author_rows.size()]);
}
static void begin(orm::Database &db, int number) {
  std::cout << "== " << number << '\n';
  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());
}
namespace {
namespace case0 { // Not mended yet: null-of-a-single-row
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    if (const auto found = Author::objects(db).select_related("parent").prefetch_related("parent__books").last()) {
      if (found->parent)
      std::cout << found->parent->name << '\n';
    }
  }
}
}
int main() {
  orm::Database db{":memory:"};
  seed(db);
  begin(db, 0);
  {
    orm::Transaction undone{db};
    case0::run(db, true);
    case0::run(db, false);
  }
  begin(db, -1);
}
