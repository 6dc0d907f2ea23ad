#include "models.hpp"

/// refresh_from_db: the object as the database has it now.
namespace {

// row F19: everything that was loaded for the object is forgotten.
TEST_F(School, RefreshForgetsWhatWasLoaded) {
  Dept cs = depts().prefetch_related("students").get("name"_c == "CS");
  depts().filter("name"_c == "CS").update("name"_c = "Computing");
  students().filter("name"_c == "Bob").update("name"_c = "Bo");
  EXPECT_EQ(names(cs.students.all()), "Ann,Bob");
  queries();
  cs.refresh_from_db();
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(cs.name, "Computing");
  EXPECT_EQ(names(cs.students.all()), "Ann,Bo");
  EXPECT_EQ(queries(), 1u);
}

// row F20: only this column; the prefetched relation stays.
TEST_F(School, RefreshOfAColumn) {
  Dept cs = depts().prefetch_related("students").get("name"_c == "CS");
  depts().filter("name"_c == "CS").update("name"_c = "Computing");
  queries();
  cs.refresh_from_db("name"_c);
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(cs.name, "Computing");
  EXPECT_EQ(names(cs.students.all()), "Ann,Bob");
  EXPECT_EQ(queries(), 0u);
}

TEST_F(School, RefreshOfAForeignKey) {
  Student ann = students().select_related("dept", "minor").get("name"_c == "Ann");
  const Dept math = depts().get("name"_c == "Math");
  students().filter("name"_c == "Ann").update("dept"_c = math);
  queries();
  ann.refresh_from_db("dept"_c);
  EXPECT_EQ(ann.dept.id(), math.id);
  EXPECT_EQ(ann.minor->name, "Math");
  EXPECT_EQ(queries(), 1u);
  EXPECT_EQ(ann.dept->name, "Math");
  EXPECT_EQ(queries(), 1u);
}

// What was assigned and not saved is given up.
TEST_F(School, RefreshTakesBackAssignments) {
  Student ann = students().get("name"_c == "Ann");
  ann.name = "Anna";
  ann.dept = depts().get("name"_c == "Math");
  ann.minor.set_id(99);
  ann.refresh_from_db();
  EXPECT_EQ(ann.name, "Ann");
  EXPECT_EQ(ann.dept->name, "CS");
  EXPECT_EQ(ann.minor->name, "Math");
}

TEST_F(School, RefreshInALoop) {
  const auto all = students().select_related("dept");
  (void)all.size();
  students().filter("dept__name"_c == "CS").update("dept"_c = nullptr);
  std::string depts;
  for (Student& student : all) {
    student.refresh_from_db();
    depts += student.dept ? student.dept->name : "-";
  }
  EXPECT_EQ(depts, "--Math-");
}

TEST_F(School, RefreshOfARowThatIsGone) {
  Student ann = students().get("name"_c == "Ann");
  students().filter("name"_c == "Ann").delete_();
  EXPECT_THROW(ann.refresh_from_db(), orm::DoesNotExist);
  EXPECT_THROW(Student{}.refresh_from_db(), orm::UnsavedError);
}

} // namespace
