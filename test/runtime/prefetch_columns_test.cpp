#include "models.hpp"

/// Query sets of a Prefetch that read fewer columns, or more.
namespace {

using orm::Prefetch;

struct Author : orm::Model<Author> {
  std::string name;
  orm::Deferred<std::string> biography;
  static constexpr auto fields = orm::fields<&Author::name, &Author::biography>;
};
struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Author> author;
  static constexpr auto fields = orm::fields<&Book::title, &Book::author>;
};

class Shelf : public testing::Test {
protected:
  Shelf() {
    db.create_tables<Author, Book>();
    const auto narayan = Author::objects(db).create({.name = "Narayan", .biography = "Mysore"});
    const auto desai = Author::objects(db).create({.name = "Desai", .biography = "Mussoorie"});
    (void)Book::objects(db).bulk_create({{.title = "The Guide", .author = narayan},
                                         {.title = "Clear Light of Day", .author = desai},
                                         {.title = "Swami and Friends", .author = narayan}});
    log.clear();
  }
  std::size_t queries() {
    const std::size_t count = log.count();
    log.clear();
    return count;
  }
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
};

// row C15: a column that the inner query set left out is read when it is needed.
TEST_F(Shelf, OnlyInAPrefetch) {
  const Book guide = Book::objects(db).prefetch_related(
      Prefetch<Book>("author", Author::objects(db).defer("biography"_c)))[0];
  EXPECT_EQ(guide.author->id, 1);
  EXPECT_EQ(guide.author->name, "Narayan");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(*guide.author->biography, "Mysore");
  EXPECT_EQ(queries(), 1u);
}

// A column left out is read for all rows at once, or not at all, as the fetch mode says.
TEST_F(Shelf, LeftOutColumnsAndFetchModes) {
  std::string seen;
  for (const Book& book :
       Book::objects(db)
           .fetch_mode(orm::FetchMode::peers)
           .prefetch_related(Prefetch<Book>("author", Author::objects(db).defer("biography"_c))))
    seen += *book.author->biography + ",";
  EXPECT_EQ(seen, "Mysore,Mussoorie,Mysore,");
  EXPECT_EQ(queries(), 3u);
  for (const Author& author :
       Author::objects(db).fetch_mode(orm::FetchMode::raise).defer("biography"_c)) {
    try {
      (void)author.biography.get();
      ADD_FAILURE() << "not blocked";
    } catch (const orm::FieldFetchBlocked& error) {
      EXPECT_EQ(error.model() + "." + error.field(), "Author.biography");
      EXPECT_TRUE(std::string(error.what()).ends_with(" left this column out"));
    }
  }
  EXPECT_EQ(queries(), 1u);
}

// row C18: a number for each of the prefetched rows.
TEST_F(School, AnnotatedInAPrefetch) {
  std::string seen;
  for (const Student& s : students().prefetch_related(Prefetch<Student>(
           "courses", courses().annotate("review_count"_c = orm::Count("review_set"_c))))) {
    for (const Course& c : s.courses.all())
      seen += std::to_string(*c.review_count) + " ";
    seen += ";";
  }
  EXPECT_EQ(seen, "1 1 ;1 ;1 1 0 ;;");
  EXPECT_EQ(queries(), 2u);
}

// The same in slices, ordered by that number.
TEST_F(School, AnnotatedSlices) {
  std::string seen;
  for (const Student& s : students().prefetch_related(
           Prefetch<Student>("courses", courses()
                                            .annotate("review_count"_c = orm::Count("review_set"_c))
                                            .order_by("review_count", "-title")
                                            .limit(2)))) {
    for (const Course& c : s.courses.all())
      seen += c.title + std::to_string(*c.review_count) + " ";
    seen += ";";
  }
  EXPECT_EQ(seen, "OS1 DB1 ;DB1 ;ALG0 OS1 ;;");
  EXPECT_EQ(queries(), 2u);
}

// Rows that a filter multiplies and distinct() folds are counted once in a slice.
TEST_F(School, DistinctSlices) {
  std::string seen;
  for (const Student& s : students().prefetch_related(Prefetch<Student>(
           "courses",
           courses().filter("students__name"_c.in({"Ann", "Bob", "Cyd"})).distinct().limit(2))))
    seen += std::string("[") + names(s.courses.all()) + "]";
  EXPECT_EQ(seen, "[DB,OS][DB][DB,OS][]");
  EXPECT_EQ(queries(), 2u);
}

} // namespace
