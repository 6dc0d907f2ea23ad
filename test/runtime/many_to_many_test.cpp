#include "models.hpp"

/// Many-to-many relations of a model to itself, or through a model of their own; unique constraints
/// and indexes.
namespace {

struct Club;
struct Member;
struct Person : orm::Model<Person> {
  std::string name;
  orm::ManyToMany<Person, orm::symmetrical> friends;
  orm::ManyToMany<Person> follows;
  orm::ReverseManyToMany<Person, "follows"> followers;
  orm::ReverseManyToMany<Club, "people"> clubs;
  orm::ForeignKey<Person, orm::set_null> mentor;
  orm::ReverseForeignKey<Person, "mentor"> pupils;
  static constexpr auto fields =
      orm::fields<&Person::name, &Person::friends, &Person::follows, &Person::followers,
                  &Person::clubs, &Person::mentor, &Person::pupils>;
};
struct Club : orm::Model<Club> {
  std::string name;
  orm::ManyToMany<Person, orm::through<Member, "club", "person">> people;
  orm::ReverseForeignKey<Member, "club"> members;
  static constexpr auto fields = orm::fields<&Club::name, &Club::people, &Club::members>;
};
struct Member : orm::Model<Member> {
  orm::ForeignKey<Club> club;
  orm::ForeignKey<Person> person;
  orm::ForeignKey<Person, orm::nullable> invited_by;
  int fee = 10;
  static constexpr auto constraints = orm::constraints(orm::unique<&Member::club, &Member::person>);
  static constexpr auto indexes =
      orm::indexes(orm::index<&Member::fee>, orm::index<&Member::club, &Member::fee>);
  static constexpr auto fields =
      orm::fields<&Member::club, &Member::person, &Member::invited_by, &Member::fee>;
};

class People : public testing::Test {
protected:
  People() {
    db.create_tables<Person, Club, Member>();
    const auto rows =
        Person::objects(db).bulk_create({{.name = "Ann"}, {.name = "Bob"}, {.name = "Cyd"}});
    ann = rows[0], bob = rows[1], cyd = rows[2];
    chess = Club::objects(db).create({.name = "Chess"});
    log.clear();
  }
  orm::QuerySet<Person> people() { return Person::objects(db); }
  std::size_t queries() {
    const std::size_t count = log.count();
    log.clear();
    return count;
  }
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  Person ann, bob, cyd;
  Club chess;
};

// Who is linked is linked back.
TEST_F(People, Symmetrical) {
  ann.friends.add(bob, cyd);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.friends.all()), "Bob,Cyd");
  EXPECT_EQ(names(bob.friends.all()), "Ann");
  queries();
  std::string all;
  for (const Person& person : people().prefetch_related("friends"))
    all += names(person.friends.all()) + ";";
  EXPECT_EQ(all, "Bob,Cyd;Ann;Ann;");
  EXPECT_EQ(queries(), 2u);
  bob.friends.remove(ann);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.friends.all()), "Cyd");
  ann.friends.set({bob});
  EXPECT_EQ(names(cyd.friends.all()), "");
  EXPECT_EQ(names(bob.friends.all()), "Ann");
  queries();
  bob.friends.clear();
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(names(ann.friends.all()), "");
  ann.friends.add(ann);
  EXPECT_EQ(names(ann.friends.all()), "Ann");
  const Person dan = ann.friends.create({.name = "Dan"});
  EXPECT_EQ(names(dan.friends.all()), "Ann");
  EXPECT_EQ(names(people().filter("friends__name"_c == "Dan")), "Ann");
}

TEST_F(People, NotSymmetrical) {
  ann.follows.add(bob);
  EXPECT_EQ(names(ann.follows.all()), "Bob");
  EXPECT_EQ(names(bob.follows.all()), "");
  EXPECT_EQ(names(bob.followers.all()), "Ann");
}

TEST_F(People, ForeignKeyToItself) {
  ann.pupils.add(bob, cyd);
  queries();
  std::string all;
  for (const Person& person : people().select_related("mentor").prefetch_related("pupils"))
    all += (person.mentor ? person.mentor->name : "-") + ":" + names(person.pupils.all()) + ";";
  EXPECT_EQ(all, "-:Bob,Cyd;Ann:;Ann:;");
  EXPECT_EQ(queries(), 2u);
  ann.mentor = ann;
  ann.save();
  EXPECT_EQ(names(ann.pupils.all()), "Ann,Bob,Cyd");
  ann.delete_();
  EXPECT_EQ(people().filter("mentor"_c.is_null()).count(), 2);
}

// The links are rows of a model; new ones get its defaults.
TEST_F(People, Through) {
  chess.people.add(ann, bob, ann);
  EXPECT_EQ(queries(), 2u); // who is there already, and those who come
  EXPECT_EQ(names(chess.people.all()), "Ann,Bob");
  EXPECT_EQ(names(ann.clubs.all()), "Chess");
  EXPECT_EQ(chess.members.get("person"_c == ann).fee, 10);
  chess.people.add(orm::through_defaults(Member{.invited_by = ann, .fee = 5}), bob, cyd);
  EXPECT_EQ(chess.members.get("person"_c == bob).fee, 10); // was there
  const Member invited = chess.members.get("person"_c == cyd);
  EXPECT_EQ(invited.fee, 5);
  EXPECT_EQ(invited.invited_by->name, "Ann");
  queries();
  std::string all;
  for (const Club& club : Club::objects(db).prefetch_related("people"))
    all += names(club.people.all());
  EXPECT_EQ(all, "Ann,Bob,Cyd");
  EXPECT_EQ(queries(), 2u);
  chess.people.remove(ann);
  EXPECT_EQ(queries(), 1u);
  chess.people.set({ann, bob});
  EXPECT_EQ(names(chess.people.all()), "Ann,Bob");
  cyd.clubs.add(chess); // from the other side
  EXPECT_EQ(names(chess.people.all()), "Ann,Bob,Cyd");
  EXPECT_TRUE(ann.clubs.get_or_create("name"_c = "Go").second);
  EXPECT_EQ(names(ann.clubs.all()), "Chess,Go");
  EXPECT_EQ(names(people().filter("clubs__name"_c == "Go")), "Ann");
  chess.people.clear();
  EXPECT_EQ(Member::objects(db).count(), 1);
}

TEST_F(People, ThroughDefaultsOfAnotherModel) {
  EXPECT_THROW(ann.friends.add(orm::through_defaults(Member{}), bob), orm::FieldError);
  EXPECT_THROW(chess.people.add(orm::through_defaults(Club{}), bob), orm::FieldError);
  EXPECT_EQ(queries(), 0u);
}

struct Rope;
struct Knot : orm::Model<Knot> {
  orm::ManyToMany<Knot, orm::through<Rope>> ties;
  static constexpr auto fields = orm::fields<&Knot::ties>;
};
struct Rope : orm::Model<Rope> {
  orm::ForeignKey<Knot> from;
  orm::ForeignKey<Knot> to;
  static constexpr auto fields = orm::fields<&Rope::from, &Rope::to>;
};
struct Loose : orm::Model<Loose> {
  orm::ManyToMany<Knot, orm::through<Rope>> knots;
  static constexpr auto fields = orm::fields<&Loose::knots>;
};

// Of a model to itself the first key is where the link starts.
TEST(Through, ToItself) {
  orm::Database db{":memory:"};
  db.create_tables<Knot, Rope>();
  auto knots = Knot::objects(db).bulk_create(std::vector<Knot>(2));
  knots[0].ties.add(knots[1]);
  EXPECT_EQ(Rope::objects(db).get().from.id(), 1);
  EXPECT_EQ(knots[0].ties.count(), 1);
  EXPECT_EQ(knots[1].ties.count(), 0);
}

TEST(Through, ModelWithoutAKey) {
  orm::Database db{":memory:"};
  db.create_tables<Knot, Rope, Loose>();
  const Loose loose = Loose::objects(db).create({});
  try {
    (void)loose.knots.all().size();
    ADD_FAILURE();
  } catch (const orm::FieldError& error) {
    EXPECT_STREQ(error.what(), "model `Rope`, through which `Loose.knots` goes, has no foreign key "
                               "to `Loose`");
  }
}

TEST_F(People, UniqueTogether) {
  chess.people.add(ann);
  try {
    (void)Member::objects(db).create({.club = chess, .person = ann});
    ADD_FAILURE();
  } catch (const orm::IntegrityError& error) {
    EXPECT_EQ(error.extended_code(), 2067); // SQLITE_CONSTRAINT_UNIQUE
  }
  (void)Member::objects(db).create({.club = chess, .person = bob});
}

TEST(Schema, Indexes) {
  orm::Database db{":memory:"};
  orm::QueryLog log{db};
  db.create_tables<Person, Club, Member>();
  db.create_tables<Member>(); // again: nothing happens
  std::string all;
  for (const orm::LogEntry& entry : log.entries())
    all += entry.sql + "\n";
  for (
      const char* text :
      {R"(CREATE UNIQUE INDEX IF NOT EXISTS "member_club_id_person_id_uniq" ON "member" ("club_id", "person_id"))",
       R"(CREATE INDEX IF NOT EXISTS "member_fee_idx" ON "member" ("fee"))",
       R"(CREATE INDEX IF NOT EXISTS "member_club_id_fee_idx" ON "member" ("club_id", "fee"))"})
    EXPECT_NE(all.find(text), std::string::npos) << text;
  EXPECT_EQ(all.find("club_people"), std::string::npos); // the model is the link table
}

} // namespace
