//===--- facts.cpp - Facts of a large program, made of those of a unit ----===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//     bench-lint-facts [--change] INTO COUNT SEED...
//
// writes the facts of COUNT units, copies of the SEEDs in turn, and a source
// for each. The functions of each copy are its own, but every second call goes
// to the next unit, so that the whole is one program. Nothing is parsed. With
// --change the first unit alone is written, as a copy of the first SEED.
//
//===----------------------------------------------------------------------===//

#include "index/FactsFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace ormlint;

static ExitOnError Check("bench-lint-facts: ");

namespace {

struct Seed {
  explicit Seed(const char *Path) : Facts(Check(index::readFacts(Path))) {
    for (const facts::Function &F : Facts.Facts.Functions)
      if (Facts.Facts.Files[F.At.File] == Facts.Source)
        Own.insert(F.Usr);
  }

  index::UnitFacts Facts;
  StringSet<> Own; ///< USRs of the functions of its main file.
};

index::UnitFacts copy(const Seed &Of, std::size_t Number, std::size_t Next,
                      const std::string &Source) {
  index::UnitFacts Result = Of.Facts;
  auto Rename = [&](facts::Symbol &Usr, std::size_t To) {
    if (Of.Own.contains(Usr))
      Usr = Usr + "#" + utostr(To);
  };
  for (auto [I, F] : enumerate(Result.Facts.Functions)) {
    Rename(F.Usr, Number);
    bool Away = I % 8 < 4;
    for (facts::Call &Made : F.Calls)
      if (Of.Own.contains(Made.Callee)) {
        Rename(Made.Callee, Away ? Next : Number);
        Away = !Away;
      }
  }
  for (facts::Symbol &File : Result.Facts.Files)
    if (File == Result.Source)
      File = Source;
  for (index::Input &File : Result.Inputs)
    if (File.Path == Result.Source)
      File.Path = Source;
  Result.Source = Source;
  return Result;
}

} // namespace

int main(int Count, const char **Arguments) {
  const bool Change = Count > 1 && StringRef(Arguments[1]) == "--change";
  Count -= Change;
  Arguments += Change;
  unsigned Units = 0;
  if (Count < 4 || StringRef(Arguments[2]).getAsInteger(10, Units)) {
    errs() << "usage: bench-lint-facts [--change] INTO COUNT SEED...\n";
    return 2;
  }
  const std::string Into = Arguments[1];
  std::vector<Seed> Seeds;
  for (const char *Path : ArrayRef(Arguments, Count).drop_front(3))
    Seeds.emplace_back(Path);
  Check(errorCodeToError(sys::fs::create_directories(Into)));
  std::size_t Functions = 0;
  for (unsigned I = 0; I < Units; I += Change ? Units : 1) {
    const Seed &Of = Seeds[I % Seeds.size()];
    const std::string Stem = Into + "/unit" + utostr(I);
    Check(errorCodeToError(sys::fs::remove(Stem + ".cpp")));
    Check(errorCodeToError(
        sys::fs::create_hard_link(Of.Facts.Source, Stem + ".cpp")));
    Check(index::writeFacts(copy(Of, I, (I + 1) % Units, Stem + ".cpp"),
                            Stem + ".facts"));
    Functions += Of.Facts.Facts.Functions.size();
  }
  outs() << Functions << '\n';
}
