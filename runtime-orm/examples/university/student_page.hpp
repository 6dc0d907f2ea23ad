// The student page as a nested HTML list. It only receives the query set: what the caller loaded
// eagerly it cannot know.
#pragma once

#include "models.hpp"

#include <ostream>

namespace university {

inline void render_student_page(std::ostream& out, const orm::QuerySet<Student>& students) {
  out << "<ul>\n";
  for (const Student& student : students) {
    out << "  <li>" << student.first_name << ' ' << student.last_name << "\n    <ul>\n";
    for (const Course& course : student.courses.all())
      out << "      <li>" << course.title << "</li>\n";
    out << "    </ul>\n  </li>\n";
  }
  out << "</ul>\n";
}

} // namespace university
