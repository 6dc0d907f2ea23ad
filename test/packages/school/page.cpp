#include "models.hpp"
#include <iostream>

void page(orm::Database& db) {
  for (const Student& student : Student::objects(db))
    std::cout << student.name << ": " << student.department->name << '\n';
}
