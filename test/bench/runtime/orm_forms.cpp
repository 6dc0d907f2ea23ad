#include "forms.hpp"
#include "school.hpp"

namespace {

using school::checksum, school::Course, school::Student;

template <class Students>
std::uint64_t departments(const Students& students) {
  std::uint64_t sum = 0;
  for (const Student& student : students)
    if (student.department)
      sum += checksum(student.id, student.department->id, student.department->name);
  return sum;
}

template <class Students>
std::uint64_t courses(const Students& students) {
  std::uint64_t sum = 0;
  for (const Student& student : students)
    for (const Course& course : student.courses.all())
      sum += checksum(student.id, course.id, course.title);
  return sum;
}

std::vector<Variant> orm_forms(const orm::Database& db) {
  const auto all = [db] { return Student::objects(db).order_by("id"); };
  return {
      {"fk_lazy", "orm", [=] { return departments(all()); }},
      {"fk_lazy_begin", "orm",
       [=] {
         orm::Transaction transaction(db);
         const std::uint64_t sum = departments(all());
         transaction.commit();
         return sum;
       }},
      {"fk_prefetch", "orm", [=] { return departments(all().prefetch_related("department")); }},
      {"fk_join", "orm", [=] { return departments(all().select_related("department")); }},
      {"m2m_lazy", "orm", [=] { return courses(all()); }},
      {"m2m_lazy_begin", "orm",
       [=] {
         orm::Transaction transaction(db);
         const std::uint64_t sum = courses(all());
         transaction.commit();
         return sum;
       }},
      {"m2m_prefetch", "orm", [=] { return courses(all().prefetch_related("courses")); }},
  };
}

} // namespace

std::vector<Variant> orm_forms(const std::string& file) { return orm_forms(orm::Database(file)); }

std::vector<Variant> logged_forms(const std::string& file) {
  const orm::Database db(file);
  std::vector<Variant> logged;
  for (Variant& form : orm_forms(db))
    logged.push_back({form.form, "orm_logged", [db, run = std::move(form.run)] {
                        const orm::QueryLog log(db);
                        return run();
                      }});
  return logged;
}

std::vector<RowMemory> orm_memory(const std::string& file) {
  const orm::Database db(file);
  const auto measure = [](const std::string& what, const orm::QuerySet<Student>& students) {
    const std::size_t before = heap_in_use();
    const auto rows = static_cast<double>(students.size());
    return RowMemory{what, static_cast<double>(heap_in_use() - before) / rows};
  };
  const auto all = [db] { return Student::objects(db).order_by("id"); };
  (void)all().prefetch_related("department").size(); // SQLite's own caches fill up
  return {{"struct", sizeof(Student)},
          measure("rows", all()),
          measure("rows_fk_prefetch", all().prefetch_related("department"))};
}
