#include "forms.hpp"
#include "school.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

namespace {

struct Department {
  std::int64_t id;
  std::string name;
};
struct Course {
  std::int64_t id;
  std::string title;
  std::int64_t credits;
};
struct Student {
  std::int64_t id;
  std::string first_name;
  std::string last_name;
  std::int64_t department_id;
};

using school::checksum;

/// A prepared statement, made once and kept.
class Statement {
public:
  Statement(sqlite3* handle, const std::string& text) {
    if (sqlite3_prepare_v3(handle, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(handle));
  }
  Statement(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  void bind(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }
  bool step() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
      throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_)));
    return code == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(statement_); }
  [[nodiscard]] bool null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] std::string text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

private:
  sqlite3_stmt* statement_ = nullptr;
};

class School {
public:
  explicit School(const std::string& file) {
    if (sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK)
      throw std::runtime_error("cannot open " + file);
  }
  School(const School&) = delete;
  ~School() {
    statements_.clear();
    sqlite3_close(handle_);
  }

  Statement& statement(const std::string& text) {
    return statements_.try_emplace(text, handle_, text).first->second;
  }
  void run(const char* text) {
    Statement& it = statement(text);
    it.step();
    it.reset();
  }

  std::vector<Student> students() {
    std::vector<Student> students;
    Statement& all =
        statement("SELECT id, first_name, last_name, department_id FROM student ORDER BY id");
    while (all.step())
      students.push_back({all.integer(0), all.text(1), all.text(2), all.integer(3)});
    all.reset();
    return students;
  }

  /// Runs `head IN (?, ...) tail` for all keys, 500 at a time, and calls `row` for each row.
  template <class Row>
  void in_lists(const std::vector<std::int64_t>& keys, const std::string& head,
                const std::string& tail, Row row) {
    constexpr std::size_t most = 500;
    for (std::size_t at = 0; at < keys.size(); at += most) {
      const std::size_t count = std::min(most, keys.size() - at);
      Statement*& cached = lists_[{head, count}];
      if (!cached) {
        std::string text = head + " IN (?";
        for (std::size_t i = 1; i < count; ++i)
          text += ",?";
        cached = &statement(text + ")" + tail);
      }
      for (std::size_t i = 0; i < count; ++i)
        cached->bind(static_cast<int>(i) + 1, keys[at + i]);
      while (cached->step())
        row(*cached);
      cached->reset();
    }
  }

private:
  sqlite3* handle_ = nullptr;
  std::map<std::string, Statement> statements_;
  std::map<std::pair<std::string, std::size_t>, Statement*> lists_;
};

/// One prepared statement, run once for each student; each gets a department of its own.
std::uint64_t fk_lazy(School& school) {
  const std::vector<Student> students = school.students();
  std::vector<Department> departments;
  Statement& one = school.statement("SELECT id, name FROM department WHERE id = ?");
  std::uint64_t sum = 0;
  for (const Student& student : students) {
    if (student.department_id == 0)
      continue;
    one.bind(1, student.department_id);
    if (one.step())
      departments.push_back({one.integer(0), one.text(1)});
    one.reset();
    sum += checksum(student.id, departments.back().id, departments.back().name);
  }
  return sum;
}

std::uint64_t fk_prefetch(School& school) {
  school.run("BEGIN");
  const std::vector<Student> students = school.students();
  std::unordered_map<std::int64_t, const Department*> by_id;
  std::vector<std::int64_t> keys;
  for (const Student& student : students)
    if (student.department_id && by_id.try_emplace(student.department_id).second)
      keys.push_back(student.department_id);
  std::vector<Department> departments;
  departments.reserve(keys.size());
  school.in_lists(keys, "SELECT id, name FROM department WHERE id", "", [&](const Statement& row) {
    departments.push_back({row.integer(0), row.text(1)});
    by_id[departments.back().id] = &departments.back();
  });
  school.run("COMMIT");
  std::uint64_t sum = 0;
  for (const Student& student : students) {
    if (student.department_id == 0)
      continue;
    const Department& department = *by_id.find(student.department_id)->second;
    sum += checksum(student.id, department.id, department.name);
  }
  return sum;
}

/// A join, and one department object for each row.
std::uint64_t fk_join(School& school) {
  struct Row {
    Student student;
    Department department;
  };
  std::vector<Row> rows;
  Statement& join = school.statement(
      "SELECT s.id, s.first_name, s.last_name, s.department_id, d.id, d.name FROM student s "
      "LEFT JOIN department d ON d.id = s.department_id ORDER BY s.id");
  while (join.step()) {
    Row& row =
        rows.emplace_back(Row{{join.integer(0), join.text(1), join.text(2), join.integer(3)}, {}});
    if (!join.null(4))
      row.department = {join.integer(4), join.text(5)};
  }
  join.reset();
  std::uint64_t sum = 0;
  for (const auto& [student, department] : rows)
    if (department.id)
      sum += checksum(student.id, department.id, department.name);
  return sum;
}

std::uint64_t m2m_lazy(School& school) {
  const std::vector<Student> students = school.students();
  Statement& of =
      school.statement("SELECT c.id, c.title, c.credits FROM student_courses l CROSS JOIN course c "
                       "ON c.id = l.course_id WHERE l.student_id = ? ORDER BY l.course_id");
  std::uint64_t sum = 0;
  for (const Student& student : students) {
    std::vector<Course> courses;
    of.bind(1, student.id);
    while (of.step())
      courses.push_back({of.integer(0), of.text(1), of.integer(2)});
    of.reset();
    for (const Course& course : courses)
      sum += checksum(student.id, course.id, course.title);
  }
  return sum;
}

std::vector<std::int64_t> ids(const std::vector<Student>& students) {
  std::vector<std::int64_t> keys;
  keys.reserve(students.size());
  for (const Student& student : students)
    keys.push_back(student.id);
  return keys;
}

/// The links with their courses, one course object for each link, in one vector in which a student
/// has a range.
std::uint64_t m2m_prefetch(School& school) {
  school.run("BEGIN");
  const std::vector<Student> students = school.students();
  std::vector<Course> courses;
  std::vector<std::pair<std::int64_t, std::size_t>> starts;
  starts.reserve(students.size());
  school.in_lists(ids(students),
                  "SELECT l.student_id, c.id, c.title, c.credits FROM student_courses l CROSS JOIN "
                  "course c ON c.id = l.course_id WHERE l.student_id",
                  " ORDER BY l.student_id, l.course_id", [&](const Statement& row) {
                    if (starts.empty() || starts.back().first != row.integer(0))
                      starts.emplace_back(row.integer(0), courses.size());
                    courses.push_back({row.integer(1), row.text(2), row.integer(3)});
                  });
  school.run("COMMIT");
  std::uint64_t sum = 0;
  std::size_t group = 0;
  for (const Student& student : students) {
    if (group == starts.size() || starts[group].first != student.id)
      continue;
    const std::size_t begin = starts[group].second;
    const std::size_t end = ++group == starts.size() ? courses.size() : starts[group].second;
    for (std::size_t i = begin; i < end; ++i)
      sum += checksum(student.id, courses[i].id, courses[i].title);
  }
  return sum;
}

/// Students, links, and each course once: the objects are shared.
std::uint64_t m2m_shared(School& school) {
  school.run("BEGIN");
  const std::vector<Student> students = school.students();
  std::vector<std::pair<std::int64_t, std::int64_t>> links;
  school.in_lists(
      ids(students), "SELECT student_id, course_id FROM student_courses WHERE student_id",
      " ORDER BY student_id, course_id",
      [&](const Statement& row) { links.emplace_back(row.integer(0), row.integer(1)); });
  std::vector<std::int64_t> keys;
  keys.reserve(links.size());
  for (const auto& [student, course] : links)
    keys.push_back(course);
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  std::vector<Course> courses;
  school.in_lists(keys, "SELECT id, title, credits FROM course WHERE id", "",
                  [&](const Statement& row) {
                    courses.push_back({row.integer(0), row.text(1), row.integer(2)});
                  });
  school.run("COMMIT");
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (const Student& student : students)
    for (; at < links.size() && links[at].first == student.id; ++at) {
      const Course& course = *std::ranges::lower_bound(courses, links[at].second, {}, &Course::id);
      sum += checksum(student.id, course.id, course.title);
    }
  return sum;
}

} // namespace

std::vector<Variant> c_api_forms(const std::string& file) {
  const auto school = std::make_shared<School>(file);
  const auto plain = [school](auto form) { return [school, form] { return form(*school); }; };
  // Immediate, as orm::Transaction begins: a writer's lock at the start.
  const auto inside = [school](auto form) {
    return [school, form] {
      school->run("BEGIN IMMEDIATE");
      const std::uint64_t sum = form(*school);
      school->run("COMMIT");
      return sum;
    };
  };
  return {
      {"fk_lazy", "c_api", plain(fk_lazy)},
      {"fk_lazy_begin", "c_api", inside(fk_lazy)},
      {"fk_prefetch", "c_api", plain(fk_prefetch)},
      {"fk_join", "c_api", plain(fk_join)},
      {"m2m_lazy", "c_api", plain(m2m_lazy)},
      {"m2m_lazy_begin", "c_api", inside(m2m_lazy)},
      {"m2m_prefetch", "c_api", plain(m2m_prefetch)},
      {"m2m_prefetch", "c_api_shared", plain(m2m_shared)},
  };
}

std::vector<RowMemory> c_api_memory(const std::string& file) {
  School school(file);
  (void)school.students();
  const std::size_t before = heap_in_use();
  const std::vector<Student> students = school.students();
  const double bytes =
      static_cast<double>(heap_in_use() - before) / static_cast<double>(students.size());
  // With a pointer to what was prefetched, a plain struct would be this much longer.
  return {{"struct", sizeof(Student)},
          {"rows", bytes},
          {"rows_fk_prefetch", bytes + sizeof(Department*)}};
}
