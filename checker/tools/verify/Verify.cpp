//===--- Verify.cpp - The proof of a program's findings -------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ormlint::verify {

bool Verdict::proved() const {
  return Fixed && Problems.empty() &&
         all_of(Costs, [](const Cost &Each) { return Each.Problems.empty(); });
}

/// \p Flags with each include folder preceded by its place in \p Copy, where
/// the headers with fixes are.
static std::vector<std::string> inCopy(ArrayRef<std::string> Flags,
                                       const EditedCopy &Copy) {
  std::vector<std::string> Result;
  for (std::size_t I = 0; I != Flags.size(); ++I) {
    StringRef Flag = Flags[I];
    for (StringRef Name : {"-I", "-iquote", "-isystem"}) {
      StringRef Folder = Flag;
      if (!Folder.consume_front(Name))
        continue;
      if (Folder.empty() && I + 1 != Flags.size())
        Folder = Flags[I + 1];
      Result.push_back(Name.str());
      Result.push_back(Copy.path(normalized(Folder)));
      break;
    }
    Result.push_back(Flag.str());
  }
  // The copy names the original in `__FILE__` and in the query log.
  Result.push_back("-ffile-prefix-map=" + Copy.folder() + "=");
  return Result;
}

/// The first line in which two texts differ, for people.
static std::string difference(StringRef Stream, StringRef Before,
                              StringRef After) {
  for (unsigned Line = 1;; ++Line) {
    StringRef Left, Right;
    bool LeftEnds = Before.empty(), RightEnds = After.empty();
    std::tie(Left, Before) = Before.split('\n');
    std::tie(Right, After) = After.split('\n');
    if (Left == Right && LeftEnds == RightEnds)
      continue;
    return ("the " + Stream + " differs from line " + Twine(Line) +
            ":\n    before: " + (LeftEnds ? "(ends here)" : Left) +
            "\n    after:  " + (RightEnds ? "(ends here)" : Right))
        .str();
  }
}

static void compareOutput(Verdict &Result, const Outcome &Before,
                          const Outcome &After, const Outcome &Again) {
  auto Compare = [&](StringRef Stream, const std::string &Left,
                     const std::string &Right, const std::string &Repeated) {
    if (Left == Right)
      return;
    if (Left != Repeated)
      Result.Problems.push_back(
          ("the program's " + Stream +
           " changes from run to run without any fix, so it proves nothing")
              .str());
    else
      Result.Problems.push_back(difference(Stream, Left, Right));
  };
  Compare("output", Before.Out, After.Out, Again.Out);
  Compare("error output", Before.Err, After.Err, Again.Err);
}

/// Findings whose fix is in words only may be found again, and no others.
static void compareFindings(Verdict &Result, ArrayRef<Finding> Again,
                            const EditedCopy &Copy) {
  auto InWords = [](const Finding &Each) { return Each.Edits.empty(); };
  std::ptrdiff_t Allowed = count_if(Result.Findings, InWords);
  for (const Finding &Each : Again)
    if (!InWords(Each) || Allowed-- <= 0)
      Result.Problems.push_back("with the fixes in, the check still reports " +
                                Copy.original(Each.Where) + ": " + Each.Text);
}

Expected<Verdict> verify(const Request &What, const Toolchain &Tools,
                         FindingSource &Source, const ScratchFolder &Scratch) {
  std::vector<std::string> Sources;
  for (const std::string &Each : What.Sources)
    Sources.push_back(normalized(Each));
  auto Look = [&](ArrayRef<std::string> Files, ArrayRef<std::string> Flags) {
    std::vector<std::string> All = Tools.Flags;
    append_range(All, Tools.Analysis);
    append_range(All, Flags);
    return Source.look(Files, All);
  };

  std::string Lazy = Scratch.path("before");
  if (Error Failed = compile(Tools, Sources, What.Flags, Lazy, Scratch))
    return std::move(Failed);
  auto Before = run(Lazy, What.Run, Scratch);
  if (!Before)
    return Before.takeError();
  auto Found = Look(Sources, What.Flags);
  if (!Found)
    return Found.takeError();

  Verdict Result;
  Result.OutputLines = StringRef(Before->Out).count('\n');
  Result.Findings = Found->All;
  Result.NotDecided = Found->NotDecided;
  Result.LoopsChecked = Found->LoopsChecked;
  Result.LogBefore = Before->LogText;
  std::vector<report::Edit> Edits;
  for (const Finding &Each : Result.Findings)
    append_range(Edits, Each.Edits);
  if (Edits.empty()) {
    Result.Costs = measure(Result.Findings, Before->Log);
    return Result;
  }

  auto Copy = EditedCopy::make(Scratch.path("copy"), Found->Files, Edits);
  if (!Copy)
    return Copy.takeError();
  Result.Fixed = true;
  std::vector<std::string> CopyFlags = inCopy(What.Flags, *Copy), CopySources;
  for (const std::string &Each : Sources)
    CopySources.push_back(Copy->path(Each));

  // What goes wrong from here on is the fixes' doing, and so disproves them.
  auto Disproved = [&](StringRef Step, Error Failed) {
    Result.Costs = measure(Result.Findings, Before->Log);
    Result.Problems.push_back((Step + toString(std::move(Failed))).str());
    return Result;
  };
  std::string Eager = Scratch.path("after");
  if (Error Failed = compile(Tools, CopySources, CopyFlags, Eager, Scratch))
    return Disproved("with the fixes in, ", std::move(Failed));
  auto After = run(Eager, What.Run, Scratch);
  if (!After)
    return Disproved("with the fixes in, ", After.takeError());
  auto Again = Look(CopySources, CopyFlags);
  if (!Again)
    return Disproved("with the fixes in, ", Again.takeError());

  auto Repeated = Before->Out == After->Out && Before->Err == After->Err
                      ? Expected<Outcome>(*Before)
                      : run(Lazy, What.Run, Scratch);
  if (!Repeated)
    return Repeated.takeError();
  Result.LogAfter = After->LogText;
  compareOutput(Result, *Before, *After, *Repeated);
  compareFindings(Result, Again->All, *Copy);
  Result.Costs = compare(Result.Findings, Before->Log, After->Log, *Copy);
  return Result;
}

} // namespace ormlint::verify
