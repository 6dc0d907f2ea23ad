// Causes that had a name, and what came beside them, by hand.
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
namespace case0 { // what is read of a single row under a condition cost as if the condition held
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    if (const auto found = Book::objects(db).filter("rank"_c == 1).prefetch_related("author_list").first()) {
      if (found->rank == 2)
      std::cout << found->author->name << '\n';
    }
  }
}
namespace case1 { // whether the rows of an eager load's own query have an order that first() is answered by
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Author &row : Author::objects(db).prefetch_related(orm::Prefetch<Author>("books", Book::objects(db)))) {
      if (const auto only = row.books.first())
      std::cout << only->name << '\n';
    }
  }
}
namespace case2 { // what is loaded in bulk for copies of rows serves the rows, too
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Book::objects(db);
    const std::vector<Book> copies = rows.to_vector();
    orm::prefetch_related_objects(copies, "author");
    for (const Book &row : copies)
    std::cout << row.author->name << '\n';
    for (const Book &row : rows)
    std::cout << row.author->name << '\n';
  }
}
namespace case3 { // a prefetch gives rows that several rows have in common
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Author &row : Author::objects(db).prefetch_related("book_set__author_list"))
    for (const Book &book : row.book_set.all())
    for (const Author &each : book.author_list.all())
    for (const Author &child : each.children.all())
    std::cout << child.name << '\n';
  }
}
namespace case5 { // a loop over positions that ends early looks for nothing
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Book::objects(db);
    for (std::int64_t i = 0; i < rows.count(); ++i) {
      const Book row = rows[i];
      std::cout << row.name << '\n';
      if (row.id == 9)
      break;
    }
  }
}
namespace case6 { // rows in a map, by their names in a structured binding
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    std::map<std::int64_t, Book> rows;
    for (const Book &some : Book::objects(db).prefetch_related("author_list"))
    rows.emplace(some.id, some);
    for (const auto &[key, row] : rows)
    std::cout << row.name << '\n';
  }
}
namespace case4 { // the loop had too few rows to show anything
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Author one = Author::objects(db).get("id"_c == 2);
    for (const Author &row : one.children.all())
    if (row.rank == 3)
    std::cout << row.books.exists() << '\n';
  }
}
namespace case7 { // two ways that clear come through a coroutine
  static Generator<Book> walk(orm::QuerySet<Book> rows) {
    for (const Book &row : rows)
    co_yield row;
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    auto query = Book::objects(db);
    if (flag) query = query.prefetch_related("author_list").prefetch_related(nullptr).order_by("-name");
    else query = query.filter("rank"_c >= 0).prefetch_related("author_list").prefetch_related(nullptr);
    for (const Book &row : walk(query))
    for (const Author &each : row.author_list.all())
    std::cout << each.name << '\n';
  }
}
namespace case8 { // rows that a prefetch brought are the same ones when they are asked for twice
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Author &row : Author::objects(db).prefetch_related("books")) {
      for (const Book &each : row.books.all())
      std::cout << each.author_card->name << '\n';
      for (const Book &each : row.books.all())
      std::cout << each.author_card->name << '\n';
    }
  }
}
namespace case9 { // the fix of a loop serves a single row of the same query
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Author one = Author::objects(db).get("id"_c == 2);
    const auto both = one.books.all().filter("id"_c > 1);
    for (const Book &row : both)
    for (const Author &each : row.author_list.all())
    std::cout << each.name << '\n';
    for (const Book &row : both) {
      std::cout << row.author_list_label() << '\n';
      break;
    }
  }
}
namespace case10 { // the fix of one expression is none of another one for the same rows
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Author one = Author::objects(db).get("id"_c == 2);
    for (const Book &row : one.books.all())
    for (const Author &each : row.author_list.all())
    std::cout << each.name << '\n';
    for (const Book &row : one.books.all())
    std::cout << row.name << '\n';
  }
}
namespace case11 { // two ways back, one after the other
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Author &row : Author::objects(db).prefetch_related("books__author_card__book_card__author"))
    for (const Book &each : row.books.all())
    std::cout << each.author_card->name << '\n';
  }
}
namespace case12 { // a way back, in bulk
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Author::objects(db).to_vector();
    orm::prefetch_related_objects(rows, "books__author");
    for (const Author &row : rows) {
      for (const Book &each : row.books.all())
      std::cout << each.author->name << '\n';
      for (const Author &each : row.children.all())
      std::cout << each.name << '\n';
    }
  }
}
namespace case13 { // rows that are streamed, too, take no prefetch
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto both = Book::objects(db);
    for (const Book &row : both.iterator())
    std::cout << row.name << '\n';
    for (const Book &row : both)
    for (const Author &each : row.author_list.all())
    std::cout << each.name << '\n';
  }
}
namespace case14 { // related rows by their positions, of a row that came by its own
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Author one = Author::objects(db).order_by("id")[1];
    const auto rows = one.books.all();
    for (std::int64_t i = 0; i < rows.count(); ++i) {
      const Book row = rows[i];
      std::cout << row.name << '\n';
    }
  }
}
namespace case15 { // a relation behind a way back is there
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Book::objects(db).select_related("author").prefetch_related("author__books__author__books").to_vector();
    for (const Book &row : rows)
    for (const Book &each : row.author->books.all())
    std::cout << each.name << '\n';
  }
}
namespace case16 { // another caller of a query that stores related rows elsewhere asks for none of them
  static orm::QuerySet<Author> found(orm::Database &db) {
    return Author::objects(db).prefetch_related(orm::Prefetch<Author>("books", Book::objects(db), "some_books"));
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Author &row : found(db)) {
      std::cout << row.books.empty() << '\n';
      if (row.id == 9) break;
    }
    for (const Author &row : found(db))
    std::cout << row.name << '\n';
  }
}
namespace case17 { // an eager load that one way to a query has serves related rows: what they lack belongs to the query
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = flag ? Book::objects(db).prefetch_related("author_list__children") : Book::objects(db).filter("rank"_c >= 0);
    for (const Book &row : rows) {
      for (const Author &each : row.author_list.all())
      std::cout << each.children.all().size() << '\n';
      break;
    }
  }
}
namespace case18 { // a way back of related rows, which their owner is asked for in the log
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const Book start = Book::objects(db).get("id"_c == 2);
    const Author &one = *start.author;
    for (const Book &row : one.books.all().prefetch_related("author"))
    std::cout << row.author->name << '\n';
  }
}
namespace case19 { // what a prefetch brought for one of many rows is a part of it
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
namespace case20 { // a join along a way back leaves nothing: the rows that are there stay
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Book &row : Book::objects(db).select_related("author_card__book_card__author").prefetch_related("author_card__book_card__author__children")) {
      if (row.author_card->book_card)
      std::cout << row.author_card->book_card->author->name << '\n';
    }
  }
}
namespace case21 { // what is loaded in bulk for copies of related rows serves these, too
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
namespace case22 { // a prefetch along a way back loads a relation of the rows themselves
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    for (const Book &row : Book::objects(db).filter("rank"_c >= 0).prefetch_related("author_card__book_card__author")) {
      if (row.author_card->book_card)
      std::cout << row.author_card->book_card->author->name << '\n';
      std::cout << row.author->books.exists() << '\n';
    }
  }
}
namespace case23 { // a load in bulk of what one of two ways has joined
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    auto query = Book::objects(db);
    if (flag) query = query.select_related("author");
    const std::vector<Book> rows = query.to_vector();
    orm::prefetch_related_objects(rows, "author");
    for (const Book &row : rows)
    std::cout << row.author->name << row.author_card->name << '\n';
  }
}
namespace case24 { // one fix of related rows is for both of two queries
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = flag ? Author::objects(db).limit(9) : Author::objects(db).order_by("name").limit(9);
    for (const Author &row : rows) {
      for (const Book &book : row.book_set.all())
      std::cout << book.author->name << '\n';
      break;
    }
  }
}
namespace case25 { // rows that a load in bulk shares out keep what is loaded for them
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Book::objects(db);
    const std::vector<Book> copies = rows.to_vector();
    orm::prefetch_related_objects(copies, "author");
    for (const Book &row : rows) {
      if (row.author->parent)
      std::cout << row.author->parent->name << '\n';
    }
  }
}
namespace case26 { // a load in bulk fetches what a join along a way back has lost
  static orm::QuerySet<Book> find(orm::Database &db) {
    return Book::objects(db).select_related("author_card__book_card__author");
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const std::vector<Book> rows = find(db).to_vector();
    orm::prefetch_related_objects(rows, "author_card__book_card__author");
  }
}
namespace case27 { // one row of several that are in memory, by a member of their container
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    const auto rows = Author::objects(db).prefetch_related("children__book_set").limit(9).to_vector();
    for (const Author &child : rows.front().children.all())
    for (const Book &book : child.book_set.all())
    std::cout << book.author_card->name << '\n';
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
  begin(db, 4);
  {
    orm::Transaction undone{db};
    case4::run(db, true);
    case4::run(db, false);
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
  begin(db, 9);
  {
    orm::Transaction undone{db};
    case9::run(db, true);
    case9::run(db, false);
  }
  begin(db, 10);
  {
    orm::Transaction undone{db};
    case10::run(db, true);
    case10::run(db, false);
  }
  begin(db, 11);
  {
    orm::Transaction undone{db};
    case11::run(db, true);
    case11::run(db, false);
  }
  begin(db, 12);
  {
    orm::Transaction undone{db};
    case12::run(db, true);
    case12::run(db, false);
  }
  begin(db, 13);
  {
    orm::Transaction undone{db};
    case13::run(db, true);
    case13::run(db, false);
  }
  begin(db, 14);
  {
    orm::Transaction undone{db};
    case14::run(db, true);
    case14::run(db, false);
  }
  begin(db, 15);
  {
    orm::Transaction undone{db};
    case15::run(db, true);
    case15::run(db, false);
  }
  begin(db, 16);
  {
    orm::Transaction undone{db};
    case16::run(db, true);
    case16::run(db, false);
  }
  begin(db, 17);
  {
    orm::Transaction undone{db};
    case17::run(db, true);
    case17::run(db, false);
  }
  begin(db, 18);
  {
    orm::Transaction undone{db};
    case18::run(db, true);
    case18::run(db, false);
  }
  begin(db, 19);
  {
    orm::Transaction undone{db};
    case19::run(db, true);
    case19::run(db, false);
  }
  begin(db, 20);
  {
    orm::Transaction undone{db};
    case20::run(db, true);
    case20::run(db, false);
  }
  begin(db, 21);
  {
    orm::Transaction undone{db};
    case21::run(db, true);
    case21::run(db, false);
  }
  begin(db, 22);
  {
    orm::Transaction undone{db};
    case22::run(db, true);
    case22::run(db, false);
  }
  begin(db, 23);
  {
    orm::Transaction undone{db};
    case23::run(db, true);
    case23::run(db, false);
  }
  begin(db, 24);
  {
    orm::Transaction undone{db};
    case24::run(db, true);
    case24::run(db, false);
  }
  begin(db, 25);
  {
    orm::Transaction undone{db};
    case25::run(db, true);
    case25::run(db, false);
  }
  begin(db, 26);
  {
    orm::Transaction undone{db};
    case26::run(db, true);
    case26::run(db, false);
  }
  begin(db, 27);
  {
    orm::Transaction undone{db};
    case27::run(db, true);
    case27::run(db, false);
  }
  begin(db, -1);
}
