#include "school.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>

namespace school {
namespace {

constexpr std::int64_t courses = 500;
constexpr std::int64_t courses_per_student = 10;

void run(sqlite3* handle, const std::string& text) {
  if (sqlite3_exec(handle, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(handle));
}

std::string rows(std::int64_t count, const std::string& columns) {
  return " WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " +
         std::to_string(count) + ") SELECT " + columns + " FROM n";
}

} // namespace

void make_file(const std::string& file, std::int64_t students) {
  for (const char* suffix : {"", "-wal", "-shm"})
    std::filesystem::remove(file + suffix);
  orm::Database(file).create_tables<Department, Course, Student>();
  const std::string departments = std::to_string(std::max<std::int64_t>(10, students / 100));
  sqlite3* handle = nullptr;
  sqlite3_open(file.c_str(), &handle);
  run(handle, "BEGIN");
  run(handle,
      "INSERT INTO department (id, name)" + rows(std::stoll(departments), "i, 'Department ' || i"));
  run(handle, "INSERT INTO course (id, title, credits)" +
                  rows(courses, "i, 'Introduction to ' || i, i % 7"));
  // 7919 is prime: neighbours are spread over the departments and the courses.
  run(handle, "INSERT INTO student (id, first_name, last_name, department_id)" +
                  rows(students, "i, 'First' || i, 'Last' || i, CASE WHEN i % 10 = 0 THEN NULL "
                                 "ELSE i * 7919 % " +
                                     departments + " + 1 END"));
  run(handle, "INSERT INTO student_courses (student_id, course_id) SELECT s.id, (s.id * 7919 + "
              "k.i * 53) % " +
                  std::to_string(courses) + " + 1 FROM student s, (" +
                  rows(courses_per_student, "i").substr(1) + ") k ORDER BY 1, 2");
  run(handle, "COMMIT");
  sqlite3_close(handle);
}

} // namespace school
