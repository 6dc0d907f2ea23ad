/// What a program pays to compile: ten models and fifty queries in one translation unit. It is
/// timed by run.py, and never run.
#include <orm/orm.hpp>

using namespace orm::literals;

struct Author;
struct Book;
struct City;
struct Customer;
struct Line;
struct Order;
struct Review;

struct Country : orm::Model<Country> {
  std::string name;
  std::string code;
  orm::ReverseForeignKey<City, "country"> cities;
  static constexpr auto fields = orm::fields<&Country::name, &Country::code, &Country::cities>;
};
struct City : orm::Model<City> {
  std::string name;
  std::int64_t inhabitants = 0;
  orm::ForeignKey<Country> country;
  orm::ReverseForeignKey<Customer, "city"> customers;
  static constexpr auto fields =
      orm::fields<&City::name, &City::inhabitants, &City::country, &City::customers>;
};
struct Publisher : orm::Model<Publisher> {
  std::string name;
  orm::ForeignKey<City, orm::set_null> city;
  orm::ReverseForeignKey<Book, "publisher"> books;
  static constexpr auto fields = orm::fields<&Publisher::name, &Publisher::city, &Publisher::books>;
};
struct Genre : orm::Model<Genre> {
  std::string name;
  orm::ForeignKey<Genre, orm::nullable> parent;
  orm::ReverseManyToMany<Book, "genres"> books;
  static constexpr auto fields = orm::fields<&Genre::name, &Genre::parent, &Genre::books>;
};
struct Author : orm::Model<Author> {
  std::string first_name;
  std::string last_name;
  std::optional<int> born;
  orm::ForeignKey<Country, orm::set_null> country;
  orm::ReverseManyToMany<Book, "authors"> books;
  static constexpr auto ordering = orm::ordering("last_name", "first_name");
  static constexpr auto fields = orm::fields<&Author::first_name, &Author::last_name, &Author::born,
                                             &Author::country, &Author::books>;
};
struct Book : orm::Model<Book> {
  std::string title;
  double price = 0;
  std::int64_t pages = 0;
  bool in_print = true;
  orm::ForeignKey<Publisher> publisher;
  orm::ManyToMany<Author> authors;
  orm::ManyToMany<Genre> genres;
  orm::ReverseForeignKey<Review, "book"> reviews;
  orm::ReverseForeignKey<Line, "book"> lines;
  orm::Prefetched<Review> best_reviews;
  static constexpr auto fields =
      orm::fields<&Book::title, &Book::price, &Book::pages, &Book::in_print, &Book::publisher,
                  &Book::authors, &Book::genres, &Book::reviews, &Book::lines, &Book::best_reviews>;
};
struct Customer : orm::Model<Customer> {
  std::string name;
  std::string mail;
  orm::ForeignKey<City> city;
  orm::ReverseForeignKey<Order, "customer"> orders;
  orm::ReverseForeignKey<Review, "customer"> reviews;
  static constexpr auto fields = orm::fields<&Customer::name, &Customer::mail, &Customer::city,
                                             &Customer::orders, &Customer::reviews>;
};
struct Order : orm::Model<Order> {
  static constexpr auto table = "customer_order";
  std::int64_t number = 0;
  std::optional<std::string> note;
  orm::ForeignKey<Customer> customer;
  orm::ReverseForeignKey<Line, "order"> lines;
  static constexpr auto fields =
      orm::fields<&Order::number, &Order::note, &Order::customer, &Order::lines>;
};
struct Line : orm::Model<Line> {
  std::int64_t count = 1;
  orm::ForeignKey<Order> order;
  orm::ForeignKey<Book> book;
  static constexpr auto fields = orm::fields<&Line::count, &Line::order, &Line::book>;
};
struct Review : orm::Model<Review> {
  std::int64_t stars = 0;
  std::string text;
  orm::ForeignKey<Book> book;
  orm::ForeignKey<Customer, orm::nullable> customer;
  static constexpr auto fields =
      orm::fields<&Review::stars, &Review::text, &Review::book, &Review::customer>;
};

std::size_t fifty_queries(const orm::Database& db) {
  std::size_t n = 0;
  for (const Country& it : Country::objects(db)) // 1
    n += it.name.size();
  for (const Country& it : Country::objects(db).filter("code"_c == "IN"))
    n += it.name.size();
  for (const Country& it : Country::objects(db).prefetch_related("cities"))
    n += it.cities.size();
  for (const Country& it : Country::objects(db).prefetch_related("cities__customers"))
    for (const City& city : it.cities.all())
      n += city.customers.size();
  n += Country::objects(db).filter("cities__inhabitants"_c > 1000000).count(); // 5
  for (const City& it : City::objects(db).select_related("country"))
    n += it.country->name.size();
  for (const City& it : City::objects(db).order_by("-inhabitants").limit(10))
    n += it.name.size();
  n += City::objects(db).filter("country__code"_c == "IN").count();
  n += City::objects(db).filter("name"_c.startswith("New")).exists();
  n += City::objects(db).get("id"_c == 7).name.size(); // 10
  for (const Publisher& it : Publisher::objects(db).select_related("city__country"))
    n += it.name.size();
  for (const Publisher& it : Publisher::objects(db).prefetch_related("books__authors"))
    for (const Book& book : it.books.all())
      n += book.authors.size();
  n += Publisher::objects(db).filter("city"_c.is_null()).count();
  for (const Genre& it : Genre::objects(db).filter("parent__name"_c == "Fiction"))
    n += it.name.size();
  for (const Genre& it : Genre::objects(db).prefetch_related("books")) // 15
    n += it.books.size();
  for (const Author& it : Author::objects(db).select_related("country"))
    n += it.last_name.size();
  for (const Author& it : Author::objects(db).filter("born"_c >= 1950, "born"_c < 1960))
    n += it.last_name.size();
  for (const Author& it : Author::objects(db).exclude("country__code"_c == "IN"))
    n += it.last_name.size();
  for (const Author& it : Author::objects(db).prefetch_related("books__publisher"))
    n += it.books.size();
  n += Author::objects(db).filter("books__title"_c.icontains("guide")).count(); // 20
  n += Author::objects(db).filter("last_name"_c == "Narayan" || "last_name"_c == "Rao").count();
  n += Author::objects(db).order_by("last_name", "-born").first().has_value();
  for (const Book& it : Book::objects(db).select_related("publisher"))
    n += it.publisher->name.size();
  for (const Book& it : Book::objects(db).select_related("publisher__city__country"))
    n += it.publisher->city->country->name.size();
  for (const Book& it : Book::objects(db).prefetch_related("authors", "genres")) // 25
    n += it.authors.size() + it.genres.size();
  for (const Book& it : Book::objects(db).prefetch_related("reviews__customer"))
    for (const Review& review : it.reviews.all())
      n += review.customer->name.size();
  for (const Book& it : Book::objects(db).prefetch_related(
           orm::Prefetch<Book>("reviews", Review::objects(db).filter("stars"_c >= 4))))
    n += it.reviews.size();
  for (const Book& it : Book::objects(db).prefetch_related(orm::Prefetch<Book>(
           "reviews", Review::objects(db).filter("stars"_c == 5), "best_reviews")))
    n += it.best_reviews.size();
  for (const Book& it : Book::objects(db).filter("price"_c < 10.0, "in_print"_c == true))
    n += it.title.size();
  for (const Book& it : Book::objects(db).filter("authors__last_name"_c == "Rao")) // 30
    n += it.title.size();
  for (const Book& it : Book::objects(db).filter("genres__parent__name"_c == "Fiction"))
    n += it.title.size();
  for (const Book& it : Book::objects(db).exclude("reviews__stars"_c < 3))
    n += it.title.size();
  n += Book::objects(db).filter("pages"_c > 300).count();
  n += Book::objects(db).filter("publisher__city__country__code"_c == "IN").count();
  n += Book::objects(db).filter("title"_c.contains("100%")).exists(); // 35
  n += Book::objects(db).filter("id"_c.in({1, 2, 3})).count();
  n += Book::objects(db).order_by("price").offset(10).limit(10).size();
  n += Book::objects(db).get("title"_c == "The Guide").title.size();
  for (const Customer& it : Customer::objects(db).select_related("city__country"))
    n += it.city->country->name.size();
  for (const Customer& it : Customer::objects(db).prefetch_related("orders__lines__book")) // 40
    for (const Order& order : it.orders.all())
      for (const Line& line : order.lines.all())
        n += line.book->title.size();
  n += Customer::objects(db).filter("orders__number"_c == 7).count();
  n += Customer::objects(db).filter("mail"_c.iendswith("@example.org")).count();
  n += Customer::objects(db).create({.name = "Rao"}).name.size();
  for (const Order& it : Order::objects(db).select_related("customer").prefetch_related("lines"))
    n += it.customer->name.size() + it.lines.size();
  n += Order::objects(db).filter("note"_c.is_null(false)).count(); // 45
  n += Order::objects(db).filter("lines__book__publisher__name"_c == "Indian Thought").count();
  for (const Line& it : Line::objects(db).select_related("order__customer", "book__publisher"))
    n += it.book->publisher->name.size() + it.order->customer->name.size();
  n += Line::objects(db).filter("count"_c > 1).delete_().total;
  for (const Review& it : Review::objects(db).select_related("book", "customer"))
    n += it.book->title.size();
  n += Review::objects(db).filter("stars"_c <= 2, "book__in_print"_c == true).count(); // 50
  return n;
}
