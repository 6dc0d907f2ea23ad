#include <orm/orm.hpp>

#include <iostream>

/// Makes the pages that test_page.py opens: one of a program with everything that can be wrong, one
/// of very many statements.
///
/// usage: write-page FOLDER
namespace {

using namespace orm::literals;

struct Course;
struct Student;

struct Department : orm::Model<Department> {
  std::string name;
  static constexpr auto fields = orm::fields<&Department::name>;
};
struct Course : orm::Model<Course> {
  std::string title;
  orm::ReverseManyToMany<Student, "courses"> students;
  static constexpr auto ordering = orm::ordering("id");
  static constexpr auto fields = orm::fields<&Course::title, &Course::students>;
};
struct Student : orm::Model<Student> {
  std::string name;
  std::optional<orm::Blob> photo;
  orm::ForeignKey<Department> department;
  orm::ManyToMany<Course> courses;
  static constexpr auto fields =
      orm::fields<&Student::name, &Student::photo, &Student::department, &Student::courses>;
  static constexpr auto constraints = orm::constraints(orm::unique<&Student::name>);
};

/// Text that would break a page that does not escape it, and bytes that are no text.
const std::string evil =
    "</script><script>document.title='owned'</script> \"q\" 'a' & \xff\xfe <b>";

void seed(orm::Database& db, int students) {
  db.create_tables<Department, Course, Student>();
  const auto department = Department::objects(db).create({.name = "Philosophy"});
  auto courses = Course::objects(db).bulk_create({{.title = "Logic"}, {.title = "Ethics"}});
  orm::Transaction transaction(db);
  std::vector<Student> rows;
  for (int i = 0; i < students; ++i)
    rows.push_back({.name = "student " + std::to_string(i), .department = department});
  rows = Student::objects(db).bulk_create(std::move(rows));
  courses.front().students.add(rows);
  transaction.commit();
}

void everything(const std::string& file, const std::string& title) {
  orm::Database db{":memory:"};
  seed(db, 12);
  orm::QueryLog log{db};
  std::size_t read = 0;
  for (const Student& student : Student::objects(db)) { // the page names this line,
    read += student.department->name.size();            // this one,
    read += student.courses.all().size();               // and this one
  }
  for (const Student& student : Student::objects(db).prefetch_related("courses"))
    read += student.courses.all().size();
  for (const Student& student : Student::objects(db).select_related("department"))
    read += student.name.size(); // an eager load that nobody reads
  for (int i = 0; i < 3; ++i)
    read += Student::objects(db).filter("name"_c == evil).exists();
  Student::objects(db).create({.name = evil,
                               .photo = orm::Blob(9000, std::byte{0x5a}),
                               .department = Department::objects(db).get()});
  try {
    Student::objects(db).create({.name = evil, .department = Department::objects(db).get()});
  } catch (const orm::IntegrityError&) {
    // The page shows it.
  }
  log.write_html(file, title);
  std::cout << read << '\n';
}

void many(const std::string& file) {
  orm::Database db{":memory:"};
  seed(db, 10'000);
  orm::QueryLog log{db};
  std::size_t read = 0;
  for (const Student& student : Student::objects(db))
    read += student.department->name.size();
  log.write_html(file, "many");
  std::cout << read << '\n';
}

} // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  everything(folder + "/everything.html", "A title with </script> & <b>bold</b> \"quotes\" \xff");
  everything(folder + "/report.html", "student_report"); // the documentation's pictures
  many(folder + "/many.html");
}
