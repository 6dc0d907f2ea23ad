// Ten doctors and six specializations.
#pragma once

#include "models.hpp"

namespace clinic {

inline void seed(orm::Database& db) {
  db.create_tables<Specialization, Doctor>();

  auto specializations = Specialization::objects(db);
  auto cardiology = specializations.create({.name = "Cardiology"});
  auto dermatology = specializations.create({.name = "Dermatology"});
  auto neurology = specializations.create({.name = "Neurology"});
  auto oncology = specializations.create({.name = "Oncology"});
  auto paediatrics = specializations.create({.name = "Paediatrics"});
  auto surgery = specializations.create({.name = "Surgery"});

  auto doctors = Doctor::objects(db);
  doctors.create({.name = "Anand"}).specializations.add(cardiology, surgery);
  doctors.create({.name = "Bose"}).specializations.add(dermatology);
  doctors.create({.name = "Castillo"}).specializations.add(neurology, paediatrics);
  doctors.create({.name = "Demir"}).specializations.add(oncology, surgery);
  doctors.create({.name = "Eriksen"}).specializations.add(paediatrics);
  doctors.create({.name = "Fofana"}).specializations.add(cardiology, paediatrics, surgery);
  doctors.create({.name = "Gupta"}).specializations.add(neurology);
  doctors.create({.name = "Haddad"}).specializations.add(dermatology, oncology);
  doctors.create({.name = "Ivanova"}).specializations.add(cardiology);
  doctors.create({.name = "Jung"}); // in training: no specialization yet
}

} // namespace clinic
