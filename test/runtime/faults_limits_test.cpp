#include "faults.hpp"

/// Many parents, and SQLite libraries that take few variables.
namespace {

/// Every connection that is opened while this lives takes at most `Limit` variables, as a library
/// that was built with SQLITE_MAX_VARIABLE_NUMBER=Limit.
template <int Limit>
class FewVariables {
public:
  FewVariables() { sqlite3_auto_extension(entry()); }
  FewVariables(const FewVariables&) = delete;
  ~FewVariables() { sqlite3_cancel_auto_extension(entry()); }

private:
  static int apply(sqlite3* handle, char**, const void*) {
    sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, Limit);
    return SQLITE_OK;
  }
  static void (*entry())() { return reinterpret_cast<void (*)()>(&apply); }
};

struct Topic : orm::Model<Topic> {
  std::string name;
  static constexpr auto fields = orm::fields<&Topic::name>;
};
struct Article : orm::Model<Article> {
  std::string title;
  orm::ForeignKey<Topic> main;
  orm::ManyToMany<Topic> topics;
  static constexpr auto fields = orm::fields<&Article::title, &Article::main, &Article::topics>;
};

/// `count` articles in 7 topics; article i also has topics i % 7 and (i + 1) % 7.
orm::Database library(int count) {
  orm::Database db{":memory:"};
  db.create_tables<Topic, Article>();
  std::vector<Topic> topics(7);
  for (std::size_t i = 0; i < topics.size(); ++i)
    topics[i].name = "t" + std::to_string(i);
  topics = Topic::objects(db).bulk_create(std::move(topics));
  std::vector<Article> articles;
  for (int i = 0; i < count; ++i) {
    Article article{.title = "a" + std::to_string(i)};
    article.main.set_id(topics[static_cast<std::size_t>(i % 7)].id);
    articles.push_back(std::move(article));
  }
  articles = Article::objects(db).bulk_create(std::move(articles));
  orm::Transaction transaction{db};
  for (int i = 0; i < count; ++i)
    articles[static_cast<std::size_t>(i)].topics.add(topics[static_cast<std::size_t>(i % 7)],
                                                     topics[static_cast<std::size_t>((i + 1) % 7)]);
  transaction.commit();
  return db;
}

/// How many articles do not have the topics that they were made with.
int wrong(const orm::QuerySet<Article>& articles) {
  int bad = 0;
  int i = 0;
  for (const Article& article : articles) {
    std::string names;
    for (const Topic& topic : article.topics.all())
      names += topic.name;
    const int a = std::min(i % 7, (i + 1) % 7);
    const int b = std::max(i % 7, (i + 1) % 7);
    bad += names != "t" + std::to_string(a) + "t" + std::to_string(b) ||
           article.main->name != "t" + std::to_string(i % 7);
    ++i;
  }
  return bad;
}

// row K1: 980 parents and a library with 999 variables: one query a level.
// row K2: 1,500 parents and the same library. Django fails with "too many SQL variables"; here the
// keys are one variable, whatever their number.
TEST(Limits, ParentsBeyondTheVariables) {
  const FewVariables<999> old_library;
  for (const int parents : {980, 1500}) {
    const orm::Database db = library(parents);
    orm::QueryLog log{db};
    EXPECT_EQ(wrong(Article::objects(db).order_by("id").prefetch_related("topics", "main")), 0);
    EXPECT_EQ(log.count(), 3u);
  }
}

// row K3: 1,500 parents and a library with 32,766 variables, SQLite's default.
TEST(Limits, ParentsBelowTheVariables) {
  const FewVariables<32766> library_of_today;
  const orm::Database db = library(1500);
  orm::QueryLog log{db};
  EXPECT_EQ(wrong(Article::objects(db).order_by("id").prefetch_related("topics", "main")), 0);
  EXPECT_EQ(log.count(), 3u);
}

TEST(Limits, HundredThousandParents) {
  const FewVariables<999> old_library;
  constexpr int parents = 100'000;
  const orm::Database db = library(parents);
  orm::QueryLog log{db};
  const auto articles = Article::objects(db).order_by("id").prefetch_related("topics", "main");
  EXPECT_EQ(articles.size(), static_cast<std::size_t>(parents));
  EXPECT_EQ(log.count(), 3u);
  EXPECT_EQ(wrong(articles), 0);
  EXPECT_EQ(log.count(), 3u);
}

// Written in as many statements as the variables ask for, each of them counted.
TEST(Limits, BulkCreateBeyondTheVariables) {
  const FewVariables<100> tiny;
  orm::Database db{":memory:"};
  db.create_tables<Topic>();
  std::vector<Topic> topics(1000);
  for (std::size_t i = 0; i < topics.size(); ++i)
    topics[i].name = std::to_string(i);
  orm::QueryLog log{db};
  topics = Topic::objects(db).bulk_create(std::move(topics));
  std::size_t most = 0;
  for (const orm::LogEntry& entry : log.entries())
    most = std::max(most, entry.params.size());
  EXPECT_LE(most, 100u);
  EXPECT_GE(log.count(), 10u);
  EXPECT_LE(log.count(), 20u);
  EXPECT_EQ(Topic::objects(db).count(), 1000);
  for (const Topic& topic : topics) // each got its own key
    ASSERT_EQ(Topic::objects(db).get("id"_c == topic.id).name, topic.name);
}

// A long list, of keys or of texts, is one variable. What SQLite's JSON cannot hold is one for
// each, and beyond the library's limit the message says so.
TEST(Limits, ListsBeyondTheVariables) {
  const FewVariables<999> old_library;
  const orm::Database db = library(10);
  std::vector<std::int64_t> keys(2000);
  std::vector<std::string> titles(40'000);
  for (std::size_t i = 0; i < keys.size(); ++i)
    keys[i] = static_cast<std::int64_t>(i);
  for (std::size_t i = 0; i < titles.size(); ++i)
    titles[i] = "a" + std::to_string(i);
  EXPECT_EQ(Article::objects(db).filter("id"_c.in(keys)).count(), 10);
  EXPECT_EQ(Article::objects(db).filter("title"_c.in(titles)).count(), 10);
  EXPECT_EQ(Article::objects(db).exclude("title"_c.in(titles)).count(), 0);
  titles[0] += '\0';
  const auto error =
      error_of([&] { (void)Article::objects(db).filter("title"_c.in(titles)).count(); });
  EXPECT_EQ(error.message(), "too many SQL variables");
  EXPECT_SAYS(error, "this SQLite library takes 999: ask with shorter lists");
  EXPECT_LT(std::string(error.what()).size(), 800u);
  titles.resize(900);
  EXPECT_EQ(Article::objects(db).filter("title"_c.in(titles)).count(), 9);
}

// Whatever is in the texts of a long list, they are found as they are.
TEST(Limits, TextsOfALongList) {
  orm::Database db{":memory:"};
  db.create_tables<Topic>();
  const std::vector<std::string> odd{"",     "\"",       "\\",   "\\\"",         "[1]",
                                     "1",    "1.0",      "null", "\n\t\x01\x1f", "\x7f",
                                     "ü€😀", "\xff\xfe", "\xc3", "'; DROP",      "\\u0041"};
  for (const std::string& name : odd)
    Topic::objects(db).create({.name = name});
  Topic::objects(db).create({.name = "A"});
  std::vector<std::string> names = odd;
  for (int i = 0; i < 200; ++i)
    names.push_back("filler " + std::to_string(i));
  std::vector<std::string> found = Topic::objects(db)
                                       .filter("name"_c.in(names))
                                       .order_by("id")
                                       .values_list("name"_c)
                                       .to_vector();
  EXPECT_EQ(found, odd);
}

} // namespace
