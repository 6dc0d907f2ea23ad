#include "models.hpp"

/// only and defer: columns that are read when they are needed.
namespace {

struct Author : orm::Model<Author> {
  std::string name;
  orm::Deferred<std::string> biography;
  static constexpr auto fields = orm::fields<&Author::name, &Author::biography>;
};
struct Article : orm::Model<Article> {
  std::string title;
  orm::Deferred<std::string> body;
  orm::Deferred<std::optional<std::string>> summary;
  orm::ForeignKey<Author> author;
  static constexpr auto fields =
      orm::fields<&Article::title, &Article::body, &Article::summary, &Article::author>;
};

class Deferred : public testing::Test {
protected:
  Deferred() {
    db.create_tables<Author, Article>();
    const Author rao = Author::objects(db).create({.name = "Rao", .biography = "born in Mysore"});
    articles().create({.title = "One", .body = "first body", .summary = "short", .author = rao});
    articles().create({.title = "Two", .body = "second body", .author = rao});
    log.clear();
  }
  orm::QuerySet<Article> articles() { return Article::objects(db); }
  std::size_t queries() {
    const std::size_t count = log.count();
    last = log.entries().empty() ? orm::LogEntry{} : log.entries().back();
    log.clear();
    return count;
  }

  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  orm::LogEntry last;
};

TEST_F(Deferred, ReadWithTheRowUnlessLeftOut) {
  for (const Article& article : articles())
    EXPECT_TRUE(article.body.loaded());
  EXPECT_EQ(queries(), 1u);
  std::string seen;
  for (const Article& article : articles().defer("body"_c, "summary"_c)) {
    EXPECT_FALSE(article.body.loaded());
    seen += article.title + ": " + *article.body + ", " + article.summary->value_or("-") + "; ";
    EXPECT_TRUE(article.body == "first body" || article.body == "second body"); // kept
  }
  EXPECT_EQ(seen, "One: first body, short; Two: second body, -; ");
  EXPECT_EQ(log.entries().front().sql,
            R"(SELECT "article"."id", "article"."title", "article"."author_id" FROM "article" )"
            R"(ORDER BY "article"."id")");
  EXPECT_EQ(queries(), 5u); // 1 + 2 rows * 2 columns
  EXPECT_EQ(last.cause, "lazy");
  EXPECT_EQ(last.path, "summary");
}

TEST_F(Deferred, Only) {
  const Article one = articles().only("title"_c, "author"_c).get("title"_c == "One");
  EXPECT_FALSE(one.body.loaded());
  EXPECT_FALSE(one.summary.loaded());
  EXPECT_EQ(one.author->name, "Rao");
  EXPECT_EQ(queries(), 2u);
  EXPECT_TRUE(articles()
                  .only("title"_c, "author"_c)
                  .only("title"_c, "author"_c, "body"_c)[0]
                  .body.loaded());
  EXPECT_TRUE(articles().only("title"_c, "author_id"_c).defer(nullptr)[0].body.loaded());
}

// row H15: only() with select_related chooses columns on both sides.
TEST_F(Deferred, OnlyWithSelectRelated) {
  std::string seen;
  for (const Article& article :
       articles().select_related("author").only("title"_c, "author__name"_c)) {
    seen += article.title + " " + article.author->name + ",";
    EXPECT_FALSE(article.author->biography.loaded());
  }
  EXPECT_EQ(seen, "One Rao,Two Rao,");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(articles().select_related("author").defer("author__biography"_c)[0].author->biography,
            "born in Mysore");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.path, "author__biography");
}

// In the query set of a Prefetch.
TEST_F(Deferred, InAPrefetch) {
  const Article one = articles().prefetch_related(
      orm::Prefetch<Article>("author", Author::objects(db).only("name"_c)))[0];
  EXPECT_EQ(one.author->name, "Rao");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(*one.author->biography, "born in Mysore");
  EXPECT_EQ(queries(), 1u);
}

// Copies of a row share what was read; an assigned value is the copy's own.
TEST_F(Deferred, Copies) {
  const auto rows = articles().defer("body"_c);
  const Article a = *rows.begin();
  Article b = a;
  EXPECT_EQ(*a.body, "first body");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(*b.body, "first body");
  EXPECT_EQ(queries(), 0u);
  b.body = "draft";
  EXPECT_EQ(*b.body, "draft");
  EXPECT_EQ(*a.body, "first body");
  // Between rows, and out of them, the value goes.
  auto others = articles().defer("body"_c).to_vector();
  b.body = others[1].body;
  EXPECT_EQ(*b.body, "second body");
  const std::string text = others[0].body;
  EXPECT_EQ(text, "first body");
  const Author author{.name = "Rao", .biography = others[1].body};
  EXPECT_EQ(*author.biography, "second body");
  std::swap(others[0], others[1]);
  EXPECT_EQ(others[0].title + *others[0].body, "Twosecond body");
  // Rows that change places in a vector do not read for it.
  auto moved = articles().defer("body"_c).to_vector();
  queries();
  moved.erase(moved.begin());
  std::reverse(moved.begin(), moved.end());
  EXPECT_EQ(queries(), 0u);
  EXPECT_EQ(*moved[0].body, "second body");
}

// save() writes what the row holds: a column that was left out is not emptied.
TEST_F(Deferred, Save) {
  Article one = articles().defer("body"_c).get("title"_c == "One");
  one.title = "Uno";
  one.save();
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.sql.find("body"), std::string::npos);
  EXPECT_EQ(*articles().get("title"_c == "Uno").body, "first body");
  one.body = "new body";
  one.save();
  EXPECT_EQ(*articles().get("title"_c == "Uno").body, "new body");
  // A new row needs all columns.
  Article copy = articles().defer("body"_c).get("title"_c == "Two");
  copy.id = 0;
  EXPECT_THROW(copy.save(), orm::FieldError);
}

TEST_F(Deferred, RowIsGone) {
  const Article one = articles().defer("body"_c).get("title"_c == "One");
  articles().filter("title"_c == "One").delete_();
  EXPECT_THROW((void)*one.body, orm::DoesNotExist);
}

// The fetch modes hold for columns too.
TEST_F(Deferred, FetchModes) {
  std::string seen;
  for (const Article& article : articles().defer("body"_c).fetch_mode(orm::FetchMode::peers))
    seen += *article.body + ",";
  EXPECT_EQ(seen, "first body,second body,");
  EXPECT_EQ(queries(), 2u);
  const auto blocked = articles().defer("body"_c).fetch_mode(orm::FetchMode::raise);
  EXPECT_THROW((void)*blocked.begin()->body, orm::FieldFetchBlocked);
  EXPECT_EQ(queries(), 1u);
}

} // namespace
