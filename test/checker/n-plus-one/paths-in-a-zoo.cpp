// RUN: %check_orm %s
// RUN: %orm_verify %s -- %inputs
// cases A4, A6, A7, A8: longer paths over relations of each kind.

#include "zoo.hpp"

// case A4: to many, then to one: it may be NULL, or lie on the other side.
void to_many_first(orm::Database &db) {
  for (const Keeper &keeper : Keeper::objects(db))
    for (const Animal &animal : keeper.animals.all())
      if (animal.enclosure)
        std::cout << animal.enclosure->label << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Keeper' rows lacks an eager load of 'animals__enclosure': up to 1 + N + N·M queries, 3 with the fix
  // CHECK-FIXES: for (const Keeper &keeper : Keeper::objects(db).prefetch_related("animals__enclosure"))
  for (const Food &food : Food::objects(db))
    for (const Animal &animal : food.eaters.all())
      for (const Animal &other : animal.keeper->animals.all())
        std::cout << other.name << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:27: warning: query of 'Food' rows lacks an eager load of 'eaters__keeper__animals': 1 + N + 2N·M queries, 4 with the fix
  // CHECK-FIXES: for (const Food &food : Food::objects(db).prefetch_related("eaters__keeper__animals"))
}

// case A6: the literal is replaced; another one stays; behind an object the path is added.
void part_of_the_way(orm::Database &db) {
  for (const Keeper &keeper : Keeper::objects(db).prefetch_related("animals"))
    for (const Animal &animal : keeper.animals.all())
      for (const Food &food : animal.foods.all())
        for (const Animal &other : food.eaters.all())
          std::cout << other.name << '\n';
  // CHECK-MESSAGES: :[[@LINE-5]]:31: warning: query of 'Keeper' rows lacks an eager load of 'animals__foods__eaters': 2 + N·M + N·M·K queries, 4 with the fix
  // CHECK-FIXES: for (const Keeper &keeper : Keeper::objects(db).prefetch_related("animals__foods__eaters"))
  for (const Keeper &keeper : Keeper::objects(db).prefetch_related("animals__foods"))
    for (const Animal &animal : keeper.animals.all())
      std::cout << animal.foods.all().size() << animal.chip->code << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:31: warning: query of 'Keeper' rows lacks an eager load of 'animals__chip': 3 + N·M queries, 4 with the fix
  // CHECK-FIXES: for (const Keeper &keeper : Keeper::objects(db).prefetch_related("animals__foods", "animals__chip"))
  for (const Chip &chip : Chip::objects(db).select_related("animal"))
    std::cout << chip.animal->keeper->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: query of 'Chip' rows lacks an eager load of 'animal__keeper': 1 + N queries, 1 with the fix
  // CHECK-FIXES: for (const Chip &chip : Chip::objects(db).select_related("animal__keeper"))
  const orm::Prefetch<Keeper> backwards("animals", Animal::objects(db).order_by("-id"));
  const auto keepers = Keeper::objects(db).prefetch_related(backwards).order_by("name");
  for (const Keeper &keeper : keepers)
    for (const Animal &animal : keeper.animals.all())
      std::cout << animal.chip->code << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:24: warning: query of 'Keeper' rows lacks an eager load of 'animals__chip': 2 + N·M queries, 3 with the fix
  // CHECK-FIXES: const auto keepers = Keeper::objects(db).prefetch_related(backwards, "animals__chip").order_by("name");
}

// case A7: to one, perhaps twice, then to many: joins first, and a path that begins with them.
void to_one_first(orm::Database &db) {
  for (const Chip &chip : Chip::objects(db).order_by("id"))
    for (const Animal &other : chip.animal->keeper->animals.all())
      std::cout << other.name << '\n';
  // CHECK-MESSAGES: :[[@LINE-3]]:27: warning: query of 'Chip' rows lacks eager loads of 'animal__keeper' and 'animal__keeper__animals': 1 + 3N queries, 2 with the fix
  // CHECK-FIXES: for (const Chip &chip : Chip::objects(db).order_by("id").select_related("animal__keeper").prefetch_related("animal__keeper__animals"))
  for (const Animal &animal : Animal::objects(db))
    if (animal.enclosure)
      for (const Animal &other : animal.enclosure->animals.all())
        std::cout << other.name << '\n';
  // CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'Animal' rows lacks eager loads of 'enclosure' and 'enclosure__animals': up to 1 + 2N queries, 2 with the fix
  // CHECK-FIXES: for (const Animal &animal : Animal::objects(db).select_related("enclosure").prefetch_related("enclosure__animals"))
}

// case A8: two of one kind and one of the other; in two loops over one query.
void of_each_kind(orm::Database &db) {
  for (const Animal &animal : Animal::objects(db).order_by("id"))
    std::cout << animal.keeper->name << animal.chip->code << animal.foods.all().size() << '\n';
  // CHECK-MESSAGES: :[[@LINE-2]]:31: warning: query of 'Animal' rows lacks eager loads of 'keeper', 'chip' and 'foods': 1 + 3N queries, 2 with the fix
  // CHECK-FIXES: for (const Animal &animal : Animal::objects(db).order_by("id").select_related("keeper", "chip").prefetch_related("foods"))
  const auto animals = Animal::objects(db)
                           .order_by("name");
  for (const Animal &animal : animals)
    std::cout << animal.foods.all().size() << '\n';
  for (const Animal &animal : animals)
    std::cout << animal.keeper->name << '\n';
  // CHECK-MESSAGES: :[[@LINE-6]]:24: warning: query of 'Animal' rows lacks eager loads of 'keeper' and 'foods': 1 + 2N queries, 2 with the fix
  // CHECK-FIXES: .order_by("name")
  // CHECK-FIXES-NEXT: .select_related("keeper")
  // CHECK-FIXES-NEXT: .prefetch_related("foods");
}

// Quiet twins.
void loaded(orm::Database &db) {
  for (const Food &food : Food::objects(db).prefetch_related("eaters__keeper__animals"))
    for (const Animal &animal : food.eaters.all())
      for (const Animal &other : animal.keeper->animals.all())
        std::cout << other.name << '\n';
  for (const Chip &chip : Chip::objects(db).select_related("animal__keeper").prefetch_related("animal__keeper__animals"))
    for (const Animal &other : chip.animal->keeper->animals.all())
      std::cout << other.name << '\n';
  for (const Animal &animal : Animal::objects(db).select_related("keeper", "chip").prefetch_related("foods"))
    std::cout << animal.keeper->name << animal.chip->code << animal.foods.all().size() << '\n';
}

int main() {
  orm::Database db{":memory:"};
  seed(db);
  to_many_first(db);
  part_of_the_way(db);
  to_one_first(db);
  of_each_kind(db);
  loaded(db);
}
