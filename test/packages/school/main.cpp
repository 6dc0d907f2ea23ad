#include "models.hpp"

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Department, Student>();
  const Department computing = Department::objects(db).create({.name = "Computing"});
  Student::objects(db).create({.name = "Asha", .department = computing});
  page(db);
}
