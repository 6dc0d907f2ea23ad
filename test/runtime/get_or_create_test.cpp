#include "models.hpp"

/// get_or_create, update_or_create, bulk_create over rows that are there.
namespace {

struct Book : orm::Model<Book> {
  std::string isbn;
  std::string title;
  int stock = 0;
  static constexpr auto constraints = orm::constraints(orm::unique<&Book::isbn>);
  static constexpr auto fields = orm::fields<&Book::isbn, &Book::title, &Book::stock>;
};

class Books : public testing::Test {
protected:
  Books() {
    db.create_tables<Book>();
    (void)books().create({.isbn = "1", .title = "Guide", .stock = 4});
    log.clear();
  }
  orm::QuerySet<Book> books() { return Book::objects(db); }
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
};

TEST_F(School, GetOrCreate) {
  const auto [x, made] = tags().get_or_create("name"_c = "x");
  EXPECT_EQ(queries(), 1u);
  EXPECT_FALSE(made);
  EXPECT_EQ(x.id, 1);
  const auto [z, new_one] = tags().get_or_create("name"_c = "z");
  EXPECT_EQ(queries(), 2u);
  EXPECT_TRUE(new_one);
  EXPECT_EQ(z.id, 3);
  EXPECT_EQ(tags().count(), 3);
}

// Objects, keys and NULL are looked for as they are set.
TEST_F(School, GetOrCreateByRelation) {
  const Dept math = depts().get("name"_c == "Math");
  const auto [dan, found] = students().get_or_create("dept"_c = nullptr, "minor"_c = math);
  EXPECT_EQ(dan.name, "Dan");
  EXPECT_FALSE(found);
  queries();
  const auto [eve, made] =
      students().get_or_create("dept"_c = math, "minor_id"_c = math.id, "name"_c = "Eve");
  EXPECT_TRUE(made);
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(eve.dept->name, "Math"); // the object is known
  EXPECT_EQ(queries(), 0u);
  EXPECT_THROW((void)students().get_or_create("minor"_c = math), orm::MultipleObjectsReturned);
  EXPECT_THROW((void)students().get_or_create("minor"_c = Dept{}), orm::UnsavedError);
}

TEST_F(Books, DefaultsAreOnlyForNewRows) {
  const auto [guide, made] =
      books().get_or_create("isbn"_c = "1", orm::defaults("title"_c = "?", "stock"_c = 0));
  EXPECT_FALSE(made);
  EXPECT_EQ(guide.title, "Guide");
  const auto [fresh, new_one] =
      books().get_or_create("isbn"_c = "2", orm::defaults("title"_c = "Malgudi"));
  EXPECT_TRUE(new_one);
  EXPECT_EQ(books().get("id"_c == fresh.id).title, "Malgudi");
}

TEST_F(Books, UpdateOrCreate) {
  const auto [guide, made] = books().update_or_create("isbn"_c = "1", orm::defaults("stock"_c = 9));
  EXPECT_EQ(log.count(), 2u);
  EXPECT_FALSE(made);
  EXPECT_EQ(guide.stock, 9);
  EXPECT_EQ(books().get("isbn"_c == "1").stock, 9);
  EXPECT_EQ(books().get("isbn"_c == "1").title, "Guide"); // not written
  log.clear();
  const auto [fresh, new_one] =
      books().update_or_create("isbn"_c = "2", orm::defaults("stock"_c = 1));
  EXPECT_EQ(log.count(), 2u);
  EXPECT_TRUE(new_one);
  EXPECT_EQ(fresh.stock, 1);
}

// What is in the way is another row than was asked for. (Somebody faster: faults_race_test.cpp.)
TEST_F(Books, ARowInTheWay) {
  // A row that breaks the constraint, and is not equal in everything that was looked for.
  EXPECT_THROW((void)books().get_or_create("isbn"_c = "1", "title"_c = "other"),
               orm::IntegrityError);
  EXPECT_EQ(books().count(), 1);
}

// row F15: Django's get_or_create leaves the old list in the cache; here every way to a new member
// empties it.
TEST_F(School, GetOrCreateThroughAManager) {
  Dept cs = depts().prefetch_related("students").get("name"_c == "CS");
  queries();
  const auto [made, is_new] = cs.students.get_or_create("name"_c = "New", "minor"_c = cs);
  EXPECT_EQ(queries(), 2u);
  EXPECT_TRUE(is_new);
  EXPECT_EQ(made.dept.id(), cs.id);
  EXPECT_EQ(names(cs.students.all()), "Ann,Bob,New");
  EXPECT_EQ(queries(), 1u);
  // Dan is a student, but not of this department.
  EXPECT_TRUE(cs.students.get_or_create("name"_c = "Dan", orm::defaults("minor"_c = cs)).second);
  EXPECT_FALSE(cs.students.get_or_create("name"_c = "Ann").second);
  EXPECT_EQ(
      cs.students.update_or_create("name"_c = "Ann", orm::defaults("name"_c = "Anna")).first.name,
      "Anna");
  EXPECT_EQ(names(cs.students.all()), "Anna,Bob,New,Dan");
  Student bob = students().get("name"_c == "Bob");
  EXPECT_EQ(names(bob.tags.all()), "x");
  EXPECT_TRUE(bob.tags.get_or_create("name"_c = "y").second); // another y: the first is not his
  EXPECT_EQ(names(bob.tags.all()), "x,y");
  EXPECT_EQ(tags().filter("name"_c == "y").count(), 2);
}

TEST_F(Books, BulkCreateIgnoresConflicts) {
  const auto rows = books().bulk_create(
      {{.isbn = "1", .title = "again"}, {.isbn = "2", .title = "new"}}, orm::ignore_conflicts);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(rows[1].id, 0); // which rows are new is not known
  EXPECT_EQ(books().get("isbn"_c == "1").title, "Guide");
  EXPECT_EQ(books().get("isbn"_c == "2").title, "new");
}

TEST_F(Books, BulkCreateUpdatesConflicts) {
  books().bulk_create(
      {{.isbn = "1", .title = "again", .stock = 7}, {.isbn = "2", .stock = 8}},
      orm::update_conflicts(orm::unique_fields("isbn"_c), orm::update_fields("stock"_c)));
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(books().get("isbn"_c == "1").title, "Guide");
  EXPECT_EQ(books().get("isbn"_c == "1").stock, 7);
  EXPECT_EQ(books().get("isbn"_c == "2").stock, 8);
}

// Other constraints are not conflicts.
TEST_F(School, IgnoredConflictsAreThoseOfUniqueColumns) {
  EXPECT_THROW(students().bulk_create({{.name = "no minor"}}, orm::ignore_conflicts),
               orm::IntegrityError);
}

} // namespace
