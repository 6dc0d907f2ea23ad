//===--- VerifyTest.cpp - The proof from end to end, with wrong fixes -----===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hands the proof findings that are right, and others that lie, for one program
// that is compiled and run.
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Verify.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace ormlint;
using namespace ormlint::verify;
using testing::IsSubstring;

namespace {

constexpr StringLiteral Program = R"(#include <orm/orm.hpp>
#include <iostream>

struct Author : orm::Model<Author> {
  std::string name;
  static constexpr auto fields = orm::fields<&Author::name>;
};
struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Author> author;
  static constexpr auto fields = orm::fields<&Book::title, &Book::author>;
};

int main() {
  orm::Database db{":memory:"};
  db.create_tables<Author, Book>();
  auto lem = Author::objects(db).create({.name = "Lem"});
  for (auto title : {"Solaris", "Eden", "Fiasco"})
    Book::objects(db).create({.title = title, .author = lem});

  for (const Book &book : Book::objects(db))
    std::cout << book.title << ' ' << book.author->name << '\n';
  for (const Author &author : Author::objects(db))
    std::cout << author.name << '\n';
}
)";

/// One finding on the loop over books; what it claims and edits is up to the
/// test. Finds nothing in the copy, unless told to be stubborn.
class Claims : public FindingSource {
public:
  Expected<Findings> look(ArrayRef<std::string> Sources,
                          ArrayRef<std::string>) override {
    Findings Result;
    Result.Files.assign(Sources.begin(), Sources.end());
    if (Looks++ == 0 || Stubborn)
      Result.All.push_back(Found);
    return Result;
  }

  Finding Found;
  bool Stubborn = false;

private:
  int Looks = 0;
};

class VerifyTest : public testing::Test {
protected:
  VerifyTest() {
    std::error_code EC;
    raw_fd_ostream(Source, EC) << Program;
    Check.Found.Where = Source + ":21:27";
    Check.Found.Check = "orm-n-plus-one";
    Check.Found.Text = "each Book loads its author";
    analysis::Claim &Claim = Check.Found.Claim;
    Claim.File = Source;
    Claim.Line = 21;
    Claim.Column = 27;
    Claim.Entity = "Book";
    Claim.BeforeText = "1 + N";
    Claim.Before = {{"", 1, std::nullopt, {}, false},
                    {"author", 1, "", {"N"}, false}};
    Claim.After = 1;
    edit("Book::objects(db))\n", 17, ".select_related(\"author\")");
  }

  /// The fix: \p Text goes \p Behind bytes after where \p Place begins.
  void edit(StringRef Place, unsigned Behind, StringRef Text,
            unsigned Length = 0) {
    std::size_t At = Program.find(Place);
    ASSERT_NE(At, StringRef::npos);
    Check.Found.Edits = {{Source, unsigned(At) + Behind, Length, Text.str()}};
  }

  Verdict verdict() {
    return cantFail(verify::verify({{Source}, {}, {}}, Tools, Check, Scratch));
  }

  /// Everything the verdict holds against the findings.
  static std::string problems(const Verdict &What) {
    std::vector<std::string> All = What.Problems;
    for (const Cost &Each : What.Costs)
      append_range(All, Each.Problems);
    return join(All, "\n");
  }

  ScratchFolder Scratch = cantFail(ScratchFolder::make());
  std::string Source = Scratch.path("books.cpp");
  Toolchain Tools = Toolchain::configured("ProofTests");
  Claims Check;
};

} // namespace

TEST_F(VerifyTest, ProvesWhatIsTrue) {
  Verdict What = verdict();
  EXPECT_TRUE(What.proved()) << problems(What);
  ASSERT_FALSE(What.Costs.empty());
  EXPECT_EQ(What.Costs[0].Before, 4u);
  EXPECT_EQ(What.Costs[0].After, 1u);
}

// The fix compiles and changes nothing, so it does not serve.
TEST_F(VerifyTest, RejectsAFixThatDoesNotServe) {
  edit("Book::objects(db))\n", 17, ".order_by(\"id\")");
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "after the fix it took 4 statements where the "
                            "message promises 1");
}

// The fix saves what it says, and prints something else.
TEST_F(VerifyTest, RejectsAFixThatChangesTheOutput) {
  edit("Book::objects(db))\n", 17,
       ".select_related(\"author\").order_by(\"title\")");
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "the output differs from line 1:\n"
                            "    before: Solaris Lem\n"
                            "    after:  Eden Lem");
}

TEST_F(VerifyTest, RejectsAFixThatDoesNotCompile) {
  edit("Book::objects(db))\n", 17, ".select_related(\"editor\")");
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_PRED_FORMAT2(
      IsSubstring,
      "with the fixes in, the program does not compile:", problems(What));
}

TEST_F(VerifyTest, RejectsAFixThatBreaksTheRun) {
  edit("  for (const Author &", 0, "  if (lem.id != 0)\n    return 7;\n");
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "with the fixes in, the program exits with 7, not 0",
                      problems(What));
}

// A fix that reaches a query it is not about.
TEST_F(VerifyTest, RejectsAFixThatTouchesAnotherQuery) {
  edit("Book::objects(db))\n", 17, ".select_related(\"author\")");
  std::size_t Other = Program.find("Author::objects(db))\n");
  Check.Found.Edits.push_back(
      {Source, unsigned(Other) + 19, 0, ".order_by(\"name\")"});
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_PRED_FORMAT2(IsSubstring,
                      "it has no finding, but its statement 1 changed from",
                      problems(What));
}

TEST_F(VerifyTest, RejectsAWrongFormula) {
  Check.Found.Claim.Before[1].Coefficient = 2;
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "before the fix, 'author' took 3 statements where "
                            "the formula says 6");
}

TEST_F(VerifyTest, RejectsAWrongNumberAfter) {
  Check.Found.Claim.After = 2;
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "after the fix it took 1 statement where the "
                            "message promises 2");
}

// The check must have nothing to say of its own fix.
TEST_F(VerifyTest, RejectsASecondReport) {
  Check.Stubborn = true;
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "with the fixes in, the check still reports " +
                                Source + ":21:27: each Book loads its author");
}

// Words without a fix: only the formula is held against the run.
TEST_F(VerifyTest, MeasuresAFindingWithoutAFix) {
  Check.Found.Edits.clear();
  Verdict What = verdict();
  EXPECT_FALSE(What.Fixed);
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "");
  Check.Found.Claim.Before[1].Coefficient = 2;
  Check.Stubborn = true;
  EXPECT_NE(problems(verdict()), "");
}

// The original itself is at fault, and that is an error, not a verdict.
TEST_F(VerifyTest, TellsAFlakyProgramFromAWrongFix) {
  std::error_code EC;
  raw_fd_ostream(Source, EC)
      << Program.substr(0, Program.find("  for (const Author &"))
      << "  std::cout << __builtin_readcyclecounter();\n}\n";
  Verdict What = verdict();
  EXPECT_FALSE(What.proved());
  EXPECT_EQ(problems(What), "the program's output changes from run to run "
                            "without any fix, so it proves nothing");
}
