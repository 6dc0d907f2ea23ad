// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case B1: prefetched, then filtered for each row in one way: the eager load
// chooses, and all() reads what it chose. case B2: excluded, ordered, distinct.

#include "school.hpp"

void filtered(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    for (const Course &course : student.courses.filter("title"_c.icontains("guide")))
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: query of 'Student' rows loads 'courses', but 'filter' asks for it again, once for each row: 2 + N queries, 2 with the fix [orm-ineffective-prefetch]
// CHECK-FIXES: void filtered(
// CHECK-FIXES-NEXT: for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c.icontains("guide")))))
// CHECK-FIXES-NEXT: for (const Course &course : student.courses.all())

void excluded(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.all().exclude("title"_c == "Rome").count() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} but 'exclude' asks for it again, once for each row: 2 + N queries, 2 with the fix
// CHECK-FIXES: orm::Prefetch<Student>("courses", Course::objects(db).exclude("title"_c == "Rome"))))
// CHECK-FIXES-NEXT: student.courses.all().count()

void ordered(orm::Database &db) {
  for (const Department &department : Department::objects(db).order_by("name").prefetch_related("students"))
    for (const Student &student : department.students.order_by("-first_name"))
      std::cout << student.first_name << student.department->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:39: warning: {{.*}} but 'order_by' asks for it again, once for each row: 2 + N queries, 2 with the fix
// CHECK-FIXES: Department::objects(db).order_by("name").prefetch_related(orm::Prefetch<Department>("students", Student::objects(db).order_by("-first_name"))))
// CHECK-FIXES-NEXT: for (const Student &student : department.students.all())

void distinct(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    std::cout << student.courses.all().distinct().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} but 'distinct' asks for it again, once for each row: 2 + N queries, 2 with the fix
// CHECK-FIXES: Course::objects(db).distinct())
// CHECK-FIXES-NEXT: student.courses.all().size()

void reversed(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related("courses"))
    for (const Course &course : student.courses.all().reverse())
      std::cout << course.title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:33: warning: {{.*}} but 'reverse' asks for it again, once for each row: 2 + N queries, 2 with the fix
// CHECK-FIXES: Course::objects(db).reverse())

// By values that do not change; beside a path that is read as it is.
void by_values(orm::Database &db, std::string part, int from) {
  const std::string other = "Rome";
  for (const Department &department : Department::objects(db).prefetch_related("courses", "students"))
    std::cout << department.students.all().size()
              << department.courses.filter("title"_c.contains(part), "id"_c >= from + 1).exclude("title"_c == other).size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:39: warning: {{.*}} but 'exclude' asks for it again, once for each row: 3 + N queries, 3 with the fix
// CHECK-FIXES: prefetch_related(orm::Prefetch<Department>("courses", Course::objects(db).filter("title"_c.contains(part), "id"_c >= from + 1).exclude("title"_c == other)), "students"))
// CHECK-FIXES: << department.courses.all().size() << '\n';

// Asked several things, of one choice.
void kept(orm::Database &db) {
  const auto students = Student::objects(db).prefetch_related("courses").order_by("first_name");
  for (const Student &student : students) {
    const auto guides = student.courses.filter("title"_c.icontains("guide"));
    std::cout << guides.count() << guides.exists() << '\n';
    for (const Course &course : guides)
      std::cout << course.title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-8]]:25: warning: {{.*}} but 'filter' asks for it again, once for each row: 2 + 3N queries, 2 with the fix
// CHECK-FIXES: const auto guides = student.courses.all();

// With what else is to be changed of the query: one fix for all of it.
void with_missing(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("courses")) {
    std::cout << department.courses.filter("title"_c == "Rome").size() << '\n';
    for (const Student &student : department.students.all())
      std::cout << student.first_name << '\n';
  }
}
// CHECK-MESSAGES-DAG: :[[@LINE-6]]:39: warning: query of 'Department' rows lacks an eager load of 'students': 2 + 2N queries, 3 with the fix [orm-n-plus-one]
// CHECK-MESSAGES-DAG: :[[@LINE-7]]:39: warning: {{.*}} but 'filter' asks for it again, once for each row: 2 + 2N queries, 3 with the fix [orm-ineffective-prefetch]
// CHECK-MESSAGES-DAG: note: the fix of another finding lets it choose
// CHECK-FIXES: prefetch_related(orm::Prefetch<Department>("courses", Course::objects(db).filter("title"_c == "Rome")), "students")) {
// CHECK-FIXES-NEXT: department.courses.all().size()
void with_unused(orm::Database &db) {
  for (const Department &department : Department::objects(db).prefetch_related("students", "courses"))
    std::cout << department.courses.filter("title"_c == "Rome").size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:39: warning: {{.*}} but 'filter' asks for it again, once for each row: 3 + N queries, 2 with the fix [orm-ineffective-prefetch]
// CHECK-MESSAGES: :[[@LINE-4]]:80: warning: query of 'Department' rows loads 'students', which nothing reads: 3 + N queries, 2 with the fix [orm-unused-eager-load]
// CHECK-MESSAGES: note: the fix of another finding takes it out
// CHECK-FIXES: prefetch_related(orm::Prefetch<Department>("courses", Course::objects(db).filter("title"_c == "Rome"))))

// Named as the query's own class is.
namespace shop {
struct Page;
struct Book : orm::Model<Book> {
  std::string title;
  orm::ReverseForeignKey<Page, "book"> pages;
  static constexpr auto fields = orm::fields<&Book::title, &Book::pages>;
};
struct Page : orm::Model<Page> {
  std::int64_t number;
  orm::ForeignKey<Book> book;
  static constexpr auto fields = orm::fields<&Page::number, &Page::book>;
};
} // namespace shop
void in_a_namespace(orm::Database &db) {
  for (const shop::Book &book : shop::Book::objects(db).prefetch_related("pages"))
    std::cout << book.pages.filter("number"_c > 1).size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:33: warning: {{.*}} but 'filter' asks for it again, once for each row: 2 + N queries, 2 with the fix
// CHECK-FIXES: prefetch_related(orm::Prefetch<shop::Book>("pages", shop::Page::objects(db).filter("number"_c > 1))))
// CHECK-FIXES-NEXT: book.pages.all().size()

// Quiet twin.
void chosen(orm::Database &db) {
  for (const Student &student : Student::objects(db).prefetch_related(orm::Prefetch<Student>("courses", Course::objects(db).filter("title"_c == "Rome"))))
    std::cout << student.courses.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  db.create_tables<shop::Book, shop::Page>();
  for (const char *title : {"One", "Two", "Three"}) {
    auto book = shop::Book::objects(db).create({.title = title});
    shop::Page::objects(db).bulk_create({{.number = 1, .book = book}, {.number = 2, .book = book}});
  }
  filtered(db);
  excluded(db);
  ordered(db);
  distinct(db);
  reversed(db);
  by_values(db, "o", 1);
  kept(db);
  with_missing(db);
  with_unused(db);
  in_a_namespace(db);
  chosen(db);
}
