// A zoo, for tests of the checks: a relation of each kind on one model, and data
// in which no two levels have the same number of rows.
#pragma once
#include <orm/orm.hpp>
#include <iostream>
#include <string>

using namespace orm::literals;

struct Animal;
struct Chip;

struct Keeper : orm::Model<Keeper> {
  std::string name;
  orm::ReverseForeignKey<Animal, "keeper"> animals;
  static constexpr auto fields = orm::fields<&Keeper::name, &Keeper::animals>;
};

struct Enclosure : orm::Model<Enclosure> {
  std::string label;
  orm::ReverseForeignKey<Animal, "enclosure"> animals;
  static constexpr auto fields = orm::fields<&Enclosure::label, &Enclosure::animals>;
};

struct Food : orm::Model<Food> {
  std::string name;
  orm::ReverseManyToMany<Animal, "foods"> eaters;
  static constexpr auto fields = orm::fields<&Food::name, &Food::eaters>;
};

struct Animal : orm::Model<Animal> {
  std::string name;
  orm::ForeignKey<Keeper> keeper;
  orm::ForeignKey<Enclosure, orm::set_null> enclosure; // may be NULL
  orm::ManyToMany<Food> foods;
  orm::ReverseOneToOne<Chip, "animal"> chip;
  static constexpr auto fields =
      orm::fields<&Animal::name, &Animal::keeper, &Animal::enclosure, &Animal::foods, &Animal::chip>;
};

struct Chip : orm::Model<Chip> {
  std::string code;
  orm::OneToOne<Animal> animal;
  static constexpr auto fields = orm::fields<&Chip::code, &Chip::animal>;
};

/// Two keepers, three foods, seven animals with two foods and a chip each; two
/// animals have no enclosure.
inline void seed(orm::Database &db) {
  db.create_tables<Keeper, Enclosure, Food, Animal, Chip>();
  const auto kim = Keeper::objects(db).create({.name = "Kim"});
  const auto lee = Keeper::objects(db).create({.name = "Lee"});
  const auto pond = Enclosure::objects(db).create({.label = "pond"});
  const auto cage = Enclosure::objects(db).create({.label = "cage"});
  const auto hay = Food::objects(db).create({.name = "hay"});
  const auto fish = Food::objects(db).create({.name = "fish"});
  const auto nuts = Food::objects(db).create({.name = "nuts"});
  int number = 0;
  for (const char *name : {"Ant", "Bear", "Cat", "Duck", "Eel", "Fox", "Gnu"}) {
    auto animal = Animal::objects(db).create({.name = name, .keeper = number % 3 ? kim : lee});
    if (number % 4 != 0) {
      animal.enclosure = number % 2 ? pond : cage;
      animal.save();
    }
    animal.foods.add(number % 2 ? hay : fish, nuts);
    Chip::objects(db).create({.code = std::string("c") + name, .animal = animal});
    ++number;
  }
}
