#include "models.hpp"

/// Schema and transactions.
namespace {

TEST_F(School, TransactionKeepsOrUndoes) {
  {
    orm::Transaction tx{db};
    (void)tags().create({.name = "z"});
  }
  EXPECT_EQ(tags().count(), 2);
  {
    orm::Transaction tx{db};
    (void)tags().create({.name = "z"});
    tx.commit();
  }
  EXPECT_EQ(tags().count(), 3);
}

TEST_F(School, NestedTransactionsAreSavepoints) {
  orm::Transaction outer{db};
  (void)tags().create({.name = "kept"});
  {
    orm::Transaction inner{db};
    (void)tags().create({.name = "undone"});
    inner.rollback();
  }
  {
    orm::Transaction inner{db};
    (void)tags().create({.name = "kept too"});
    inner.commit();
  }
  outer.commit();
  EXPECT_EQ(names(tags()), "x,y,kept,kept too");
  EXPECT_THROW(outer.commit(), orm::Error);
}

TEST_F(School, FailureInsideATransaction) {
  orm::Transaction tx{db};
  EXPECT_THROW((void)students().create({.name = "no minor"}), orm::IntegrityError);
  (void)tags().create({.name = "z"});
  tx.commit();
  EXPECT_EQ(tags().count(), 3);
}

// Transaction control, pragmas and schema are logged and not counted.
TEST_F(School, ControlIsNotCounted) {
  orm::Transaction tx{db};
  tx.commit();
  db.create_tables<Emp>();
  ASSERT_FALSE(log.entries().empty());
  EXPECT_EQ(log.entries().front().kind, "transaction");
  EXPECT_EQ(log.entries().front().sql, "BEGIN IMMEDIATE");
  EXPECT_EQ(queries(), 0u);
}

struct HTTPServer : orm::Model<HTTPServer> {
  static constexpr auto fields = orm::fields<>;
};
struct Renamed : orm::Model<Renamed> {
  std::string order; // a word of SQL
  static constexpr auto table = "select \"x\"";
  static constexpr auto fields = orm::fields<&Renamed::order>;
};

TEST(Schema, Names) {
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  db.create_tables<HTTPServer, Renamed>();
  EXPECT_EQ(log.entries()[1].sql,
            R"(CREATE TABLE IF NOT EXISTS "http_server" ("id" INTEGER PRIMARY KEY))");
  (void)HTTPServer::objects(db).create({});
  EXPECT_EQ(HTTPServer::objects(db).first()->id, 1);
  (void)Renamed::objects(db).create({.order = "by"});
  EXPECT_EQ(Renamed::objects(db).get("order"_c == "by").id, 1);
}

TEST(Schema, KeysAndLinks) {
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  db.create_tables<Dept, Course, Student, Enrol, Locker, Tag, Review, Emp>();
  db.create_tables<Dept, Course>(); // again: nothing happens
  std::string all;
  for (const orm::LogEntry& entry : log.entries())
    all += entry.sql + "\n";
  EXPECT_NE(all.find(R"("dept_id" INTEGER REFERENCES "dept" ("id") ON DELETE SET NULL)"),
            std::string::npos);
  EXPECT_NE(all.find(R"("minor_id" INTEGER NOT NULL REFERENCES "dept" ("id") ON DELETE CASCADE)"),
            std::string::npos);
  EXPECT_NE(
      all.find(R"("student_id" INTEGER UNIQUE REFERENCES "student" ("id") ON DELETE SET NULL)"),
      std::string::npos);
  EXPECT_NE(
      all.find(
          R"(CREATE TABLE IF NOT EXISTS "student_follows" ("from_student_id" INTEGER NOT NULL)"),
      std::string::npos);
}

} // namespace
