#include <orm/orm.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

/// Columns: what is written is read back, or an exception says why not.
using namespace orm::literals;
using namespace std::chrono_literals;

namespace {

enum class Shelf : std::uint8_t { low = 1, high = 200 };
enum class Status { draft, published };

} // namespace

template <>
inline constexpr auto orm::enum_names<Status> = std::to_array<orm::EnumName<Status>>(
    {{Status::draft, "draft"}, {Status::published, "published"}});

namespace {

struct Item : orm::Model<Item> {
  std::string name = "unnamed"; // a default value is a member's initialiser
  std::int64_t count = 1;
  double weight = 0;
  bool sold = false;
  orm::Blob photo;
  orm::Decimal price;
  Shelf shelf = Shelf::low;
  Status status = Status::draft;
  std::chrono::year_month_day made = std::chrono::year{2000} / 1 / 1;
  std::chrono::sys_seconds seen{};
  std::chrono::system_clock::time_point changed{};
  std::optional<std::chrono::sys_days> due;
  std::optional<orm::Decimal> discount;
  std::optional<Status> before;
  std::uint8_t small = 0;
  float ratio = 0;
  static constexpr auto fields =
      orm::fields<&Item::name, &Item::count, &Item::weight, &Item::sold, &Item::photo, &Item::price,
                  &Item::shelf, &Item::status, &Item::made, &Item::seen, &Item::changed, &Item::due,
                  &Item::discount, &Item::before, &Item::small, &Item::ratio>;
};

/// The same table as another program sees it.
struct Other : orm::Model<Other> {
  std::string name;
  std::int64_t count = 0;
  double weight = 0;
  bool sold = false;
  orm::Blob photo;
  std::string price = "0";
  std::int64_t shelf = 1;
  std::string status = "draft";
  std::string made = "2000-01-01";
  std::string seen = "2000-01-01 00:00:00";
  std::string changed = "2000-01-01T00:00:00.1234"; // fewer digits, and ISO's T, are fine
  std::int64_t small = 0;
  float ratio = 0;
  static constexpr auto table = "item";
  static constexpr auto fields =
      orm::fields<&Other::name, &Other::count, &Other::weight, &Other::sold, &Other::photo,
                  &Other::price, &Other::shelf, &Other::status, &Other::made, &Other::seen,
                  &Other::changed, &Other::small, &Other::ratio>;
};

class Columns : public testing::Test {
protected:
  Columns() { db.create_tables<Item>(); }
  orm::QuerySet<Item> items() { return Item::objects(db); }
  /// The item as the database gives it back.
  Item again(const Item& item) { return items().get("id"_c == item.id); }
  /// What SQLite would say to its own shell.
  std::string schema() {
    orm::Database other{":memory:"};
    orm::QueryLog log{other};
    other.create_tables<Item>();
    std::string text;
    for (const orm::LogEntry& entry : log.entries())
      text += entry.sql;
    return text;
  }
  orm::Database db{":memory:"};
};

TEST_F(Columns, DefaultsAreTheMembersInitialisers) {
  const Item item = again(items().create({}));
  EXPECT_EQ(item.name, "unnamed");
  EXPECT_EQ(item.count, 1);
  EXPECT_FALSE(item.sold);
  EXPECT_EQ(item.price, orm::Decimal(0));
  EXPECT_EQ(item.status, Status::draft);
  EXPECT_FALSE(item.due);
  EXPECT_FALSE(item.discount);
}

TEST_F(Columns, Dates) {
  using namespace std::chrono;
  const sys_days day = 2024y / 2 / 29;
  Item item;
  item.made = 2024y / 2 / 29;
  item.seen = day + 23h + 59min + 59s;
  item.changed = day + 1h + nanoseconds(123456789);
  item.due = day;
  item = again(items().create(item));
  EXPECT_EQ(item.made, 2024y / 2 / 29);
  EXPECT_EQ(item.seen, day + 23h + 59min + 59s);
  EXPECT_EQ(item.changed, day + 1h + nanoseconds(123456789));
  EXPECT_EQ(item.due, day);
  (void)items().create({.name = "older", .made = 1999y / 12 / 31});
  (void)items().create({.name = "ancient", .made = 476y / 9 / 4, .seen = sys_days{476y / 9 / 4}});
  EXPECT_EQ(items().filter("made"_c < year_month_day(2000y / 1 / 1)).count(), 2);
  EXPECT_EQ(items().order_by("made").first()->name, "ancient");
  EXPECT_EQ(again(*items().order_by("seen").first()).seen, sys_days{476y / 9 / 4});
  EXPECT_EQ(items().filter("seen"_c > sys_seconds(day)).count(), 1);
  EXPECT_EQ(items().filter("due"_c == day).count(), 1);
  // Before 1970 the second still counts forward.
  item.changed = sys_days{1969y / 12 / 31} + 23h + milliseconds(500);
  item.save();
  EXPECT_EQ(again(item).changed, item.changed);
}

TEST_F(Columns, DatesThatAreNone) {
  using namespace std::chrono;
  EXPECT_THROW((void)items().create({.made = 2023y / 2 / 29}), orm::FieldError);
  EXPECT_THROW((void)items().create({.seen = sys_seconds::max()}), orm::FieldError);
  EXPECT_THROW((void)items().create({.seen = sys_seconds(sys_days{10000y / 1 / 1})}),
               orm::FieldError);
  EXPECT_EQ(items().count(), 0);
}

// Written by another program, or by another version of the model: SQLite keeps it, the field
// refuses it.
TEST_F(Columns, TextThatIsNoDate) {
  const auto refused = [&](const Other& row, const std::string& expected) {
    const Other saved = Other::objects(db).create(row);
    try {
      (void)items().get("id"_c == saved.id);
      ADD_FAILURE() << expected;
    } catch (const orm::FieldError& error) {
      EXPECT_NE(std::string(error.what()).find(expected), std::string::npos) << error.what();
    }
  };
  EXPECT_EQ(items().get("id"_c == Other::objects(db).create({}).id).changed.time_since_epoch() %
                std::chrono::seconds(1),
            std::chrono::microseconds(123400));
  refused({.made = "2023-02-29"}, R"("made" holds text, but the model's field takes a date)");
  refused({.made = "2023-02-2"}, "a date");
  refused({.seen = "2023-02-02 24:00:00"}, "a time");
  refused({.seen = "2023-02-02 10:00:00.5"}, "precision");
  refused({.changed = "3000-01-01 00:00:00"}, "a time that its duration can count");
  refused({.price = "1,5"}, "a decimal number");
  refused({.status = "lost"}, "one of the enum's names");
  refused({.shelf = 256}, "an integer of the field's width");
  refused({.small = -1}, "an integer of the field's width");
}

TEST_F(Columns, DecimalsAreExactAndCompareAsNumbers) {
  const char* written[] = {"10",  "9",   "-0.5", "9.50", "123456789012345678901234567890.123456789",
                           "-10", "0.10"};
  for (const char* text : written)
    (void)items().create({.name = text, .price = orm::Decimal(text)});
  std::string order;
  for (const Item& item : items().order_by("price")) {
    EXPECT_EQ(item.price.str(), item.name);
    order += item.name + " ";
  }
  EXPECT_EQ(order, "-10 -0.5 0.10 9 9.50 10 123456789012345678901234567890.123456789 ");
  EXPECT_EQ(items().get("price"_c == orm::Decimal("9.5")).name, "9.50");
  EXPECT_EQ(items().filter("price"_c < orm::Decimal(10)).count(), 5);
  EXPECT_EQ(items().filter("price"_c.in({orm::Decimal("0.1"), orm::Decimal("9.0")})).count(), 2);
  EXPECT_NE(schema().find(R"("price" TEXT NOT NULL COLLATE orm_decimal)"), std::string::npos);
  EXPECT_NE(schema().find(R"("discount" TEXT COLLATE orm_decimal)"), std::string::npos);
}

TEST(Decimal, Values) {
  EXPECT_EQ(orm::Decimal("+007.250").str(), "7.250");
  EXPECT_EQ(orm::Decimal("-0.00").str(), "0.00");
  EXPECT_EQ(orm::Decimal(-3).str(), "-3");
  EXPECT_LT(orm::Decimal("-2"), orm::Decimal("-1.99"));
  EXPECT_LT(orm::Decimal("0.09"), orm::Decimal("0.1"));
  EXPECT_EQ(orm::Decimal("0"), orm::Decimal("-0.0"));
  for (const char* wrong : {"", "-", "1.", ".5", "1e3", " 1", "0x10", "NaN", "1,5", "--1"})
    EXPECT_THROW(orm::Decimal{wrong}, orm::FieldError) << wrong;
}

TEST_F(Columns, Enums) {
  Item item =
      items().create({.shelf = Shelf::high, .status = Status::published, .before = Status::draft});
  item = again(item);
  EXPECT_EQ(item.shelf, Shelf::high);
  EXPECT_EQ(item.status, Status::published);
  EXPECT_EQ(item.before, Status::draft);
  EXPECT_EQ(items().filter("status"_c == Status::published, "shelf"_c == Shelf::high).count(), 1);
  EXPECT_NE(schema().find(R"("status" TEXT NOT NULL)"), std::string::npos);
  EXPECT_NE(schema().find(R"("shelf" INTEGER NOT NULL)"), std::string::npos);
  EXPECT_THROW((void)items().create({.status = static_cast<Status>(7)}), orm::FieldError);
}

TEST_F(Columns, Integers) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t value : {Limits::min(), Limits::min() + 1, std::int64_t{-1},
                                   std::int64_t{0}, Limits::max() - 1, Limits::max()}) {
    EXPECT_EQ(again(items().create({.count = value})).count, value);
    EXPECT_EQ(items().filter("count"_c == value).count(), 1);
  }
  EXPECT_EQ(items().filter("count"_c >= Limits::min()).count(), 6);
  EXPECT_THROW((void)items().filter("count"_c == std::numeric_limits<std::uint64_t>::max()),
               orm::FieldError);
}

TEST_F(Columns, RealNumbers) {
  using Limits = std::numeric_limits<double>;
  for (const double value : {Limits::infinity(), -Limits::infinity(), Limits::max(),
                             Limits::lowest(), Limits::denorm_min(), 0.1, 1e15 + 0.3}) {
    EXPECT_EQ(again(items().create({.weight = value})).weight, value);
    EXPECT_EQ(items().filter("weight"_c == value).count(), 1);
  }
  EXPECT_EQ(again(items().create({.ratio = 0.1f})).ratio, 0.1f);
  EXPECT_EQ(items().filter("weight"_c > Limits::max()).count(), 1);
  // SQLite would make NULL of it.
  EXPECT_THROW((void)items().create({.weight = Limits::quiet_NaN()}), orm::FieldError);
  EXPECT_THROW((void)items().filter("weight"_c == Limits::quiet_NaN()), orm::FieldError);
  EXPECT_THROW((void)items().update("weight"_c = Limits::quiet_NaN()), orm::FieldError);
}

TEST_F(Columns, TextOfAnyBytes) {
  const std::string texts[] = {
      "",
      std::string("a\0b", 3),
      std::string("\0", 1),
      "it's \"quoted\"; DROP TABLE item; --",
      "50% off_now\\*?[x]",
      "\xff\xfe not UTF-8 \xc3",
      "Zo\xc3\xab \xf0\x9f\x93\x9a",
      std::string(200000, 'x'),
  };
  for (const std::string& text : texts) {
    EXPECT_EQ(again(items().create({.name = text})).name, text);
    EXPECT_EQ(items().filter("name"_c == text).count(), 1) << text.substr(0, 20);
  }
  EXPECT_EQ(items().update("name"_c = texts[1]), static_cast<std::int64_t>(std::size(texts)));
  EXPECT_EQ(items().first()->name, texts[1]);
}

// What a pattern means in SQL stands for itself.
TEST_F(Columns, PatternsStandForThemselves) {
  const char* texts[] = {"50% off", "500 off", "a_b", "axb", "[x]", "x", "a*b", "a\\b", "a?b"};
  for (const char* text : texts)
    (void)items().create({.name = text});
  EXPECT_EQ(items().get("name"_c.contains("0%")).name, "50% off");
  EXPECT_EQ(items().get("name"_c.icontains("0%")).name, "50% off");
  EXPECT_EQ(items().get("name"_c.startswith("a_")).name, "a_b");
  EXPECT_EQ(items().get("name"_c.iendswith("_B")).name, "a_b");
  EXPECT_EQ(items().get("name"_c.contains("[x")).name, "[x]");
  EXPECT_EQ(items().get("name"_c.endswith("*b")).name, "a*b");
  EXPECT_EQ(items().get("name"_c.icontains("\\")).name, "a\\b");
  EXPECT_EQ(items().get("name"_c.contains("?")).name, "a?b");
}

// LIKE and GLOB end at a NUL: a pattern that holds one would ask another question.
TEST_F(Columns, PatternsWithNul) {
  const std::string text("ab\0cd", 5);
  (void)items().create({.name = text});
  (void)items().create({.name = "ab"});
  EXPECT_EQ(items().get("name"_c.contains(std::string_view("b\0c", 3))).name, text);
  EXPECT_EQ(items().get("name"_c.contains("cd")).name, text);
  EXPECT_EQ(items().get("name"_c.endswith("cd")).name, text);
  EXPECT_EQ(items().filter("name"_c.startswith("ab")).count(), 2);
  EXPECT_THROW((void)items().filter("name"_c.icontains(std::string_view("\0", 1))),
               orm::FieldError);
  EXPECT_THROW((void)items().filter("name"_c.startswith(std::string_view("a\0", 2))),
               orm::FieldError);
}

TEST_F(Columns, Bytes) {
  const orm::Blob bytes{std::byte{0}, std::byte{0xff}, std::byte{'\''}};
  EXPECT_EQ(again(items().create({.photo = bytes})).photo, bytes);
  EXPECT_TRUE(again(items().create({.photo = {}})).photo.empty());
  EXPECT_EQ(items().filter("photo"_c == bytes).count(), 1);
}

} // namespace
