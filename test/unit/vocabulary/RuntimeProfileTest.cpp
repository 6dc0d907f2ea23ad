//===--- RuntimeProfileTest.cpp - The runtime and its profile agree -------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the runtime's own headers. A method that is added there and not
// described in its profile would be taken for an ordinary function.
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Vocabulary.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <set>

using namespace clang::ast_matchers;

namespace ormlint::vocabulary {
namespace {

const char Models[] = R"(
#include <orm/orm.hpp>
using namespace orm::literals;
struct Course; struct Student; struct Locker;
struct Department : orm::Model<Department> {
  std::string name;
  orm::ReverseForeignKey<Course, "department"> courses;
  orm::ReverseForeignKey<Student, "department"> students;
  static constexpr auto fields = orm::fields<&Department::name,
    &Department::courses, &Department::students>;
};
struct Course : orm::Model<Course> {
  std::string title;
  orm::ForeignKey<Department> department;
  orm::ReverseManyToMany<Student, "courses"> student_set;
  static constexpr auto fields = orm::fields<&Course::title,
    &Course::department, &Course::student_set>;
};
struct Student : orm::Model<Student> {
  std::string last_name;
  orm::ForeignKey<Department, orm::set_null> department;
  orm::ForeignKey<Department, orm::nullable> minor;
  orm::ManyToMany<Course> courses;
  orm::ReverseOneToOne<Locker, "student"> locker;
  orm::Prefetched<Course> guides;
  orm::PrefetchedOne<Course> favourite;
  static constexpr auto fields = orm::fields<&Student::last_name,
    &Student::department, &Student::minor, &Student::courses,
    &Student::locker, &Student::guides, &Student::favourite>;
};
struct Locker : orm::Model<Locker> {
  std::string code;
  orm::OneToOne<Student, orm::set_null> student;
  static constexpr auto fields = orm::fields<&Locker::code, &Locker::student>;
};
void use(const orm::Database &db) {
  auto q = Student::objects(db).filter("last_name"_c == "Rao")
               .select_related("department").prefetch_related("courses")
               .prefetch_related(orm::Prefetch<Student>(
                   "courses", Course::objects(db), "guides"));
  for (const Student &s : q) {
    if (s.department)
      (void)s.department->name;
    (void)s.courses.all().size();
  }
  std::vector<Student> rows = q.to_vector();
  orm::prefetch_related_objects(rows, "courses");
}
)";

class RuntimeProfile : public testing::Test {
protected:
  static void SetUpTestSuite() {
    Unit = clang::tooling::buildASTFromCodeWithArgs(
        Models, {"-std=c++20", "-resource-dir", ORMLINT_TEST_RESOURCE_DIR, "-I",
                 ORMLINT_TEST_RUNTIME_INCLUDE});
  }
  static void TearDownTestSuite() { Unit.reset(); }

  void SetUp() override {
    ASSERT_TRUE(Unit);
    ASSERT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
    for (const Profile &P : builtinProfiles())
      if (P.Name == "runtime-orm")
        Runtime = &P;
    ASSERT_TRUE(Runtime);
  }

  clang::ASTContext &context() { return Unit->getASTContext(); }

  const Relation *relation(const char *Field) {
    return Lex.relation(selectFirst<clang::FieldDecl>(
        "it", match(fieldDecl(hasName(Field)).bind("it"), context())));
  }

  static std::unique_ptr<clang::ASTUnit> Unit;
  const Profile *Runtime = nullptr;
  Vocabulary Words{builtinProfiles().vec()};
  Lexicon Lex{Words};
};

std::unique_ptr<clang::ASTUnit> RuntimeProfile::Unit;

/// What users may call: no constructors, nothing the compiler writes.
std::set<std::string> publicMethods(const clang::CXXRecordDecl &Class) {
  std::set<std::string> Names;
  for (const clang::Decl *Member : Class.decls()) {
    if (const auto *Template =
            llvm::dyn_cast<clang::FunctionTemplateDecl>(Member))
      Member = Template->getTemplatedDecl();
    const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Member);
    if (!Method || Method->isImplicit() || Method->isDefaulted() ||
        Method->isDeleted() || Method->getAccess() != clang::AS_public ||
        llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(Method))
      continue;
    Names.insert(llvm::isa<clang::CXXConversionDecl>(Method) &&
                         Method->getReturnType()->isDependentType()
                     ? "operator auto"
                     : Method->getNameAsString());
  }
  return Names;
}

TEST_F(RuntimeProfile, EveryPublicMethodIsDescribed) {
  // Between the runtime's own parts, not for users.
  const std::set<std::string> Internal = {
      "untyped",   "lookup", "load_column", "describe",
      "is_loaded", "unload", "load_value"};
  for (const TypeEntry &Type : Runtime->Types) {
    SCOPED_TRACE(Type.Name);
    const auto *Template = selectFirst<clang::ClassTemplateDecl>(
        "it", match(classTemplateDecl(hasName("::" + Type.Name),
                                      has(cxxRecordDecl(isDefinition())))
                        .bind("it"),
                    context()));
    ASSERT_TRUE(Template) << "the profile names a class that is not there";
    std::set<std::string> There = publicMethods(*Template->getTemplatedDecl());
    std::set<std::string> Described;
    for (const TypeEntry::Method &Method : Type.Methods)
      Described.insert(Method.Names.begin(), Method.Names.end());
    for (const std::string &Name : There)
      EXPECT_TRUE(Described.count(Name) || Internal.count(Name))
          << "the profile says nothing about " << Name;
    // A class that shares its entry with its base may inherit all of them.
    if (There.empty())
      continue;
    for (const std::string &Name : Described)
      EXPECT_TRUE(There.count(Name)) << "there is no " << Name;
  }
}

TEST_F(RuntimeProfile, EveryRelationClassIsDescribed) {
  std::set<std::string> Described;
  for (const TypeEntry &Type : Runtime->Types)
    Described.insert(Type.Name);
  unsigned Count = 0;
  for (const BoundNodes &Found :
       match(classTemplateDecl(
                 has(cxxRecordDecl(has(varDecl(hasName("relation_kind"))))))
                 .bind("it"),
             context())) {
    ++Count;
    std::string Name = Found.getNodeAs<clang::ClassTemplateDecl>("it")
                           ->getQualifiedNameAsString();
    EXPECT_TRUE(Described.count(Name)) << Name;
  }
  EXPECT_GE(Count, 6u);
}

TEST_F(RuntimeProfile, Matters) {
  EXPECT_TRUE(Words.mayMatter(Unit->getPreprocessor().getIdentifierTable()));
}

TEST_F(RuntimeProfile, RelationsOfAModel) {
  struct {
    const char *Field;
    bool ToMany, Attached, Nullable, Reverse;
    const char *Inverse;
  } Expected[] = {
      {"Department::courses", true, false, false, false, "department"},
      {"Department::students", true, false, false, false, "department"},
      {"Course::department", false, false, false, false, ""},
      {"Course::student_set", true, false, false, false, ""},
      {"Student::department", false, false, true, false, ""},
      {"Student::minor", false, false, true, false, ""},
      {"Student::courses", true, false, false, false, ""},
      {"Student::locker", false, false, true, true, "student"},
      {"Student::guides", true, true, false, false, ""},
      {"Student::favourite", false, true, false, false, ""},
      {"Locker::student", false, false, true, false, "locker"},
  };
  for (const auto &Want : Expected) {
    SCOPED_TRACE(Want.Field);
    const Relation *It = relation(Want.Field);
    ASSERT_TRUE(It);
    EXPECT_EQ(It->ToMany, Want.ToMany);
    EXPECT_EQ(It->Attached, Want.Attached);
    EXPECT_EQ(It->Nullable, Want.Nullable);
    EXPECT_EQ(It->Reverse, Want.Reverse);
    EXPECT_EQ(It->Inverse, Want.Inverse);
    EXPECT_TRUE(It->Target);
  }
  EXPECT_EQ(relation("Student::last_name"), nullptr);
}

TEST_F(RuntimeProfile, CallsOfAProgram) {
  std::set<std::string> Effects;
  for (const BoundNodes &Found :
       match(functionDecl(hasName("use"),
                          forEachDescendant(expr(
                              anyOf(callExpr().bind("call"),
                                    cxxConstructExpr().bind("construction"))))),
             context())) {
    const clang::FunctionDecl *Callee = nullptr;
    if (const auto *Call = Found.getNodeAs<clang::CallExpr>("call"))
      Callee = Call->getDirectCallee();
    else
      Callee = Found.getNodeAs<clang::CXXConstructExpr>("construction")
                   ->getConstructor();
    if (std::optional<CallMeaning> Meaning = Lex.call(Callee))
      Effects.insert(effectName(Meaning->What).str());
  }
  EXPECT_EQ(Effects,
            (std::set<std::string>{"all", "begin", "bulk", "collect", "end",
                                   "join", "load", "lookup", "measure",
                                   "prefetch", "query", "refine", "test"}));
}

} // namespace
} // namespace ormlint::vocabulary
