#include "models.hpp"

/// annotate and aggregate.
namespace {

using orm::Avg;
using orm::Count;
using orm::Max;
using orm::Min;
using orm::Sum;

template <class Rows>
std::string counts(const Rows& rows) {
  std::string text;
  for (const Student& s : rows)
    text += s.name + ":" + std::to_string(*s.course_count) + ",";
  return text;
}

// row L25: the count comes with the rows.
TEST_F(School, AnnotateCount) {
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("courses"_c))),
            "Ann:2,Bob:1,Cyd:3,Dan:0,");
  EXPECT_EQ(queries(), 1u);
  // The links are counted without the courses.
  EXPECT_EQ(last.sql.find("JOIN"), std::string::npos);
  EXPECT_EQ(last.sql.find("\"course\""), std::string::npos);
}

// Beside another aggregate and other joins every count is right. (In Django two of them multiply
// each other unless both are distinct.)
TEST_F(School, AnnotationsDoNotMultiply) {
  std::string seen;
  for (const Student& s :
       students()
           .select_related("minor")
           .annotate("course_count"_c = Count("courses"_c), "tag_count"_c = Count("tags"_c))
           .filter("tags__name"_c.in({"x", "y"})))
    seen += s.name + std::to_string(*s.course_count) + std::to_string(*s.tag_count) + ",";
  EXPECT_EQ(seen, "Ann22,Bob11,");
  EXPECT_EQ(queries(), 1u);
}

TEST_F(School, FilterAndOrderByAnnotation) {
  const auto q = students().annotate("course_count"_c = Count("courses"_c));
  EXPECT_EQ(names(q.filter("course_count"_c >= 2)), "Ann,Cyd");
  EXPECT_EQ(names(q.exclude("course_count"_c == 0)), "Ann,Bob,Cyd");
  EXPECT_EQ(names(q.order_by("-course_count")), "Cyd,Ann,Bob,Dan");
  EXPECT_EQ(names(q.order_by("course_count").limit(2)), "Dan,Bob");
  EXPECT_EQ(q.filter("course_count"_c >= 2).count(), 2);
  EXPECT_TRUE(q.filter("course_count"_c > 2).exists());
  EXPECT_EQ(q.order_by("-course_count").first()->name, "Cyd");
  EXPECT_EQ(*q.get("name"_c == "Bob").course_count, 1);
  EXPECT_EQ(q.order_by("-course_count").limit(2).count(), 2);
  EXPECT_EQ(queries(), 9u);
}

// Writes may choose their rows by an annotation.
TEST_F(School, WriteByAnnotation) {
  const auto q = students().annotate("course_count"_c = Count("courses"_c));
  q.filter("course_count"_c == 1).update("name"_c = "Rob");
  q.filter("course_count"_c == 0).delete_();
  EXPECT_EQ(names(students()), "Ann,Rob,Cyd");
}

// Filters that came before narrow what is counted, as in Django, and each row comes once.
TEST_F(School, FilterBeforeAnnotate) {
  const auto q = students()
                     .filter("courses__title"_c.in({"DB", "ALG"}))
                     .annotate("course_count"_c = Count("courses"_c));
  EXPECT_EQ(counts(q), "Ann:1,Bob:1,Cyd:2,");
  EXPECT_EQ(q.all().count(), 3);
  EXPECT_EQ(queries(), 2u);
}

TEST_F(School, ConditionalAndDistinctCounts) {
  EXPECT_EQ(counts(students().annotate("course_count"_c =
                                           Count("courses"_c).filter("courses__title"_c == "DB"))),
            "Ann:1,Bob:1,Cyd:1,Dan:0,");
  // The students one shares a course with, and their distinct number.
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("courses__students"_c))),
            "Ann:5,Bob:3,Cyd:6,Dan:0,");
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("courses__students"_c).distinct())),
            "Ann:3,Bob:3,Cyd:3,Dan:0,");
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("followers"_c))),
            "Ann:0,Bob:2,Cyd:0,Dan:0,");
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("dept"_c))),
            "Ann:1,Bob:1,Cyd:1,Dan:0,");
  EXPECT_EQ(counts(students().annotate("course_count"_c = Count("dept__students"_c))),
            "Ann:2,Bob:2,Cyd:1,Dan:0,");
  EXPECT_EQ(queries(), 6u);
}

// Annotated rows of a relation, lazily and in a Prefetch.
TEST_F(School, AnnotateRelatedRows) {
  const Student ann = students().get("name"_c == "Ann");
  for (const Course& c : ann.courses.annotate("review_count"_c = Count("review_set"_c)))
    EXPECT_EQ(*c.review_count, 1);
  EXPECT_EQ(queries(), 2u);
  std::string seen;
  for (const Student& s : students().prefetch_related(orm::Prefetch<Student>(
           "courses", courses().annotate("review_count"_c = Count("review_set"_c)))))
    for (const Course& c : s.courses.all())
      seen += std::to_string(*c.review_count);
  EXPECT_EQ(seen, "111110");
  EXPECT_EQ(queries(), 2u);
}

// Members that no annotate() has filled say so; so does a filter that comes too early.
TEST_F(School, AnnotationsThatAreNotThere) {
  const Student ann = students().get("name"_c == "Ann");
  EXPECT_FALSE(ann.course_count.loaded());
  EXPECT_THROW((void)*ann.course_count, orm::FieldError);
  EXPECT_THROW((void)students().filter("course_count"_c > 1).size(), orm::FieldError);
  EXPECT_THROW((void)students().order_by("course_count").size(), orm::FieldError);
  EXPECT_EQ(queries(), 1u);
}

struct Book : orm::Model<Book> {
  std::string title;
  double price = 0;
  std::optional<int> pages;
  orm::ManyToMany<Tag> tags;
  orm::ForeignKey<Tag, orm::nullable> shelf;
  static constexpr auto fields =
      orm::fields<&Book::title, &Book::price, &Book::pages, &Book::tags, &Book::shelf>;
};

class PricedBooks : public School {
protected:
  PricedBooks() {
    db.create_tables<Book>();
    const Tag x = tags().get("name"_c == "x");
    auto rows = Book::objects(db).bulk_create({{.title = "A", .price = 10, .pages = 100},
                                               {.title = "B", .price = 20, .pages = 300},
                                               {.title = "C", .price = 60}});
    rows[0].tags.add(x, tags().get("name"_c == "y"));
    rows[1].tags.add(x);
    queries();
  }
};

// Typed: an integer for a count, optional where there may be nothing.
TEST_F(PricedBooks, Aggregate) {
  const auto books = Book::objects(db);
  const std::int64_t count = books.aggregate(Count("id"_c));
  const std::optional<double> mean = books.aggregate(Avg("price"_c));
  EXPECT_EQ(count, 3);
  EXPECT_EQ(mean, 30.0);
  EXPECT_EQ(queries(), 2u);
  const auto [sum, low, high, pages, titled] =
      books.aggregate(Sum("pages"_c), Min("title"_c), Max("price"_c), Count("pages"_c),
                      Count("id"_c).filter("title"_c == "A"));
  EXPECT_EQ(sum, 400);
  EXPECT_EQ(low, "A");
  EXPECT_EQ(high, 60.0);
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(titled, 1);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(books.filter("title"_c == "zz").aggregate(Sum("price"_c)), std::nullopt);
  EXPECT_EQ(books.order_by("-price").limit(2).aggregate(Avg("price"_c)), 40.0);
}

TEST_F(PricedBooks, AggregateOverRelations) {
  const auto books = Book::objects(db);
  EXPECT_EQ(books.aggregate(Count("tags"_c)), 3);
  EXPECT_EQ(books.aggregate(Count("tags"_c).distinct()), 2);
  // A sum beside a relation to many: not multiplied by it.
  const auto [tags, prices] = books.aggregate(Count("tags"_c), Sum("price"_c));
  EXPECT_EQ(tags, 3);
  EXPECT_EQ(prices, 90.0);
  EXPECT_EQ(books.filter("tags__name"_c == "x").distinct().aggregate(Sum("price"_c)), 30.0);
  EXPECT_EQ(queries(), 4u);
  const auto counted = students().annotate("course_count"_c = Count("courses"_c));
  EXPECT_EQ(counted.aggregate(Max("course_count"_c)), 3);
  EXPECT_EQ(counted.aggregate(Avg("course_count"_c)), 1.5);
  EXPECT_EQ(queries(), 2u);
}

struct Shop;
struct Item : orm::Model<Item> {
  std::string name;
  double price = 0;
  orm::ForeignKey<Shop> shop;
  static constexpr auto fields = orm::fields<&Item::name, &Item::price, &Item::shop>;
};
struct Shop : orm::Model<Shop> {
  std::string name;
  orm::ReverseForeignKey<Item, "shop"> items;
  orm::Annotation<std::optional<double>> total;
  orm::Annotation<std::optional<double>> mean;
  orm::Annotation<std::optional<std::string>> first_name;
  static constexpr auto fields =
      orm::fields<&Shop::name, &Shop::items, &Shop::total, &Shop::mean, &Shop::first_name>;
};

// Sum, Avg and Min of a row with nothing to sum are empty.
TEST(Annotate, Numbers) {
  orm::Database db{":memory:"};
  db.create_tables<Shop, Item>();
  const Shop corner = Shop::objects(db).create({.name = "corner"});
  Shop::objects(db).create({.name = "empty"});
  Item::objects(db).bulk_create(
      {{.name = "pen", .price = 2, .shop = corner}, {.name = "ink", .price = 4, .shop = corner}});
  const auto shops = Shop::objects(db).annotate("total"_c = Sum("items__price"_c),
                                                "mean"_c = Avg("items__price"_c),
                                                "first_name"_c = Min("items__name"_c));
  orm::QueryLog log{db};
  EXPECT_EQ(*shops[0].total, 6.0);
  EXPECT_EQ(*shops[0].mean, 3.0);
  EXPECT_EQ(*shops[0].first_name, "ink");
  EXPECT_EQ(*shops[1].total, std::nullopt);
  EXPECT_EQ(log.count(), 4u);
  EXPECT_EQ(shops.filter("total"_c > 5).count(), 1);
  EXPECT_EQ(shops.exclude("total"_c > 5)[0].name, "empty"); // NULL is not greater
}

} // namespace
