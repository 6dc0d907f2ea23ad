//===--- Stats.cpp - What was checked, and what could not be --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Stats.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace ormlint::report {

void printStats(raw_ostream &Out, StringRef Name, const Report &Of) {
  const analysis::Coverage &Covered = Of.Coverage;
  Out << Name << ": row loops: " << Covered.LoopsChecked.size() << " checked, "
      << Covered.LoopsReported.size() << " reported, "
      << Covered.LoopsUndecided.size()
      << " undecided; functions: " << Covered.Functions << " analysed, "
      << Covered.Skipped.size() << " left out\n";
  auto List = [&](StringRef What, const auto &Places) {
    for (const auto &Each : Places)
      Out << Of.Files[Each.At.File] << ':' << Each.At.Line << ':'
          << Each.At.Column << ": " << What << ": " << Each.Reason << '\n';
  };
  List("undecided", Covered.LoopsUndecided);
  List("left out", Covered.Skipped);
}

Error appendStats(StringRef File, StringRef Name, const Report &Of) {
  std::string Text;
  raw_string_ostream Writer(Text);
  printStats(Writer, Name, Of);
  if (File == "-") {
    outs() << Text;
    outs().flush();
    return Error::success();
  }
  std::error_code Failed;
  raw_fd_ostream Out(File, Failed, sys::fs::CD_OpenAlways, sys::fs::FA_Write,
                     sys::fs::OF_Append);
  if (!Failed) {
    Out.SetUnbuffered();
    Out << Text;
    Out.close();
    Failed = Out.error();
    Out.clear_error();
  }
  if (Failed)
    return createStringError(Failed, "cannot write the statistics to '%s': %s",
                             File.str().c_str(), Failed.message().c_str());
  return Error::success();
}

} // namespace ormlint::report
