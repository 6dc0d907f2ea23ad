#include "faults.hpp"

/// Tables that are not those of the models: the exception names the model, the column and the
/// remedy.
namespace {

TEST_F(Faults, MissingTable) {
  orm::Database db{file};
  const auto error = error_of([&] { (void)Book::objects(db).count(); });
  EXPECT_EQ(error.code(), SQLITE_ERROR);
  EXPECT_EQ(error.message(), "no such table: book");
  EXPECT_EQ(error.statement(), R"(SELECT COUNT(*) FROM "book")");
  EXPECT_EQ(error.advice(), R"(The table "book" of the model `Book` is not in this database: )"
                            R"(make it with create_tables<Book>(), if this is the right file.)");
  db.create_tables<Shelf, Book>();
  EXPECT_EQ(Book::objects(db).count(), 0);
}

// The table that is missing is a related model's: the message names that one.
TEST_F(Faults, MissingRelatedTable) {
  orm::Database db{file};
  db.create_tables<Shelf>();
  (void)Shelf::objects(db).create({.name = "A"});
  const auto prefetched =
      error_of([&] { (void)Shelf::objects(db).prefetch_related("books").size(); });
  EXPECT_SAYS(prefetched, "create_tables<Book>()");
  const Shelf shelf = Shelf::objects(db).get();
  const auto lazy = error_of([&] { (void)shelf.books.all().size(); });
  EXPECT_SAYS(lazy, "create_tables<Book>()");
  EXPECT_EQ(lazy.advice().find("Shelf"), std::string::npos);
}

struct OldBook : orm::Model<OldBook> {
  std::string title;
  static constexpr auto table = "book";
  static constexpr auto fields = orm::fields<&OldBook::title>;
};

TEST_F(Faults, MissingColumn) {
  orm::Database db{file};
  db.create_tables<Shelf, OldBook>();
  (void)OldBook::objects(db).create({.title = "The Guide"});
  const std::string advice =
      R"(The table "book" has no column "shelf_id", which the field `Book.shelf_id` needs. )"
      R"(create_tables() does not change a table that exists: add it with ALTER TABLE "book" )"
      R"(ADD COLUMN "shelf_id" INTEGER NOT NULL DEFAULT ..., or make the table anew.)";
  const auto read = error_of([&] { (void)Book::objects(db).size(); });
  EXPECT_EQ(read.message(), "no such column: book.shelf_id");
  EXPECT_EQ(read.advice(), advice);
  const auto written = error_of([&] {
    (void)Book::objects(db).create({.title = "x", .shelf = Shelf::objects(db).create({})});
  });
  EXPECT_EQ(written.message(), "table book has no column named shelf_id");
  EXPECT_EQ(written.advice(), advice);
  // Told at the start of the program, all at once, where it asks.
  const auto asked = error_of<orm::SchemaError>([&] { db.check_tables<Shelf, Book>(); });
  EXPECT_EQ(asked.what(), advice);
  // And create_tables() does not go on as if it had made the table.
  const auto created = error_of<orm::SchemaError>([&] { db.create_tables<Shelf, Book>(); });
  EXPECT_EQ(created.what(), advice);
  EXPECT_EQ(OldBook::objects(db).get().title, "The Guide");
  EXPECT_EQ(integrity(), "ok");
}

// The other way round: a column that no field fills.
TEST_F(Faults, UnknownRequiredColumn) {
  orm::Database db = with_shelf(1);
  const auto error = error_of<orm::SchemaError>([&] { db.check_tables<OldBook>(); });
  EXPECT_SAYS(error, R"(The table "book" has a column "shelf_id" that takes no NULL)");
  const auto refused =
      error_of<orm::IntegrityError>([&] { (void)OldBook::objects(db).create({.title = "x"}); });
  EXPECT_EQ(refused.message(), "NOT NULL constraint failed: book.shelf_id");
  EXPECT_EQ(OldBook::objects(db).get().title, "book 0"); // reading it is fine
}

struct NumberedBook : orm::Model<NumberedBook> {
  std::int64_t title = 0;
  static constexpr auto table = "book";
  static constexpr auto fields = orm::fields<&NumberedBook::title>;
};

TEST_F(Faults, WrongType) {
  orm::Database db = with_shelf(1);
  const auto error = error_of<orm::FieldError>([&] { (void)NumberedBook::objects(db).size(); });
  EXPECT_SAYS(error, "reading a NumberedBook: column \"title\" holds text, but the model's field "
                     "takes an integer; the schema does not match the model (check_tables<");
  const auto asked = error_of<orm::SchemaError>([&] { db.check_tables<NumberedBook>(); });
  EXPECT_SAYS(asked, R"(The column "title" of the table "book" is declared TEXT, and the field )"
                     R"(`NumberedBook.title` needs INTEGER)");
}

struct Reader : orm::Model<Reader> {
  orm::ManyToMany<Shelf> shelves;
  static constexpr auto fields = orm::fields<&Reader::shelves>;
};

TEST_F(Faults, MissingLinkTable) {
  orm::Database db = with_shelf();
  db.create_tables<Reader>();
  const Reader reader = Reader::objects(db).create({});
  EXPECT_EQ(ask(file, "DROP TABLE reader_shelves"), "");
  const auto error = error_of([&] { (void)reader.shelves.all().size(); });
  EXPECT_SAYS(error,
              R"(The table "reader_shelves" of the relation `Reader.shelves` is not in this )"
              R"(database: make it with create_tables<Reader>())");
  Reader copy = reader;
  const auto added = error_of([&] { copy.shelves.add(Shelf::objects(db).get()); });
  EXPECT_SAYS(added, "create_tables<Reader>()");
}

// A link table with other columns: SQLite would by default take the names for texts, and find
// nothing to delete.
TEST_F(Faults, WrongLinkTable) {
  orm::Database db = with_shelf();
  EXPECT_EQ(ask(file, "CREATE TABLE reader(id INTEGER PRIMARY KEY); "
                      "CREATE TABLE reader_shelves(r INTEGER, s INTEGER)"),
            "");
  Reader reader = Reader::objects(db).create({});
  const auto error = error_of([&] { reader.shelves.clear(); });
  EXPECT_EQ(error.message(), "no such column: reader_id");
  EXPECT_SAYS(error, "which the relation `Reader.shelves` needs");
}

} // namespace
