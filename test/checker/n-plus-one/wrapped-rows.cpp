// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// case A24: containers of wrappers, wrappers of containers, and objects that hold a row.

#include "zoo.hpp"
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

void show(const Animal &animal) { std::cout << animal.name << ' ' << animal.keeper->name << '\n'; }

void unique_pointers(orm::Database &db) {
  std::vector<std::unique_ptr<Animal>> owned;
  for (const Animal &animal : Animal::objects(db).order_by("id"))
    owned.push_back(std::make_unique<Animal>(animal));
  for (const auto &each : owned)
    show(*each);
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Animal &animal : Animal::objects(db).order_by("id").select_related("keeper"))

void optionals(orm::Database &db) {
  std::vector<std::optional<Animal>> maybe;
  for (const Animal &animal : Animal::objects(db).order_by("-id"))
    maybe.push_back(animal);
  for (const auto &each : maybe)
    show(each.value());
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Animal &animal : Animal::objects(db).order_by("-id").select_related("keeper"))

void pairs_of_pointers(orm::Database &db) {
  const auto animals = Animal::objects(db).order_by("name");
  std::vector<std::pair<int, const Animal *>> numbered;
  for (const Animal &animal : animals)
    numbered.push_back({1, &animal});
  for (const auto &[number, animal] : numbered)
    show(*animal);
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto animals = Animal::objects(db).order_by("name").select_related("keeper");

struct Line {
  int number;
  Animal animal;
};
void structs(orm::Database &db) {
  std::vector<Line> lines;
  for (const Animal &animal : Animal::objects(db).order_by("-name"))
    lines.push_back({1, animal});
  for (const auto &[number, animal] : lines)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (const Animal &animal : Animal::objects(db).order_by("-name").select_related("keeper"))

// An object that refers to the row, and a reference to it.
struct Card {
  const Animal &animal;
  void print() const { show(animal); }
};
void referred_to(orm::Database &db) {
  for (auto &&animal : Animal::objects(db).filter("id"_c > 0)) {
    const Card card{animal};
    card.print();
    const auto reference = std::cref(animal);
    show(reference.get());
  }
}
// CHECK-MESSAGES: :[[@LINE-7]]:24: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: for (auto &&animal : Animal::objects(db).filter("id"_c > 0).select_related("keeper")) {

void shared_container(orm::Database &db) {
  const auto animals = std::make_shared<std::vector<Animal>>(Animal::objects(db).filter("id"_c > 1).to_vector());
  for (const Animal &animal : *animals)
    show(animal);
}
// CHECK-MESSAGES: :[[@LINE-4]]:62: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: const auto animals = std::make_shared<std::vector<Animal>>(Animal::objects(db).filter("id"_c > 1).select_related("keeper").to_vector());

void query_in_a_wrapper(orm::Database &db) {
  const std::optional<orm::QuerySet<Animal>> animals = Animal::objects(db).filter("id"_c > 2);
  if (animals)
    for (const Animal &animal : *animals)
      show(animal);
}
// CHECK-MESSAGES: :[[@LINE-5]]:56: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with the fix
// CHECK-FIXES: const std::optional<orm::QuerySet<Animal>> animals = Animal::objects(db).filter("id"_c > 2).select_related("keeper");

// Quiet twins: loaded; only the last row is kept.
void loaded(orm::Database &db) {
  std::vector<std::unique_ptr<Animal>> owned;
  for (const Animal &animal : Animal::objects(db).select_related("keeper")) {
    owned.push_back(std::make_unique<Animal>(animal));
    Card{animal}.print();
  }
  for (const auto &each : owned)
    show(*each);
}
void the_last(orm::Database &db) {
  std::optional<Animal> last;
  for (const Animal &animal : Animal::objects(db))
    last = animal;
  show(*last);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  unique_pointers(db);
  optionals(db);
  pairs_of_pointers(db);
  structs(db);
  referred_to(db);
  shared_container(db);
  query_in_a_wrapper(db);
  loaded(db);
  the_last(db);
}
