// RUN: %check_orm %s
// RUN: %orm_verify %s --expect-quiet -- %inputs
// case B3: what an eager load does serve.

#include "school.hpp"

struct Track;
struct Album : orm::Model<Album> {
  std::string title;
  orm::ReverseForeignKey<Track, "album"> tracks;
  static constexpr auto fields = orm::fields<&Album::title, &Album::tracks>;
};
struct Track : orm::Model<Track> {
  std::string title;
  orm::ForeignKey<Album> album;
  static constexpr auto fields = orm::fields<&Track::title, &Track::album>;
  static constexpr auto ordering = orm::ordering("title");
};

void served(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses")) {
    for (const Course &course : student.courses.all())
      std::cout << course.title << '\n';
    const auto courses = student.courses.all();
    for (std::size_t i = 0; i < courses.size(); ++i)
      std::cout << courses[static_cast<std::ptrdiff_t>(i)].title << '\n';
    std::cout << student.courses.count() << student.courses.exists() << student.courses.size()
              << student.courses.empty() << student.courses.all()[0].title << student.courses.all().count() << '\n';
    for (const Course &course : student.courses.limit(2))
      std::cout << course.title << '\n';
    for (const Course &course : student.courses.all().offset(1).limit(1))
      std::cout << course.title << '\n';
  }
}

// In an order, first() is the first of those in memory.
void ordered(orm::Database &db) {
  for (const Album &album : Album::objects(db).prefetch_related("tracks"))
    std::cout << album.tracks.first()->title << '\n';
}

// One row: what its filter ignores is read as well.
void single(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses").limit(1))
    std::cout << student.courses.all().size() << student.courses.filter("title"_c == "Rome").count() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  db.create_tables<Album, Track>();
  for (const char *title : {"One", "Two"}) {
    auto album = Album::objects(db).create({.title = title});
    Track::objects(db).bulk_create({{.title = "b", .album = album}, {.title = "a", .album = album}});
  }
  served(db);
  ordered(db);
  single(db);
}
