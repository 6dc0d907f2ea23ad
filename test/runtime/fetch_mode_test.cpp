#include "models.hpp"

/// Fetch modes (Django 6.1): what a lazy read of a relation to one costs.
namespace {

using orm::FetchMode;

// row N13: the first lazy read loads the relation for all rows of the query.
TEST_F(School, PeersForwardKey) {
  std::string seen;
  for (const Student& s : students().fetch_mode(FetchMode::peers)) {
    seen += (s.dept ? s.dept->name : "-") + ",";
    EXPECT_EQ(log.count(), 2u); // from the first row on
  }
  EXPECT_EQ(seen, "CS,CS,Math,-,");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.cause, "peers");
  EXPECT_EQ(last.path, "dept");
  EXPECT_NE(last.display_sql.find("IN (1, 2)"), std::string::npos) << last.display_sql;
}

// row N13: one-to-one, from either side; both sides then know each other, and a miss is kept.
TEST_F(School, PeersOneToOne) {
  std::string seen;
  for (const Student& s : students().fetch_mode(FetchMode::peers)) {
    seen += (s.locker ? s.locker->code : "-") + ",";
    if (s.locker) {
      EXPECT_EQ(s.locker->student.get(), &s);
    }
  }
  EXPECT_EQ(seen, "L1,L2,-,-,");
  EXPECT_EQ(queries(), 2u);
  seen.clear();
  for (const Locker& l : Locker::objects(db).fetch_mode(FetchMode::peers))
    seen += (l.student ? l.student->name : "-") + ",";
  EXPECT_EQ(seen, "Ann,Bob,-,");
  EXPECT_EQ(queries(), 2u);
}

// The mode goes on to what is loaded: two levels are two statements, however many rows.
TEST_F(School, PeersOfPeers) {
  std::string seen;
  for (const Enrol& e : Enrol::objects(db).fetch_mode(FetchMode::peers))
    seen += e.student->minor->name + ",";
  EXPECT_EQ(seen, "Math,Math,Math,Math,Math,Math,");
  EXPECT_EQ(queries(), 3u);
}

// Joined and prefetched rows have the mode of their query set too.
TEST_F(School, PeersBelowEagerLoads) {
  for (const Enrol& e : Enrol::objects(db).select_related("student").fetch_mode(FetchMode::peers))
    (void)(e.student->dept ? e.student->dept->name : "");
  EXPECT_EQ(queries(), 2u);
  for (const Student& s : students().fetch_mode(FetchMode::peers).prefetch_related("enrolments"))
    for (const Enrol& e : s.enrolments.all())
      (void)e.course->title;
  EXPECT_EQ(queries(), 3u); // in mode one: 2 + 6
}

// Only rows that lack it are asked for.
TEST_F(School, PeersThatHaveItAlready) {
  const auto q = students().fetch_mode(FetchMode::peers);
  std::vector<Student> ann{*q.begin()};
  orm::prefetch_related_objects(ann, "dept");
  queries();
  for (const Student& s : q)
    (void)(s.dept ? s.dept->name : "");
  EXPECT_EQ(queries(), 1u);
  EXPECT_NE(last.display_sql.find("IN (1, 2)"), std::string::npos) << last.display_sql;
}

// A row that was copied out keeps the rows of its query alive: they are its peers still. A row
// that was read on its own has none.
TEST_F(School, PeersOfACopy) {
  std::vector<Student> kept;
  {
    const auto q = students().fetch_mode(FetchMode::peers);
    kept.assign(q.begin(), q.begin() + 2);
  }
  EXPECT_EQ(kept[1].minor->name, "Math");
  EXPECT_EQ(kept[0].minor->name, "Math");
  EXPECT_EQ(queries(), 2u);
  const Student ann = students().fetch_mode(FetchMode::peers).get("name"_c == "Ann");
  EXPECT_EQ(ann.dept->name, "CS");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(last.cause, "lazy");
}

// With iterator() the rows of a chunk are peers.
TEST_F(School, PeersOfAChunk) {
  std::string seen;
  for (const Student& s : students().fetch_mode(FetchMode::peers).iterator(2))
    seen += s.minor->name + ",";
  EXPECT_EQ(seen, "Math,Math,Math,Math,");
  EXPECT_EQ(queries(), 3u);
}

// A key that was assigned concerns its own row only.
TEST_F(School, PeersOfAnAssignedKey) {
  auto rows = students().fetch_mode(FetchMode::peers).to_vector();
  rows[0].dept.set_id(2);
  EXPECT_EQ(rows[0].dept->name, "Math");
  EXPECT_EQ(queries(), 2u);
  EXPECT_EQ(rows[1].dept->name, "CS");
  EXPECT_EQ(queries(), 1u);
}

template <class Read>
std::string blocked(Read read) {
  try {
    read();
  } catch (const orm::FieldFetchBlocked& error) {
    EXPECT_NE(error.query().find("fetch_mode_test.cpp:"), std::string::npos) << error.what();
    return error.model() + "." + error.field();
  }
  return "not blocked";
}

// row N14: a lazy read of a relation to one is an exception, and no statement.
TEST_F(School, Raise) {
  const auto q = students().fetch_mode(FetchMode::raise);
  const Student& ann = *q.begin();
  const Student& dan = q.begin()[3];
  queries();
  EXPECT_EQ(blocked([&] { (void)ann.dept->name; }), "Student.dept");
  EXPECT_EQ(blocked([&] { (void)*ann.minor; }), "Student.minor");
  EXPECT_EQ(blocked([&] { (void)ann.locker->code; }), "Student.locker");
  EXPECT_EQ(blocked([&] { (void)static_cast<bool>(ann.locker); }), "Student.locker");
  EXPECT_EQ(ann.dept.id(), 1); // the key is there
  EXPECT_EQ(dan.dept.get(), nullptr);
  EXPECT_EQ(queries(), 0u);
}

// row N14: the message names the relation, both places, and what the query lacks.
TEST_F(School, RaiseSaysWhatToDo) {
  const auto q = students().fetch_mode(FetchMode::raise).prefetch_related("follows");
  const unsigned query_line = __LINE__ - 1;
  for (const Student& s : q)
    for (const Student& f : s.follows.all()) {
      const unsigned read_line = __LINE__ + 2;
      try {
        (void)f.minor.get();
        ADD_FAILURE() << "not blocked";
      } catch (const orm::FieldFetchBlocked& error) {
        const std::string file = __FILE__;
        EXPECT_EQ(error.what(), "Fetching of Student.minor blocked: read at " + file + ":" +
                                    std::to_string(read_line) + "; the query at " + file + ":" +
                                    std::to_string(query_line) +
                                    " lacks prefetch_related(\"follows__minor\")");
      }
    }
  const unsigned read_line = __LINE__ + 2;
  try {
    (void)students().fetch_mode(FetchMode::raise).begin()->dept->name;
    ADD_FAILURE() << "not blocked";
  } catch (const orm::FieldFetchBlocked& error) {
    EXPECT_TRUE(std::string(error.what()).ends_with(" lacks select_related(\"dept\")"));
    // Operators know their place by debug information alone.
    if (!error.access().empty()) {
      EXPECT_NE(error.access().find("fetch_mode_test.cpp:" + std::to_string(read_line)),
                std::string::npos)
          << error.access();
    }
  }
}

// With the eager loads a page needs, nothing is blocked: what a test of the page asserts.
TEST_F(School, RaiseWithEagerLoads) {
  std::string seen;
  for (const Student& s : students()
                              .fetch_mode(FetchMode::raise)
                              .select_related("minor")
                              .prefetch_related("dept", "locker"))
    seen += s.minor->name + (s.dept ? s.dept->name : "-") + (s.locker ? s.locker->code : "-") + ",";
  EXPECT_EQ(seen, "MathCSL1,MathCSL2,MathMath-,Math--,");
  EXPECT_EQ(queries(), 3u);
}

// row N15: relations to many are read as ever, and hand the mode on.
TEST_F(School, RelationsToMany) {
  const auto q = students().fetch_mode(FetchMode::raise);
  const Student& ann = *q.begin();
  EXPECT_EQ(names(ann.courses.all()), "DB,OS");
  EXPECT_EQ(ann.enrolments.count(), 2);
  EXPECT_EQ(queries(), 3u);
  for (const Enrol& e : ann.enrolments.all()) {
    EXPECT_EQ(e.student.get(), &ann); // known
    EXPECT_EQ(blocked([&] { (void)e.course->title; }), "Enrol.course");
  }
  for (const Enrol& e : ann.enrolments.all().fetch_mode(FetchMode::one))
    (void)e.course->title; // the query set says otherwise
  EXPECT_EQ(queries(), 4u);
  const auto placed = students()
                          .fetch_mode(FetchMode::raise)
                          .prefetch_related(orm::Prefetch<Student>(
                              "enrolments", Enrol::objects(db).fetch_mode(FetchMode::peers)));
  for (const Student& s : placed)
    for (const Enrol& e : s.enrolments.all())
      (void)e.course->title;
  EXPECT_EQ(queries(), 3u);
}

// A key that was copied away from its row, and one that was assigned, are blocked with it.
TEST_F(School, RaiseForKeysOnTheirOwn) {
  Student ann = students().fetch_mode(FetchMode::raise).get("name"_c == "Ann");
  const auto key = ann.dept;
  EXPECT_EQ(blocked([&] { (void)key->name; }), "Student.dept");
  ann.dept.set_id(2);
  EXPECT_EQ(blocked([&] { (void)ann.dept->name; }), "Student.dept");
  ann.dept = depts().get("id"_c == 2);
  EXPECT_EQ(ann.dept->name, "Math");
}

} // namespace
