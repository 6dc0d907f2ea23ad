// The doctors on call, filtered after the prefetch: the narrowed query and one prefetch for its
// three rows, 2 queries.
#include "models.hpp"
#include "seed.hpp"

#include <iostream>

using namespace clinic;
using namespace orm::literals;

int main() {
  orm::Database db{":memory:"};
  seed(db);

  auto doctors = Doctor::objects(db).prefetch_related("specializations");
  for (const Doctor& doctor : doctors.filter("id"_c.in({1, 2, 3}))) {
    std::cout << "Dr. " << doctor.name << " can be called for";
    for (const Specialization& specialization : doctor.specializations.all())
      std::cout << ' ' << specialization.name;
    std::cout << '\n';
  }
}
