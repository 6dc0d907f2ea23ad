#ifndef ORM_BENCH_SCHOOL_HPP
#define ORM_BENCH_SCHOOL_HPP

#include <orm/orm.hpp>

/// The workload: students, one in ten of them without a department, and ten courses for each.
namespace school {

struct Department : orm::Model<Department> {
  std::string name;
  static constexpr auto fields = orm::fields<&Department::name>;
};

struct Course : orm::Model<Course> {
  std::string title;
  std::int64_t credits = 0;
  static constexpr auto fields = orm::fields<&Course::title, &Course::credits>;
};

struct Student : orm::Model<Student> {
  std::string first_name;
  std::string last_name;
  orm::ForeignKey<Department, orm::set_null> department;
  orm::ManyToMany<Course> courses;
  static constexpr auto fields = orm::fields<&Student::first_name, &Student::last_name,
                                             &Student::department, &Student::courses>;
};

/// Makes the file with `students` rows; the same rows for the same number, always.
void make_file(const std::string& file, std::int64_t students);

/// What every variant of a form must come to: each pair of a student and what was reached from it.
inline std::uint64_t checksum(std::int64_t student, std::int64_t target, const std::string& text) {
  return static_cast<std::uint64_t>(student) * (static_cast<std::uint64_t>(target) + text.size());
}

} // namespace school

#endif
