//===--- EffortTest.cpp - The work grows with the facts, no faster --------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs of a shape at two sizes: the values that are looked at and the bytes
// that are asked for, for each loop or read, are about the same. No clock is
// asked.
//
//===----------------------------------------------------------------------===//

#include "School.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/thread.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <new>

static thread_local std::size_t Asked = 0;

void *operator new(std::size_t Size) {
  Asked += Size;
  if (void *Result = std::malloc(Size ? Size : 1))
    return Result;
  std::abort();
}
void operator delete(void *Memory) noexcept { std::free(Memory); }
void operator delete(void *Memory, std::size_t) noexcept { std::free(Memory); }

namespace ormlint::analysis {
namespace {

struct Effort {
  std::size_t Steps = 0, Bytes = 0, Findings = 0;
};

Effort effortOf(const std::string &Text) {
  const facts::Unit Facts = school(Text);
  const std::size_t Before = Asked;
  const Findings Found = analyze(Facts);
  return {Found.Steps, Asked - Before,
          Found.MissingEagerLoads.size() + Found.Others.size()};
}

/// \p Shape at a size and at 16 times that, with as many findings of each.
void expectFlat(std::string (*Shape)(unsigned), bool Reported = true) {
  constexpr unsigned Small = 64, Large = 16 * Small;
  const Effort Few = effortOf(Shape(Small)), Many = effortOf(Shape(Large));
  EXPECT_EQ(Few.Findings, Reported ? Small : 1);
  EXPECT_EQ(Many.Findings, Reported ? Large : 1);
  auto Each = [](std::size_t Of, unsigned Size) {
    return static_cast<double>(Of) / Size;
  };
  EXPECT_GT(Few.Steps, Small);
  EXPECT_LE(Each(Many.Steps, Large), 1.3 * Each(Few.Steps, Small));
  EXPECT_LE(Each(Many.Bytes, Large), 1.3 * Each(Few.Bytes, Small));
}

std::string loops(unsigned Count) {
  std::string Text;
  for (unsigned I = 0; I < Count; ++I)
    Text += llvm::formatv(R"(
function h{0} params 1
  row = param 0
  department = related row.department
  load department
function f{0}
  students = query Student
  run students
  loop 1 rows
  student = each students in loop 1
  call 1 h{0}(student) in loop 1
)",
                          I);
  return Text;
}

TEST(Effort, RowLoopsThatCall) { expectFlat(loops); }

TEST(Effort, EagerLoadsThatNothingReads) {
  expectFlat([](unsigned Count) {
    std::string Text;
    for (unsigned I = 0; I < Count; ++I)
      Text += llvm::formatv(R"(
function f{0}
  students = query Student
  loaded = prefetch students "courses"@{1}:1
  run loaded
  loop 1 rows
  student = each loaded in loop 1
)",
                            I, I + 1);
    return Text;
  });
}

TEST(Effort, EagerLoadsThatCouldChooseTheirRows) {
  expectFlat([](unsigned Count) {
    std::string Text = "relation Student.talks -> Talk many neighbours\n";
    for (unsigned I = 0; I < Count; ++I)
      Text += llvm::formatv(R"(
function f{0}
  students = query Student
  loaded = prefetch students chained "talks"@{2}:40
  run loaded
  loop 1 rows
  student = each loaded in loop 1
  talks = related student.talks
  some = narrow talks chained since @{1}:1 made in loop 1
  run some in loop 1
)",
                            I, 10 * I + 4, 10 * I + 5);
    return Text;
  });
}

/// The rows of one loop are read over and over.
std::string reads(unsigned Count) {
  std::string Text = R"(
function f
  students = query Student
  run students
  loop 1 rows
  row = each students in loop 1
)";
  for (unsigned I = 0; I < Count; ++I)
    Text += llvm::formatv("  v{0}x = related row.department\n"
                          "  load v{0}x in loop 1\n",
                          I);
  return Text;
}

TEST(Effort, ReadsInOneLoop) { expectFlat(reads, /*Reported=*/false); }

/// A query that is refined under conditions, with \p How at each.
std::string refined(unsigned Count, const char *How) {
  std::string Text = "\nfunction f\n  q0x = query Student\n";
  for (unsigned I = 0; I < Count; ++I)
    Text += llvm::formatv("  r{0}x = {1} q{0}x\n  q{2}x = merge q{0}x r{0}x\n",
                          I, How, I + 1);
  Text += llvm::formatv(R"(  run q{0}x
  loop 1 rows
  row = each q{0}x in loop 1
  department = related row.department
  load department in loop 1
)",
                        Count);
  return Text;
}

TEST(Effort, RefinementsUnderConditions) {
  expectFlat([](unsigned Count) { return refined(Count, "all"); },
             /*Reported=*/false);
}

TEST(Effort, AQueryNarrowedUnderAHundredConditionsIsDecided) {
  const Findings Found = analyzed(refined(100, "narrow"));
  EXPECT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_TRUE(Found.Coverage.LoopsUndecided.empty());
}

TEST(Effort, AConditionThatIsAskedOnceIsNotRemembered) {
  std::string Text = "\nfunction f\n  q0x = query Student\n";
  for (unsigned I = 0; I < 40; ++I)
    Text += llvm::formatv("  r{0}x = narrow q{0}x\n"
                          "  q{1}x = merge q{0}x [!{1}] r{0}x [{1}]\n",
                          I, I + 1);
  const Findings Found = analyzed(Text + R"(  run q40x
  loop 1 rows
  row = each q40x in loop 1
  department = related row.department
  load department in loop 1
)");
  EXPECT_EQ(Found.MissingEagerLoads.size(), 1u);
  EXPECT_TRUE(Found.Coverage.LoopsUndecided.empty());
}

/// An editor's server analyses on threads; clangd asks for 8 MB for each, most
/// of which the compiler may have taken.
void onASmallStack(llvm::function_ref<void()> Run) {
  llvm::thread Thread(std::optional<unsigned>(2 << 20), [&] { Run(); });
  Thread.join();
}

TEST(SmallStack, TenThousandCallsDeep) {
  onASmallStack([] {
    std::string Text = "function f0 params 1\n  row = param 0\n"
                       "  department = related row.department\n"
                       "  load department\n";
    for (unsigned I = 1; I < 10000; ++I)
      Text += llvm::formatv("function f{0} params 1\n  row = param 0\n"
                            "  call 1 f{1}(row)\n",
                            I, I - 1);
    EXPECT_EQ(analyzed(Text).Coverage.Skipped.size(), 1u);
  });
}

TEST(SmallStack, AThousandMerges) {
  onASmallStack([] {
    EXPECT_EQ(analyzed(refined(1000, "all")).MissingEagerLoads.size(), 1u);
    EXPECT_EQ(analyzed(refined(1000, "narrow")).Coverage.LoopsUndecided.size(),
              1u);
  });
}

TEST(SmallStack, FunctionsThatAllCallEachOther) {
  onASmallStack([] {
    std::string Text;
    for (unsigned I = 0; I < 1000; ++I)
      Text += llvm::formatv("function f{0} params 1\n  row = param 0\n"
                            "  call 1 f{1}(row)\n  call 2 f{2}(row)\n",
                            I, (I + 1) % 1000, (7 * I + 3) % 1000);
    EXPECT_TRUE(analyzed(Text).MissingEagerLoads.empty());
  });
}

} // namespace
} // namespace ormlint::analysis
