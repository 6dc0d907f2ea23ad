// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A10, A11, A12: arms, switches, a query that is made anew or cleared on some of the ways.

#include "zoo.hpp"

void show(const Animal &animal) {
  for (const Food &food : animal.foods.all())
    std::cout << animal.name << ' ' << food.name << '\n';
}

void one_arm(orm::Database &db, bool loaded) {
  const auto animals = loaded ? Animal::objects(db).prefetch_related("foods") : Animal::objects(db).order_by("id");
  for (const Animal &animal : animals)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-4]]:81: warning: query of 'Animal' rows lacks an eager load of 'foods': up to 1 + N queries, 2 with the fix
// CHECK-FIXES: const auto animals = loaded ? Animal::objects(db).prefetch_related("foods") : Animal::objects(db).order_by("id").prefetch_related("foods");

void one_case(orm::Database &db, int order) {
  auto animals = Animal::objects(db).filter("id"_c > 0);
  switch (order) {
  case 0:
    animals = animals.prefetch_related("foods");
    break;
  case 1:
    animals = animals.order_by("name").prefetch_related("foods");
    [[fallthrough]];
  default:
    animals = animals.order_by("id");
  }
  for (const Animal &animal : animals)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-14]]:18: warning: query of 'Animal' rows lacks an eager load of 'foods': up to 1 + N queries, 2 with the fix
// CHECK-FIXES: auto animals = Animal::objects(db).filter("id"_c > 0).prefetch_related("foods");

void made_anew(orm::Database &db, bool backwards) {
  auto animals = Animal::objects(db).prefetch_related("foods");
  if (backwards)
    animals = Animal::objects(db).order_by("-id");
  for (const Animal &animal : animals)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-4]]:15: warning: query of 'Animal' rows lacks an eager load of 'foods': up to 1 + N queries, 2 with the fix
// CHECK-FIXES: animals = Animal::objects(db).order_by("-id").prefetch_related("foods");

// case A12: the fix comes after the clear, which is on one way only, or in a function.
void cleared(orm::Database &db, bool lazy) {
  auto animals = Animal::objects(db).prefetch_related("foods");
  if (lazy)
    animals = animals.prefetch_related(nullptr);
  for (const Animal &animal : animals)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-4]]:15: warning: query of 'Animal' rows lacks an eager load of 'foods': up to 1 + N queries, 2 with the fix
// CHECK-FIXES: animals = animals.prefetch_related(nullptr).prefetch_related("foods");

orm::QuerySet<Animal> bare(const orm::QuerySet<Animal> &animals) { return animals.prefetch_related(nullptr); }
void cleared_by_a_function(orm::Database &db) {
  for (const Animal &animal : bare(Animal::objects(db).prefetch_related("foods")))
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Animal' rows lacks an eager load of 'foods': 1 + N queries, 2 with the fix
// CHECK-FIXES: for (const Animal &animal : bare(Animal::objects(db).prefetch_related("foods")).prefetch_related("foods"))

// case A11, quiet: on each way, or there is no other way.
void each_case(orm::Database &db, int order) {
  auto animals = Animal::objects(db);
  switch (order) {
  case 0:
    animals = animals.prefetch_related("foods");
    break;
  case 1:
    animals = animals.order_by("name").prefetch_related("foods");
    break;
  default:
    animals = Animal::objects(db).filter("id"_c > 2).prefetch_related("foods");
  }
  for (const Animal &animal : animals)
    show(animal);
}
void no_other_way(orm::Database &db, bool wanted) {
  auto animals = Animal::objects(db);
  if (wanted)
    animals = animals.prefetch_related("foods");
  else
    return;
  for (const Animal &animal : animals)
    show(animal);
}
// case A12, quiet: what is cleared is put back.
void put_back(orm::Database &db, bool lazy) {
  auto animals = Animal::objects(db).prefetch_related("foods");
  if (lazy)
    animals = animals.prefetch_related(nullptr);
  animals = animals.order_by("id").prefetch_related("foods");
  for (const Animal &animal : animals)
    show(animal);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  for (const bool way : {false, true}) {
    one_arm(db, way);
    made_anew(db, way);
    cleared(db, way);
    no_other_way(db, way);
  }
  put_back(db, false);
  for (const int order : {0, 1, 2}) {
    one_case(db, order);
    each_case(db, order);
  }
  cleared_by_a_function(db);
}
