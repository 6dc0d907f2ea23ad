//===--- main.cpp - orm-verify --------------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// orm-verify program.cpp [more.cpp ...]: proves by execution what the check
// says about a program. See docs/proof.md.
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Data.h"
#include "tools/verify/Presentation.h"
#include "tools/verify/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include <cstring>

using namespace llvm;
using namespace ormlint::verify;

namespace {

/// What the program's exit code says.
enum ExitCode { Proved = 0, NotProved = 1, CannotTell = 2, NothingToProve = 3 };

cl::OptionCategory Category("orm-verify options");

cl::list<std::string> Sources(cl::Positional, cl::OneOrMore,
                              cl::desc("program.cpp [more.cpp ...]"),
                              cl::cat(Category));
cl::opt<std::string> Compiler("compiler", cl::value_desc("name or path"),
                              cl::desc("Compile with this compiler"),
                              cl::cat(Category));
cl::list<std::string> Arguments("arg", cl::value_desc("text"),
                                cl::desc("An argument of the program; once for "
                                         "each"),
                                cl::cat(Category));
cl::list<std::string> Checks("check", cl::value_desc("name"),
                             cl::desc("Prove this check alone; once for each"),
                             cl::cat(Category));
cl::opt<unsigned> Seconds("timeout", cl::init(60), cl::value_desc("seconds"),
                          cl::desc("How long the program may run (60)"),
                          cl::cat(Category));
cl::list<std::string>
    ExpectedCosts("expect", cl::value_desc("FILE:LINE: BEFORE -> AFTER"),
                  cl::desc("Fail unless a query costs this; an entity may "
                           "stand in for the line"),
                  cl::cat(Category));
cl::opt<bool> ExpectQuiet("expect-quiet",
                          cl::desc("Fail if the check reports anything"),
                          cl::cat(Category));
cl::opt<bool> ShowStatements("statements",
                             cl::desc("Print the SQL of each query too"),
                             cl::cat(Category));
cl::opt<std::string> DataFolder("data", cl::value_desc("folder"),
                                cl::desc("Write the findings, costs and query "
                                         "logs there as JSON"),
                                cl::cat(Category));
cl::opt<bool> KeepScratch("keep",
                          cl::desc("Keep the fixed copy, and say where it is"),
                          cl::cat(Category));

constexpr StringLiteral Overview =
    "Proves by execution what the check says about a program: runs it, applies "
    "the\nfixes to a copy, runs that, and compares output and queries. "
    "Compiler "
    "flags\nfollow a --.\n\nexit code: 0 proved, 1 not proved, 2 the program "
    "does "
    "not compile or run,\n           3 the check has nothing to fix\n";

int fail(Error Problem) {
  WithColor::error(errs(), "orm-verify")
      << toString(std::move(Problem)) << '\n';
  return CannotTell;
}

int judge(const Verdict &What, ArrayRef<ExpectedCost> Expectations) {
  bool Met = true;
  for (const ExpectedCost &Each : Expectations)
    if (std::string Problem = Each.check(What.Costs); !Problem.empty()) {
      outs() << Problem << '\n';
      Met = false;
    }
  if (ExpectQuiet && !What.Findings.empty()) {
    outs() << "expected the check to report nothing\n";
    Met = false;
  }
  if (!Met)
    return NotProved;
  if (What.proved())
    return Proved;
  if (What.Fixed || any_of(What.Costs, [](const Cost &Each) {
        return !Each.Problems.empty();
      }))
    return NotProved;
  return ExpectQuiet ? Proved : NothingToProve;
}

} // namespace

int main(int ArgC, char **ArgV) {
  InitLLVM Init(ArgC, ArgV);

  // What follows `--` is the compiler's, as with the other clang tools.
  Request What;
  int Own = 1;
  while (Own != ArgC && std::strcmp(ArgV[Own], "--") != 0)
    ++Own;
  if (Own != ArgC)
    What.Flags.assign(ArgV + Own + 1, ArgV + ArgC);
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(Own, ArgV, Overview);

  What.Sources = Sources;
  What.Run.Arguments = Arguments;
  What.Run.Seconds = Seconds;
  std::vector<ExpectedCost> Expectations;
  for (const std::string &Each : ExpectedCosts) {
    auto Parsed = ExpectedCost::parse(Each);
    if (!Parsed)
      return fail(Parsed.takeError());
    Expectations.push_back(std::move(*Parsed));
  }
  for (const std::string &Each : What.Sources)
    if (!sys::fs::exists(Each))
      return fail(createStringError("there is no file '" + Each + "'"));

  Toolchain Tools = Toolchain::configured(ArgV[0]);
  if (!Compiler.empty())
    Tools.Compiler = Compiler;
  auto Scratch = ScratchFolder::make();
  if (!Scratch)
    return fail(Scratch.takeError());
  if (KeepScratch) {
    Scratch->keep();
    outs() << "the fixed copy is below " << Scratch->path("copy") << '\n';
  }

  Checker Check(Checks);
  auto Result = verify(What, Tools, Check, *Scratch);
  if (!Result)
    return fail(Result.takeError());
  if (!DataFolder.empty())
    if (Error Failed = writeData(*Result, DataFolder))
      return fail(std::move(Failed));
  present(*Result, {ShowStatements}, outs());
  return judge(*Result, Expectations);
}
