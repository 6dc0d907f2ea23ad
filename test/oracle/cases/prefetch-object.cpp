// Seed 27, function 46: a plain path beside a Prefetch with a query set of its own would clash with it.
// Written by the oracle; test/oracle/README.md says how to read it.
#include "oracle.hpp"
struct Mark : orm::Model<Mark> {
  int number = 0;
  static constexpr auto fields = orm::fields<&Mark::number>;
};
struct Book;
struct Shop;
struct Town;
struct Book : orm::Model<Book> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ReverseForeignKey<Shop, "book"> shops;
  orm::ReverseForeignKey<Town, "book"> towns;
  orm::ReverseForeignKey<Town, "sponsor"> sponsor_towns;
  std::string shops_label() const;
  std::string towns_label() const;
  std::string sponsor_towns_label() const;
  orm::Prefetched<Shop> some_shops;
  orm::Prefetched<Town> some_towns;
  orm::Prefetched<Town> some_sponsor_towns;
  static constexpr auto fields = orm::fields<&Book::name, &Book::rank, &Book::note, &Book::shops, &Book::towns, &Book::sponsor_towns, &Book::some_shops, &Book::some_towns, &Book::some_sponsor_towns>;
};
struct Shop : orm::Model<Shop> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Book> book;
  std::string book_label() const;
  static constexpr auto fields = orm::fields<&Shop::name, &Shop::rank, &Shop::note, &Shop::book>;
};
struct Town : orm::Model<Town> {
  std::string name;
  int rank = 0;
  orm::Deferred<std::string> note;
  orm::ForeignKey<Book> book;
  orm::ForeignKey<Book> sponsor;
  std::string book_label() const;
  std::string sponsor_label() const;
  static constexpr auto fields = orm::fields<&Town::name, &Town::rank, &Town::note, &Town::book, &Town::sponsor>;
};
inline std::string Book::shops_label() const {
  std::string all;
  for (const Shop &each : shops.all())
    all += each.name;
  return all;
}
inline std::string Book::towns_label() const {
  std::string all;
  for (const Town &each : towns.all())
    all += each.name;
  return all;
}
inline std::string Book::sponsor_towns_label() const {
  std::string all;
  for (const Town &each : sponsor_towns.all())
    all += each.name;
  return all;
}
inline std::string Shop::book_label() const {
  return book ? book->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Shop &row) {
  return out << row.name << '/' << row.book_label();
}
inline std::string Town::book_label() const {
  return book ? book->name : "-";
}
inline std::string Town::sponsor_label() const {
  return sponsor ? sponsor->name : "-";
}
inline std::ostream &operator<<(std::ostream &out, const Town &row) {
  return out << row.name << '/' << row.book_label();
}
static void seed(orm::Database &db) {
  db.create_tables<Mark, Book, Shop, Town>();
  std::vector<Book> book_rows;
  for (int i = 0; i < 19; ++i) {
    Book row;
    row.name = "Book" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    book_rows.push_back(Book::objects(db).create(row));
  }
  std::vector<Shop> shop_rows;
  for (int i = 0; i < 20; ++i) {
    Shop row;
    row.name = "Shop" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.book = book_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % book_rows.size()];
    shop_rows.push_back(Shop::objects(db).create(row));
  }
  std::vector<Town> town_rows;
  for (int i = 0; i < 19; ++i) {
    Town row;
    row.name = "Town" + std::to_string(99 - i);
    row.rank = i % 5;
    row.note = "note " + std::to_string(i);
    row.book = book_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % book_rows.size()];
    row.sponsor = book_rows[static_cast<std::size_t>(i % 2 ? i / 2 : i / 2 % 2) % book_rows.size()];
    town_rows.push_back(Town::objects(db).create(row));
  }
}
static void begin(orm::Database &db, int number) {
  std::cout << "== " << number << '\n';
  static_cast<void>(Mark::objects(db).filter("number"_c == number).exists());
}
namespace {
namespace case46 {
  struct Same3 {
    int number;
    const Book *row;
  };
  struct Show4 {
    const Book &row;
    void print() const {
      for (const Town &each5 : row.towns.all()) {
        std::cout << each5.book->sponsor_towns.empty() << '\n';
      }
      for (const Town &each5 : row.towns.all()) {
        std::cout << each5.book->sponsor_towns.empty() << '\n';
      }
    }
  };
  template <class Callback>
  static void render2(const orm::QuerySet<Book> &rows, Callback callback) {
    for (const Book &each : rows) {
      callback(each);
    }
  }
  static void run([[maybe_unused]] orm::Database &db, [[maybe_unused]] bool flag) {
    auto query1 = Book::objects(db);
    if (flag) query1 = query1.prefetch_related(orm::Prefetch<Book>("towns", Town::objects(db).select_related("book").prefetch_related("book__sponsor_towns")));
    render2(query1, [](const Book &row) {
      const Same3 same3{1, &row};
      Show4{*same3.row}.print();
    });
  }
}
}
int main() {
  orm::Database db{":memory:"};
  seed(db);
  begin(db, 46);
  {
    orm::Transaction undone{db};
    case46::run(db, true);
    case46::run(db, false);
  }
  begin(db, -1);
}
