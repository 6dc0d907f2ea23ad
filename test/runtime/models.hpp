#ifndef ORM_TEST_MODELS_HPP
#define ORM_TEST_MODELS_HPP

#include <orm/orm.hpp>

#include <gtest/gtest.h>

/// The models and rows that the scenarios of Django's eager loading were measured with: 4 students
/// (departments CS, CS, Math and none; minor always Math), courses 2/1/3/0, 3 lockers (one free).
struct Course;
struct Emp;
struct Enrol;
struct Locker;
struct Review;
struct Student;
struct Tag;

struct Dept : orm::Model<Dept> {
  std::string name;
  orm::ReverseForeignKey<Student, "dept"> students;
  orm::ReverseForeignKey<Student, "minor"> minors;
  static constexpr auto ordering = orm::ordering("id");
  static constexpr auto fields = orm::fields<&Dept::name, &Dept::students, &Dept::minors>;
};

struct Course : orm::Model<Course> {
  std::string title;
  orm::ReverseManyToMany<Student, "courses"> students;
  orm::ReverseForeignKey<Review, "course"> review_set;
  orm::Prefetched<Student> sl;
  orm::Annotation<std::int64_t> review_count;
  static constexpr auto ordering = orm::ordering("id");
  static constexpr auto fields = orm::fields<&Course::title, &Course::students, &Course::review_set,
                                             &Course::sl, &Course::review_count>;
};

struct Student : orm::Model<Student> {
  std::string name;
  orm::ForeignKey<Dept, orm::set_null> dept;
  orm::ForeignKey<Dept> minor;
  orm::ManyToMany<Course> courses;
  orm::ManyToMany<Student> follows;
  orm::ReverseManyToMany<Student, "follows"> followers;
  orm::ReverseManyToMany<Tag, "students"> tags;
  orm::ReverseForeignKey<Enrol, "student"> enrolments;
  orm::ReverseOneToOne<Locker, "student"> locker;
  // Where the tests' Prefetch objects put their rows.
  orm::Prefetched<Course> cl;
  orm::Prefetched<Course> db;
  orm::Prefetched<Student> sl;
  orm::Prefetched<Tag> tl;
  orm::PrefetchedOne<Dept> dd;
  orm::Annotation<std::int64_t> course_count;
  orm::Annotation<std::int64_t> tag_count;
  static constexpr auto ordering = orm::ordering("id");
  static constexpr auto fields =
      orm::fields<&Student::name, &Student::dept, &Student::minor, &Student::courses,
                  &Student::follows, &Student::followers, &Student::tags, &Student::enrolments,
                  &Student::locker, &Student::cl, &Student::db, &Student::sl, &Student::tl,
                  &Student::dd, &Student::course_count, &Student::tag_count>;
};

struct Enrol : orm::Model<Enrol> {
  orm::ForeignKey<Student> student;
  orm::ForeignKey<Course> course;
  std::optional<int> grade;
  static constexpr auto ordering = orm::ordering("id");
  static constexpr auto fields = orm::fields<&Enrol::student, &Enrol::course, &Enrol::grade>;
};

struct Locker : orm::Model<Locker> {
  std::string code;
  orm::OneToOne<Student, orm::set_null> student;
  static constexpr auto fields = orm::fields<&Locker::code, &Locker::student>;
};

struct Tag : orm::Model<Tag> {
  std::string name;
  orm::ManyToMany<Student> students;
  static constexpr auto fields = orm::fields<&Tag::name, &Tag::students>;
};

struct Review : orm::Model<Review> {
  std::string text;
  orm::ForeignKey<Course, orm::nullable> course;
  static constexpr auto fields = orm::fields<&Review::text, &Review::course>;
};

struct Emp : orm::Model<Emp> {
  std::string name;
  orm::ForeignKey<Emp, orm::set_null> boss;
  static constexpr auto fields = orm::fields<&Emp::name, &Emp::boss>;
};

/// "Ann,Bob"
template <class Rows>
std::string names(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += text.empty() ? "" : ",";
    if constexpr (requires { row.title; })
      text += row.title;
    else
      text += row.name;
  }
  return text;
}

class School : public testing::Test {
protected:
  School() {
    db.create_tables<Dept, Course, Student, Enrol, Locker, Tag, Review, Emp>();
    auto cs = Dept::objects(db).create({.name = "CS"});
    auto math = Dept::objects(db).create({.name = "Math"});
    auto rows = Course::objects(db).bulk_create(
        {{.title = "DB"}, {.title = "OS"}, {.title = "ALG"}, {.title = "NET"}});
    auto ann = students().create({.name = "Ann", .dept = cs, .minor = math});
    auto bob = students().create({.name = "Bob", .dept = cs, .minor = math});
    auto cyd = students().create({.name = "Cyd", .dept = math, .minor = math});
    auto dan = students().create({.name = "Dan", .minor = math});
    ann.courses.add(rows[0], rows[1]);
    bob.courses.add(rows[0]);
    cyd.courses.add(rows[0], rows[1], rows[2]);
    for (const auto& student : {ann, bob, cyd})
      for (const Course& course : student.courses.all())
        Enrol::objects(db).create({.student = student, .course = course});
    ann.follows.add(bob);
    cyd.follows.add(bob);
    Locker::objects(db).create({.code = "L1", .student = ann});
    Locker::objects(db).create({.code = "L2", .student = bob});
    Locker::objects(db).create({.code = "L3"});
    auto x = Tag::objects(db).create({.name = "x"});
    auto y = Tag::objects(db).create({.name = "y"});
    x.students.add(ann, bob);
    y.students.add(ann);
    Review::objects(db).create({.text = "good", .course = rows[0]});
    Review::objects(db).create({.text = "dense", .course = rows[1]});
    auto p = Emp::objects(db).create({.name = "P"});
    Emp::objects(db).create({.name = "Q", .boss = p});
    Emp::objects(db).create({.name = "R", .boss = p});
    log.clear();
  }

  orm::QuerySet<Student> students(std::source_location at = std::source_location::current()) {
    return Student::objects(db, at);
  }
  orm::QuerySet<Dept> depts() { return Dept::objects(db); }
  orm::QuerySet<Course> courses() { return Course::objects(db); }
  orm::QuerySet<Tag> tags() { return Tag::objects(db); }

  /// The statements since the last look, and forgets them.
  std::size_t queries() {
    const std::size_t count = log.count();
    last = {};
    for (const orm::LogEntry& entry : log.entries())
      if (entry.counted)
        last = entry;
    log.clear();
    return count;
  }

  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  orm::LogEntry last; ///< the last statement that counted
};

using namespace orm::literals;

#endif
