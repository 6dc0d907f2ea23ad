// RUN: %check_orm %s --checks=-*,orm-n-plus-one
// RUN: %exits 3 %orm_verify %s -- %inputs
// case A38: the loop writes the relation of a row that comes later, which a lazy read sees and an eager load does not
// (rows L7, L8); or the rows that it leads to.

#include "zoo.hpp"
#include <vector>

void foods_of(const Animal &animal) {
  for (const Food &food : animal.foods.all())
    std::cout << animal.name << ' ' << food.name << '\n';
}

void a_later_row(orm::Database &db) {
  const Food nuts = Food::objects(db).get("name"_c == "nuts");
  Animal last = Animal::objects(db).get("name"_c == "Gnu");
  for (const Animal &animal : Animal::objects(db).order_by("id")) {
    last.foods.remove(nuts);
    foods_of(animal);
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Animal' rows lacks an eager load of 'foods': 1 + N queries, 2 with it
// CHECK-MESSAGES: :[[@LINE-6]]:31: note: no fix-it, because the loop writes what it reads, and an eager load would not see that: read first, then write

void the_next_row(orm::Database &db) {
  const Food fish = Food::objects(db).get("name"_c == "fish");
  auto animals = Animal::objects(db).order_by("-id").to_vector();
  for (std::size_t i = 0; i + 1 < animals.size(); ++i) {
    foods_of(animals[i]);
    animals[i + 1].foods.add(fish);
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:18: warning: query of 'Animal' rows lacks an eager load of 'foods': up to 1 + N queries, 2 with it
// CHECK-MESSAGES: :[[@LINE-7]]:18: note: no fix-it, because the loop writes what it reads

void what_it_leads_to(orm::Database &db) {
  for (const Animal &animal : Animal::objects(db).order_by("name")) {
    std::cout << animal.keeper->name << '\n';
    Keeper::objects(db).filter("name"_c == "Kim").update("name"_c = "Kimberly");
  }
}
// CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Animal' rows lacks an eager load of 'keeper': 1 + N queries, 1 with it
// CHECK-MESSAGES: :[[@LINE-6]]:31: note: no fix-it, because the loop writes what it reads

// Quiet twin: read before the loop that writes.
void read_first(orm::Database &db) {
  const Food hay = Food::objects(db).get("name"_c == "hay");
  for (const Animal &animal : Animal::objects(db).prefetch_related("foods"))
    foods_of(animal);
  for (Animal &animal : Animal::objects(db))
    animal.foods.add(hay);
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  a_later_row(db);
  the_next_row(db);
  what_it_leads_to(db);
  read_first(db);
}
