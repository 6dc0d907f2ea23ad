// RUN: %check_orm %s
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A20: a function that returns a container it has filled, whichever way: words, at the call. Other callers may not
// follow the relation.

#include "zoo.hpp"
#include <map>
#include <memory>
#include <vector>

std::vector<Animal> one_by_one(orm::Database &db) {
  std::vector<Animal> result;
  for (const Animal &animal : Animal::objects(db))
    if (animal.name != "Cat")
      result.push_back(animal);
  return result;
}
void filled_one_by_one(orm::Database &db) {
  for (const Animal &animal : one_by_one(db))
    std::cout << animal.keeper->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Animal' rows lacks an eager load of 'keeper': up to 1 + N queries, 1 with it
// CHECK-MESSAGES: :[[@LINE-4]]:31: note: no fix-it, because the call gives rows and not a query: the query behind it needs .select_related("keeper")

std::vector<Animal> between(orm::Database &db) {
  const auto animals = Animal::objects(db).order_by("id");
  return {animals.begin(), animals.end()};
}
void filled_from_positions(orm::Database &db) {
  const auto animals = between(db);
  for (const Animal &animal : animals)
    std::cout << animal.foods.all().size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Animal' rows lacks an eager load of 'foods': 1 + N queries, 2 with it
// CHECK-MESSAGES: :[[@LINE-5]]:24: note: no fix-it, because the call gives rows and not a query: the query behind it needs .prefetch_related("foods")

std::unique_ptr<std::vector<Animal>> on_the_heap(orm::Database &db) {
  return std::make_unique<std::vector<Animal>>(Animal::objects(db).order_by("name").to_vector());
}
void behind_a_pointer(orm::Database &db) {
  const auto animals = on_the_heap(db);
  for (const Animal &animal : *animals)
    std::cout << animal.keeper->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with it
// CHECK-MESSAGES: :[[@LINE-5]]:24: note: no fix-it, because the call gives rows and not a query: the query behind it needs .select_related("keeper")

// Maps, and objects that hold containers.
std::map<char, std::vector<Animal>> by_letter(orm::Database &db) {
  std::map<char, std::vector<Animal>> result;
  for (const Animal &animal : Animal::objects(db).filter("id"_c > 0))
    result[animal.name.front()].push_back(animal);
  return result;
}
void in_groups(orm::Database &db) {
  for (const auto &[letter, animals] : by_letter(db))
    for (const Animal &animal : animals)
      std::cout << letter << animal.keeper->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:40: warning: query of 'Animal' rows lacks an eager load of 'keeper': up to 1 + N·M queries, 1 with it
// CHECK-MESSAGES: :[[@LINE-5]]:40: note: no fix-it, because the call gives rows and not a query: the query behind it needs .select_related("keeper")

struct Page {
  std::vector<Animal> animals;
  int number = 0;
};
Page first_page(orm::Database &db) {
  return {Animal::objects(db).order_by("id").limit(10).to_vector(), 1};
}
void of_a_page(orm::Database &db) {
  const auto [animals, number] = first_page(db);
  for (const Animal &animal : animals)
    std::cout << number << animal.keeper->name << '\n';
  for (const Animal &animal : first_page(db).animals)
    std::cout << animal.name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-6]]:34: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with it
// CHECK-MESSAGES: :[[@LINE-7]]:34: note: no fix-it, because the call gives rows and not a query: the query behind it needs .select_related("keeper")

// Quiet twins: loaded there; nothing is followed; one row.
std::vector<Animal> loaded(orm::Database &db) {
  std::vector<Animal> result;
  for (const Animal &animal : Animal::objects(db).select_related("keeper"))
    result.push_back(animal);
  return result;
}
void follows_what_is_loaded(orm::Database &db) {
  for (const Animal &animal : loaded(db))
    std::cout << animal.keeper->name << '\n';
}
void names(orm::Database &db) {
  for (const Animal &animal : one_by_one(db))
    std::cout << animal.name << '\n';
  std::cout << between(db).front().keeper->name << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  filled_one_by_one(db);
  filled_from_positions(db);
  behind_a_pointer(db);
  in_groups(db);
  of_a_page(db);
  follows_what_is_loaded(db);
  names(db);
}
