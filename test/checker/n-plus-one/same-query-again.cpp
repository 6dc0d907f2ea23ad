// RUN: %check_orm %s
// RUN: %orm_verify %s --expect '%s:12: 8 -> 1' --expect '%s:25: 29 -> 2' --expect '%s:38: 8 -> 1' --expect '%s:48: 16 -> 2' -- %inputs
// case A28: several loops over one query, of several forms, with their numbers: what a row has loaded it keeps, and so
// do copies of it; what is asked of the database again is.

#include "zoo.hpp"
#include <algorithm>

void keeper_of(const Animal &animal) { std::cout << animal.keeper->name << '\n'; }

void three_loops(orm::Database &db) {
  const auto animals = Animal::objects(db).to_vector();
  for (const Animal &animal : animals)
    keeper_of(animal);
  for (std::size_t i = 0; i < animals.size(); ++i)
    keeper_of(animals[i]);
  std::for_each(animals.begin(), animals.end(), keeper_of);
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto animals = Animal::objects(db).select_related("keeper").to_vector();

void foods_of(const Animal &animal) { std::cout << animal.foods.all().size() << '\n'; }

void of_each_kind(orm::Database &db) {
  const auto animals = Animal::objects(db).order_by("id");
  for (const Animal &animal : animals)
    foods_of(animal);
  std::for_each(animals.begin(), animals.end(), foods_of);
  for (const Animal &animal : animals) {
    foods_of(animal);
    keeper_of(animal);
  }
}
// CHECK-MESSAGES: :[[@LINE-9]]:24: warning: query of 'Animal' rows lacks eager loads of 'keeper' and 'foods': 1 + 4N queries, 2 with the fix
// CHECK-FIXES: const auto animals = Animal::objects(db).order_by("id").select_related("keeper").prefetch_related("foods");

void copies(orm::Database &db) {
  const auto animals = Animal::objects(db).order_by("-id");
  for (const Animal animal : animals)
    keeper_of(animal);
  for (const Animal animal : animals)
    keeper_of(animal);
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto animals = Animal::objects(db).order_by("-id").select_related("keeper");

void evaluated_again(orm::Database &db) {
  const auto animals = Animal::objects(db).order_by("name");
  for (const Animal &animal : animals.all())
    keeper_of(animal);
  for (const Animal &animal : animals.all())
    keeper_of(animal);
}
// CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 2 + N + M queries, 2 with the fix
// CHECK-FIXES: const auto animals = Animal::objects(db).order_by("name").select_related("keeper");

// Quiet twin.
void loaded(orm::Database &db) {
  const auto animals = Animal::objects(db).select_related("keeper").prefetch_related("foods");
  for (const Animal &animal : animals) {
    foods_of(animal);
    keeper_of(animal);
  }
  std::for_each(animals.begin(), animals.end(), foods_of);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  three_loops(db);
  of_each_kind(db);
  copies(db);
  evaluated_again(db);
  loaded(db);
}
