// The list of doctors on the clinic's front page: 11 queries as written, 2 with the check's fix.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace clinic;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  for (const Doctor& doctor : Doctor::objects(db)) {
    std::cout << "Dr. " << doctor.name << ':';
    for (const Specialization& specialization : doctor.specializations.all())
      std::cout << ' ' << specialization.name;
    std::cout << '\n';
  }
}
