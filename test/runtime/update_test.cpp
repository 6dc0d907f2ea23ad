#include "models.hpp"

/// Writes by query: update, bulk_update, delete.
namespace {

struct Shop;
struct Stock : orm::Model<Stock> {
  std::string name;
  int count = 0;
  int reserved = 0;
  double price = 0;
  std::optional<int> limit;
  orm::ForeignKey<Shop, orm::nullable> shop;
  static constexpr auto fields = orm::fields<&Stock::name, &Stock::count, &Stock::reserved,
                                             &Stock::price, &Stock::limit, &Stock::shop>;
};
struct Shop : orm::Model<Shop> {
  std::string town;
  orm::ReverseForeignKey<Stock, "shop"> stocks;
  static constexpr auto fields = orm::fields<&Shop::town, &Shop::stocks>;
};

class Update : public testing::Test {
protected:
  Update() {
    db.create_tables<Shop, Stock>();
    pune = Shop::objects(db).create({.town = "Pune"});
    agra = Shop::objects(db).create({.town = "Agra"});
    stocks().bulk_create({{.name = "pens", .count = 10, .price = 1.5, .shop = pune},
                          {.name = "ink", .count = 3, .reserved = 2, .limit = 5, .shop = pune},
                          {.name = "chalk", .count = 7, .shop = agra}});
    log.clear();
  }
  orm::QuerySet<Stock> stocks() { return Stock::objects(db); }
  Stock get(const char* name) { return stocks().get("name"_c == name); }
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  Shop pune, agra;
};

TEST_F(Update, Values) {
  EXPECT_EQ(stocks().filter("count"_c > 5).update("price"_c = 2, "limit"_c = 100), 2);
  ASSERT_EQ(log.count(), 1u);
  EXPECT_EQ(log.entries().back().sql, R"(UPDATE "stock" SET "price" = ?, "limit" = ? )"
                                      R"(WHERE "stock"."count" > ?)");
  EXPECT_EQ(get("pens").price, 2);
  EXPECT_EQ(get("ink").price, 0);
  EXPECT_EQ(get("chalk").limit, 100);
  EXPECT_EQ(stocks().update("limit"_c = std::nullopt, "name"_c = std::string_view("same")), 3);
  EXPECT_EQ(stocks().filter("limit"_c.is_null(), "name"_c == "same").count(), 3);
  EXPECT_EQ(stocks().filter("name"_c == "none").update("count"_c = 1), 0);
}

// Django's F(): the database computes, row by row.
TEST_F(Update, Expressions) {
  EXPECT_EQ(stocks().update("count"_c = "count"_c - 1), 3);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(get("pens").count, 9);
  EXPECT_EQ(get("chalk").count, 6);
  stocks().update("price"_c = ("count"_c - "reserved"_c) * 2 + 0.5, "reserved"_c = "count"_c);
  EXPECT_EQ(get("ink").price, 0.5);
  EXPECT_EQ(get("ink").reserved, 2);
  stocks().update("count"_c = 100 / "reserved"_c % 7);
  EXPECT_EQ(get("pens").count, 100 / 9 % 7);
  // The old values are meant wherever a column is named.
  stocks().update("count"_c = "reserved"_c, "reserved"_c = "count"_c);
  EXPECT_EQ(get("pens").count, 9);
  EXPECT_EQ(get("pens").reserved, 4);
  stocks().filter("name"_c == "ink").update("limit"_c = "limit"_c + 1);
  EXPECT_EQ(get("ink").limit, 6);
  stocks().update("limit"_c = "limit"_c + 1);
  EXPECT_EQ(get("pens").limit, std::nullopt);
}

TEST_F(Update, ForeignKeys) {
  EXPECT_EQ(stocks().filter("shop__town"_c == "Pune").update("shop"_c = agra), 2);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(agra.stocks.count(), 3);
  stocks().filter("name"_c == "ink").update("shop_id"_c = pune.id);
  EXPECT_EQ(get("ink").shop.id(), pune.id);
  stocks().update("shop"_c = nullptr);
  EXPECT_EQ(stocks().filter("shop"_c.is_null()).count(), 3);
  EXPECT_THROW(stocks().update("shop"_c = Shop{}), orm::UnsavedError);
  EXPECT_THROW(stocks().update("shop"_c = 99), orm::IntegrityError);
}

// Where Django refuses a slice, the rows of the slice are updated.
TEST_F(Update, OfASlice) {
  EXPECT_EQ(stocks().order_by("-count").limit(2).update("reserved"_c = 1), 2);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(get("pens").reserved, 1);
  EXPECT_EQ(get("ink").reserved, 2);
  EXPECT_EQ(get("chalk").reserved, 1);
}

// A filter through a relation to many finds a row once, however often it matches.
TEST_F(Update, ThroughARelationToMany) {
  EXPECT_EQ(Shop::objects(db).filter("stocks__count"_c > 1).update("town"_c = "Goa"), 2);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(Shop::objects(db).filter("town"_c == "Goa").count(), 2);
}

TEST_F(Update, NothingToAsk) {
  EXPECT_EQ(stocks().none().update("count"_c = 0), 0);
  EXPECT_EQ(stocks().none().delete_().total, 0);
  EXPECT_EQ(log.count(), 0u);
  const auto both = stocks().union_(stocks());
  EXPECT_THROW(both.update("count"_c = 0), orm::NotSupportedError);
  EXPECT_THROW(both.delete_(), orm::NotSupportedError);
  EXPECT_THROW(both.bulk_update(std::vector<Stock>{}, "count"_c), orm::NotSupportedError);
}

TEST_F(Update, ValuesThatDoNotFit) {
  EXPECT_THROW(stocks().update("count"_c = std::int64_t{1} << 40), orm::FieldError);
  EXPECT_THROW(stocks().update("limit"_c = 5'000'000'000), orm::FieldError);
  EXPECT_EQ(log.count(), 0u);
}

// The rows that were read are old after a write through the same query set, and are read again.
TEST_F(Update, QuerySetForgetsItsRows) {
  const auto all = stocks().order_by("id");
  EXPECT_EQ(all.size(), 3u);
  int seen = 0;
  for (const Stock& stock : all) { // the loop goes on with the rows it has
    if (stock.name == "pens") {
      EXPECT_EQ(all.update("count"_c = 0), 3);
    }
    seen += stock.count;
  }
  EXPECT_EQ(seen, 20);
  log.clear();
  EXPECT_EQ((*all.begin()).count, 0);
  EXPECT_EQ(log.count(), 1u);
}

TEST_F(Update, Bulk) {
  std::vector<Stock> rows = stocks().to_vector();
  log.clear();
  for (Stock& row : rows) {
    row.count *= 2;
    row.name += "!";
    row.shop = agra;
  }
  EXPECT_EQ(stocks().bulk_update(rows, "count"_c, "shop"_c), 3);
  EXPECT_EQ(log.count(), 1u);
  EXPECT_EQ(get("pens").count, 20); // the name is not among the columns
  EXPECT_EQ(agra.stocks.count(), 3);
  // Only the rows of the query set.
  rows[0].count = rows[2].count = 1;
  EXPECT_EQ(stocks().filter("name"_c == "chalk").bulk_update(rows, "count"_c), 1);
  EXPECT_EQ(get("pens").count, 20);
  EXPECT_EQ(get("chalk").count, 1);
  EXPECT_EQ(stocks().bulk_update(std::vector<Stock>{}, "count"_c), 0);
  EXPECT_THROW(stocks().bulk_update(std::vector<Stock>(1), "count"_c), orm::UnsavedError);
}

TEST_F(Update, BulkOfManyRows) {
  std::vector<Stock> rows(3000);
  rows = stocks().bulk_create(rows);
  log.clear();
  for (Stock& row : rows)
    row.reserved = static_cast<int>(row.id);
  EXPECT_EQ(stocks().bulk_update(rows, "reserved"_c), 3000);
  EXPECT_EQ(log.count(), 7u); // 999 variables a statement
  EXPECT_EQ(stocks().get("id"_c == 2500).reserved, 2500);
}

// All or nothing.
TEST_F(Update, BulkFails) {
  std::vector<Stock> rows(1000);
  rows = stocks().bulk_create(rows);
  for (Stock& row : rows)
    row.reserved = 1;
  rows.back().shop.set_id(99);
  EXPECT_THROW(stocks().bulk_update(rows, "reserved"_c, "shop"_c), orm::IntegrityError);
  EXPECT_EQ(stocks().filter("reserved"_c == 1).count(), 0);
}

// row F22: an update through a prefetched manager drops what was prefetched.
TEST_F(School, UpdateThroughThePrefetchedManager) {
  Dept cs = depts().prefetch_related("students").get("name"_c == "CS");
  const auto kept = cs.students.all();
  queries();
  EXPECT_EQ(cs.students.update("name"_c = "U"), 2);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(cs.students.all()), "U,U");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(kept), "Ann,Bob"); // as old as the moment it was asked for
  EXPECT_EQ(queries(), 0u);
}

// So does a delete.
TEST_F(School, DeleteThroughThePrefetchedManager) {
  Student ann = students().prefetch_related("enrolments").get("name"_c == "Ann");
  queries();
  EXPECT_EQ(ann.enrolments.delete_().total, 2);
  EXPECT_EQ(queries(), 1u);
  EXPECT_TRUE(ann.enrolments.all().empty());
  EXPECT_EQ(queries(), 1u);
}

// The rows that cascade are counted, as Django counts them, in the one statement.
TEST_F(School, DeletedRowsAreCounted) {
  const orm::Deleted gone = students().filter("courses__title"_c == "OS").delete_();
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(students()), "Bob,Dan");
  EXPECT_EQ(gone.from("student"), 2); // Ann and Cyd
  EXPECT_EQ(gone.from("enrol"), 5);
  EXPECT_EQ(gone.from("locker"), 0); // set to NULL
  EXPECT_EQ(gone.links, 5 + 2 + 2);  // courses, follows, tags
  EXPECT_EQ(gone.total, 2 + 5 + 9);
  const orm::Deleted one = depts().get("name"_c == "Math").delete_();
  EXPECT_EQ(one.by_table,
            (std::map<std::string, std::int64_t>{{"dept", 1}, {"enrol", 1}, {"student", 2}}));
  EXPECT_EQ(one.links, 2);
  EXPECT_EQ(Emp::objects(db).delete_().total, 3);
  EXPECT_EQ(Emp::objects(db).delete_().total, 0);
}

} // namespace
