#include "faults.hpp"

#include <barrier>
#include <thread>

/// Threads: a Database for each, and what happens to those who share one. Runs with
/// ThreadSanitizer too (`./dev tsan`).
namespace {

/// `count` threads that begin together.
template <class Run>
void in_threads(int count, Run run) {
  std::barrier start(count);
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      run(i);
    });
  for (std::thread& thread : threads)
    thread.join();
}

/// Makes the shelf's books and its count of them agree again, with one book more.
void add_book(const orm::Database& db, const std::string& title) {
  orm::Transaction transaction{db};
  Shelf shelf = Shelf::objects(db).get("name"_c == "A");
  shelf.books.create({.title = title});
  ++shelf.books_count;
  shelf.save();
  transaction.commit();
}

/// Reads the shelf with its books, and says whether the count is right.
bool consistent(const orm::Database& db) {
  bool right = true;
  for (const Shelf& shelf : Shelf::objects(db).prefetch_related("books"))
    right &= static_cast<std::int64_t>(shelf.books.all().size()) == shelf.books_count;
  return right;
}

using Threads = Faults;

// One file, one Database for each thread: nothing is lost, and readers see whole transactions.
TEST_F(Threads, OneDatabaseForEach) {
  constexpr int writers = 3, readers = 3, books = 20;
  with_shelf();
  std::atomic<int> torn{0};
  in_threads(writers + readers, [&](int me) {
    const orm::Database db{file};
    for (int i = 0; i < books; ++i)
      if (me < writers)
        add_book(db, std::to_string(me) + ":" + std::to_string(i));
      else
        torn += !consistent(db);
  });
  const orm::Database db{file};
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(Shelf::objects(db).get().books_count, writers * books);
  EXPECT_TRUE(consistent(db));
  EXPECT_EQ(integrity(), "ok");
}

// Every thread opens the file anew all the time, also the first, which is not in WAL mode yet.
TEST_F(Threads, OpenTogether) {
  std::atomic<int> sum{0};
  in_threads(4, [&](int me) {
    for (int i = 0; i < 5; ++i) {
      orm::Database db{file};
      db.create_tables<Shelf, Book>();
      (void)Shelf::objects(db).create({.name = std::to_string(me)});
      ++sum;
    }
  });
  const orm::Database db{file};
  EXPECT_EQ(Shelf::objects(db).count(), sum);
  EXPECT_EQ(ask(file, "PRAGMA journal_mode"), "wal");
}

// A database in memory that is shared by name. It has no WAL: readers wait for writers.
TEST_F(Threads, SharedInMemory) {
  constexpr int writers = 2, readers = 2, books = 10;
  const std::string name = "shelves of " + folder.string() + " 100%?#";
  const orm::DatabaseOptions shared{.in_memory = true};
  orm::Database keep{name, shared};
  keep.create_tables<Shelf, Book>();
  (void)Shelf::objects(keep).create({.name = "A"});
  std::atomic<int> torn{0};
  in_threads(writers + readers, [&](int me) {
    const orm::Database db{name, shared};
    for (int i = 0; i < books; ++i)
      if (me < writers)
        add_book(db, std::to_string(i));
      else
        torn += !consistent(db);
  });
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(Shelf::objects(keep).get().books_count, writers * books);
  const orm::Database other{name + "2", shared};
  EXPECT_THROW((void)Shelf::objects(other).count(), orm::DatabaseError);
}

struct Late : orm::Model<Late> {
  std::string name;
  orm::ForeignKey<Shelf, orm::nullable> shelf;
  static constexpr auto ordering = orm::ordering("name");
  static constexpr auto fields = orm::fields<&Late::name, &Late::shelf>;
};

// A model's description is made by the first to ask, whoever that is.
TEST_F(Threads, FirstUseOfAModel) {
  in_threads(4, [&](int) {
    orm::Database db{":memory:"};
    db.create_tables<Shelf, Book, Late>();
    const Shelf shelf = Shelf::objects(db).create({.name = "A"});
    (void)Late::objects(db).create({.name = "x", .shelf = shelf});
    EXPECT_EQ(Late::objects(db).select_related("shelf").first()->shelf->name, "A");
  });
}

// While one thread has a transaction open in a Database, another cannot slip a statement into it.
TEST_F(Threads, SharedByMistake) {
  const orm::Database db = with_shelf();
  {
    orm::Transaction transaction{db};
    (void)Shelf::objects(db).create({.name = "B"});
    in_threads(2, [&](int) {
      const auto error =
          error_of<orm::ThreadError>([&] { (void)Shelf::objects(db).create({.name = "C"}); });
      EXPECT_SAYS(error, "open one Database for each thread");
      EXPECT_THROW(orm::Transaction{db}, orm::ThreadError);
    });
    transaction.commit();
  }
  EXPECT_EQ(Shelf::objects(db).count(), 2);
}

// All at once on one Database: each statement runs whole, or is refused. The numbers agree.
TEST_F(Threads, SharedByMistakeAllAtOnce) {
  const orm::Database db = with_shelf();
  std::atomic<int> created{0}, refused{0};
  in_threads(4, [&](int) {
    for (int i = 0; i < 50; ++i)
      try {
        orm::Transaction transaction{db};
        (void)Shelf::objects(db).create({.name = "B"});
        transaction.commit();
        ++created;
      } catch (const orm::ThreadError&) {
        ++refused;
      }
  });
  EXPECT_EQ(created + refused, 200);
  EXPECT_EQ(Shelf::objects(db).count(), created + 1);
}

// Handed over as a whole, with its rows: another thread goes on where this one stopped.
TEST_F(Threads, HandedOver) {
  orm::Database db = with_shelf(2);
  auto shelves = Shelf::objects(db).prefetch_related("books");
  EXPECT_EQ(shelves.size(), 1u);
  Shelf copy = *shelves.begin();
  std::thread other([db = std::move(db), shelves = std::move(shelves), copy]() mutable {
    orm::QueryLog log{db};
    EXPECT_EQ(copy.books.all().size(), 2u);
    EXPECT_EQ(log.count(), 0u);
    EXPECT_EQ(copy.books.order_by("title").first()->title, "book 0");
    EXPECT_EQ(log.count(), 1u);
    copy.name = "moved";
    copy.save();
    EXPECT_EQ(Shelf::objects(db).get().name, "moved");
  });
  other.join();
  EXPECT_EQ(copy.name, "A"); // the last to let go of the rows may be this thread
}

} // namespace
