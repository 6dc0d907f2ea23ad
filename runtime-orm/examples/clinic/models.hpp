// A clinic: doctors, and the specializations each of them practises.
#pragma once

#include <orm/orm.hpp>

#include <string>

namespace clinic {

struct Doctor;

struct Specialization : orm::Model<Specialization> {
  std::string name;
  orm::ReverseManyToMany<Doctor, "specializations"> doctors;

  static constexpr auto fields = orm::fields<&Specialization::name, &Specialization::doctors>;
};

struct Doctor : orm::Model<Doctor> {
  std::string name;
  orm::ManyToMany<Specialization> specializations;

  static constexpr auto fields = orm::fields<&Doctor::name, &Doctor::specializations>;
};

} // namespace clinic
