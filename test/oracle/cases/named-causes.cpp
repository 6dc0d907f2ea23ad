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
namespace case0 { // Not mended yet: related-on-one-way
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = flag ? Book::objects(db).prefetch_related("author_list__children") : Book::objects(db).filter("rank"_c >= 0);
    for (const Book &row : rows) {
      for (const Author &each : row.author_list.all())
      std::cout << each.children.all().size() << '\n';
      break;
    }
  }
}
namespace case1 { // Not mended yet: way-back-of-related-rows
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Book start = Book::objects(db).get("id"_c == 2);
    const Author &one = *start.author;
    for (const Book &row : one.books.all().prefetch_related("author"))
    std::cout << row.author->name << '\n';
  }
}
namespace case2 { // Not mended yet: one-row-of-a-returned-query
  static void show(const Author *row) {
    for (const Author &child : row->children.all())
    for (const Book &book : child.book_set.all())
    std::cout << book.author_card->name << '\n';
    for (const Author &child : row->children.all())
    for (const Book &book : child.book_set.all())
    std::cout << book.author_card->name << '\n';
  }
  static orm::QuerySet<Author> find(orm::Database &db) {
    return Author::objects(db).prefetch_related("children__book_set").limit(9);
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = find(db);
    const std::vector<Author> copies(rows.begin(), rows.end());
    for (const Author &row : copies) {
      const auto same = std::make_unique<Author>(row);
      show(&*same);
      break;
    }
  }
}
namespace case3 { // Not mended yet: unused-join-behind-a-way-back
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Book &row : Book::objects(db).select_related("author_card__book_card__author").prefetch_related("author_card__book_card__author__children")) {
      if (row.author_card->book_card)
      std::cout << row.author_card->book_card->author->name << '\n';
    }
  }
}
namespace case4 { // Not mended yet: bulk-of-related-rows
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Author one = Author::objects(db).order_by("id")[1];
    const auto rows = one.book_set.all().filter("rank"_c >= 0);
    const std::vector<Book> copies = rows.to_vector();
    orm::prefetch_related_objects(copies, "author_list");
    for (const Book &row : copies) {
      for (const Author &each : row.author_list.all())
      std::cout << each.name << '\n';
      break;
    }
    for (const Book &row : rows)
    std::cout << row.author_list.count() << '\n';
  }
}
namespace case5 { // Not mended yet: prefetched-behind-a-way-back
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Book &row : Book::objects(db).filter("rank"_c >= 0).prefetch_related("author_card__book_card__author")) {
      if (row.author_card->book_card)
      std::cout << row.author_card->book_card->author->name << '\n';
      std::cout << row.author->books.exists() << '\n';
    }
  }
}
namespace case6 { // Not mended yet: bulk-beside-a-branch
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    auto query = Book::objects(db);
    if (flag) query = query.select_related("author");
    const std::vector<Book> rows = query.to_vector();
    orm::prefetch_related_objects(rows, "author");
    for (const Book &row : rows)
    std::cout << row.author->name << row.author_card->name << '\n';
  }
}
namespace case7 { // Not mended yet: null-of-a-single-row
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    if (const auto found = Author::objects(db).select_related("parent").prefetch_related("parent__books").last()) {
      if (found->parent)
      std::cout << found->parent->name << '\n';
    }
  }
}
namespace case8 { // Not mended yet: fix-for-two-queries
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = flag ? Author::objects(db).limit(9) : Author::objects(db).order_by("name").limit(9);
    for (const Author &row : rows) {
      for (const Book &book : row.book_set.all())
      std::cout << book.author->name << '\n';
      break;
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
  begin(db, 1);
  {
    orm::Transaction undone{db};
    case1::run(db, true);
    case1::run(db, false);
  }
  begin(db, 2);
  {
    orm::Transaction undone{db};
    case2::run(db, true);
    case2::run(db, false);
  }
  begin(db, 3);
  {
    orm::Transaction undone{db};
    case3::run(db, true);
    case3::run(db, false);
  }
  begin(db, 4);
  {
    orm::Transaction undone{db};
    case4::run(db, true);
    case4::run(db, false);
  }
  begin(db, 5);
  {
    orm::Transaction undone{db};
    case5::run(db, true);
    case5::run(db, false);
  }
  begin(db, 6);
  {
    orm::Transaction undone{db};
    case6::run(db, true);
    case6::run(db, false);
  }
  begin(db, 7);
  {
    orm::Transaction undone{db};
    case7::run(db, true);
    case7::run(db, false);
  }
  begin(db, 8);
  {
    orm::Transaction undone{db};
    case8::run(db, true);
    case8::run(db, false);
  }
  begin(db, -1);
}
