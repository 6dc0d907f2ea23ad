//===--- EditedCopyTest.cpp - The program with its fixes applied ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/EditedCopy.h"
#include "tools/verify/Program.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace ormlint;
using namespace ormlint::verify;

namespace {

/// A folder with one source file, and another for its copy.
class EditedCopyTest : public testing::Test {
protected:
  void write(StringRef Text) {
    std::error_code EC;
    raw_fd_ostream Out(File, EC);
    ASSERT_FALSE(EC) << EC.message();
    Out << Text;
  }

  Expected<EditedCopy> copy(std::vector<report::Edit> Edits) {
    return EditedCopy::make(Scratch.path("copy"), {File}, Edits);
  }

  std::string copied(const EditedCopy &Copy) {
    auto Buffer = MemoryBuffer::getFile(Copy.path(File));
    return Buffer ? (*Buffer)->getBuffer().str() : "(no file)";
  }

  std::string problem(std::vector<report::Edit> Edits) {
    auto Copy = copy(std::move(Edits));
    return Copy ? std::string("none") : toString(Copy.takeError());
  }

  ScratchFolder Scratch = cantFail(ScratchFolder::make());
  std::string File = Scratch.path("main.cpp");
};

} // namespace

// Edits apply in order of their offset; one that two findings of a header
// share applies once; two insertions at one place both apply.
TEST_F(EditedCopyTest, AppliesEdits) {
  write("abc\ndef\n");
  EditedCopy Copy = cantFail(copy({{File, 4, 1, "D"},
                                   {File, 1, 0, "<"},
                                   {File, 1, 0, ">"},
                                   {File, 4, 1, "D"}}));
  EXPECT_EQ(copied(Copy), "a<>bc\nDef\n");
  EXPECT_EQ(
      cantFail(errorOrToExpected(MemoryBuffer::getFile(File)))->getBuffer(),
      "abc\ndef\n");
}

// A place behind an edit moves with the text; one before it stays.
TEST_F(EditedCopyTest, KnowsWherePlacesMoved) {
  write("one two\nthree four\nfive\n");
  EditedCopy Copy =
      cantFail(copy({{File, 3, 0, ".join()"}, {File, 14, 4, "\n  4\n  5"}}));
  EXPECT_EQ(copied(Copy), "one.join() two\nthree \n  4\n  5\nfive\n");
  auto Moved = [&](unsigned Line, unsigned Column) {
    Place At = Copy.moved({File, Line, Column});
    return std::pair(At.Line, At.Column);
  };
  EXPECT_EQ(Moved(1, 1), std::pair(1u, 1u));
  EXPECT_EQ(Moved(1, 5), std::pair(1u, 12u));
  EXPECT_EQ(Moved(2, 1), std::pair(2u, 1u));
  EXPECT_EQ(Moved(3, 2), std::pair(5u, 2u));
  EXPECT_EQ(Copy.moved({"/elsewhere.hpp", 3, 4}),
            (Place{"/elsewhere.hpp", 3, 4}));
}

// Names translate both ways, so that messages speak of the original.
TEST_F(EditedCopyTest, TranslatesNames) {
  write("x");
  EditedCopy Copy = cantFail(copy({}));
  EXPECT_EQ(Copy.original(Copy.path(File) + ":3:1"), File + ":3:1");
  EXPECT_EQ(Copy.original("/usr/include/x.h"), "/usr/include/x.h");
}

TEST_F(EditedCopyTest, RejectsEditsThatCannotBeMeant) {
  write("abcdef");
  EXPECT_EQ(problem({{File, 1, 3, "x"}, {File, 2, 1, "y"}}),
            "two fixes overlap in " + File + " at byte 2");
  EXPECT_EQ(problem({{File, 5, 4, "x"}}),
            "a fix reaches behind the end of " + File);
  EXPECT_EQ(problem({{"/usr/include/x.h", 0, 0, "x"}}),
            "a fix lies in /usr/include/x.h, which is not the program's own "
            "file");
}
