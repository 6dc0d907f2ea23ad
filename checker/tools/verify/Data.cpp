//===--- Data.cpp - A verdict for programs to read ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Data.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ormlint::verify {

static json::Value toJson(const Place &At) {
  return json::Object{
      {"file", At.File}, {"line", At.Line}, {"column", At.Column}};
}

static json::Value toJson(const analysis::Term &Of) {
  return json::Object{
      {"path", Of.Path},
      {"coefficient", Of.Coefficient},
      {"rows", Of.Rows ? json::Value(*Of.Rows) : json::Value(nullptr)},
      {"up_to", Of.UpTo},
      {"open", Of.Open}};
}

static json::Value toJson(const Finding &Of) {
  json::Array Terms;
  for (const analysis::Term &Each : Of.Claim.Before)
    Terms.push_back(toJson(Each));
  json::Object Claim{{"at", toJson(Place{Of.Claim.File.str(), Of.Claim.Line,
                                         Of.Claim.Column})},
                     {"entity", Of.Claim.Entity.str()},
                     {"before", Of.Claim.BeforeText},
                     {"terms", std::move(Terms)},
                     {"after", Of.Claim.After ? json::Value(*Of.Claim.After)
                                              : json::Value(nullptr)}};
  return json::Object{
      {"check", Of.Check},        {"where", Of.Where},
      {"text", Of.Text},          {"paths", json::Array(Of.Paths)},
      {"edits", Of.Edits.size()}, {"claim", std::move(Claim)}};
}

static json::Value toJson(const Cost &Of) {
  return json::Object{
      {"at", toJson(Of.At)},
      {"entity", Of.Entity},
      {"formula", Of.Formula},
      {"before", Of.Before},
      {"after", Of.After ? json::Value(*Of.After) : json::Value(nullptr)},
      {"problems", json::Array(Of.Problems)}};
}

static Error writeFile(StringRef Folder, StringRef Name, StringRef Text) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  std::error_code Failed;
  raw_fd_ostream Out(Path, Failed);
  if (Failed)
    return createFileError(Path, Failed);
  Out << Text;
  return Error::success();
}

Error writeData(const Verdict &What, StringRef Folder) {
  if (std::error_code Failed = sys::fs::create_directories(Folder))
    return createFileError(Folder, Failed);
  json::Array Findings, Costs, NotDecided;
  for (const Finding &Each : What.Findings)
    Findings.push_back(toJson(Each));
  for (const Cost &Each : What.Costs)
    Costs.push_back(toJson(Each));
  for (const Undecided &Each : What.NotDecided)
    NotDecided.push_back(
        json::Object{{"at", toJson(Each.At)}, {"reason", Each.Reason}});
  json::Value All = json::Object{{"proved", What.proved()},
                                 {"fixed", What.Fixed},
                                 {"findings", std::move(Findings)},
                                 {"costs", std::move(Costs)},
                                 {"loops_checked", What.LoopsChecked},
                                 {"undecided", std::move(NotDecided)},
                                 {"problems", json::Array(What.Problems)}};
  std::string Text;
  raw_string_ostream(Text) << formatv("{0:2}\n", All);
  if (Error Failed = writeFile(Folder, "verdict.json", Text))
    return Failed;
  if (Error Failed = writeFile(Folder, "before.jsonl", What.LogBefore))
    return Failed;
  return What.LogAfter.empty()
             ? Error::success()
             : writeFile(Folder, "after.jsonl", What.LogAfter);
}

} // namespace ormlint::verify
