//===--- Outcome.cpp - What a run shows, changes and ends with ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Outcome.h"
#include "tools/lint/Baseline.h"
#include "tools/lint/Fixes.h"
#include "tools/lint/Output.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ormlint::lint {
namespace {

void print(raw_ostream &Out, const Shown &What, Format As) {
  switch (As) {
  case Format::Text:
    return printText(Out, What);
  case Format::Json:
    return printJson(Out, What);
  case Format::Sarif:
    return printSarif(Out, What);
  case Format::Github:
    return printGithub(Out, What);
  case Format::Gitlab:
    return printGitlab(Out, What);
  case Format::Html:
    return printHtml(Out, What);
  }
}

/// Writes down what is accepted from now on.
int update(const Request &Asked, const report::Report &Said,
           Baseline::Asked Seen) {
  Baseline New(Said, Asked.Root);
  if (sys::fs::exists(Asked.Baseline)) {
    Expected<Baseline> Known = Baseline::read(Asked.Baseline);
    if (!Known)
      return fail(Known.takeError());
    New.keep(*Known, Seen);
  }
  if (Error Wrong = New.write(Asked.Baseline))
    return fail(std::move(Wrong));
  say("'" + Asked.Baseline + "' accepts " + counted(New.size(), "finding"));
  return Clean;
}

int cannotWrite(const Twine &Path, std::error_code Why) {
  return fail("cannot write '" + Path + "': " + Why.message());
}

} // namespace

int finish(const Request &Asked, Judgement Found, Texts &Sources,
           const Facts &Read, std::size_t Units) {
  report::Report &Said = Found.Report;
  // What was not looked at is neither fixed nor superfluous.
  const bool Whole = Read.Unread.empty() && Asked.DiffBase.empty() &&
                     (Asked.Do == Verb::Link || Asked.Files.empty());
  auto Seen = [&](StringRef Check) {
    return report::matches(Asked.Checks, Check);
  };
  if (Whole)
    for (const std::string &Each : Found.StaleComments)
      say("note: " + Each);
  if (Said.Coverage.Functions == 0)
    say("note: nothing that deals with an ORM was seen: is yours described "
        "(--option OrmProfiles=FILE)?");
  if (Asked.UpdateBaseline)
    return Whole ? update(Asked, Said, Seen)
                 : fail("'" + Asked.Baseline +
                        "' is left as it was, since units were not read");
  std::size_t Accepted = Said.Messages.size();
  if (!Asked.Baseline.empty()) {
    Expected<Baseline> Known = Baseline::read(Asked.Baseline);
    if (!Known)
      return fail(Known.takeError());
    Known->apply(Said, Asked.Root);
    if (Whole)
      for (const std::string &Each : Known->stale(Seen))
        say("note: fixed, and still in the baseline: " + Each);
  }
  Accepted -= Said.Messages.size();

  std::error_code Wrong;
  raw_fd_ostream Out(Asked.Output.empty() ? "-" : StringRef(Asked.Output),
                     Wrong);
  if (Wrong)
    return cannotWrite(Asked.Output, Wrong);
  Fixes Edits(Sources);
  std::size_t Open = Said.Messages.size();
  if (Asked.Fix)
    for (const report::Message &Each : Said.Messages)
      if (!Each.Edits.empty() && Edits.add(Each.Edits) && !Asked.DryRun)
        --Open;
  const Shown All{Said, Sources, Asked.Root, Asked.Set.ErrorNesting,
                  Asked.Errors};
  if (Asked.Fix && Asked.DryRun) {
    if (const StringRef File = Edits.outside(Asked.Root); !File.empty())
      return fail("'" + File + "' is not below '" + Asked.Root +
                  "', where the names of a diff begin: name a directory above "
                  "both with --root");
    Edits.diff(Out, Asked.Root);
  } else {
    print(Out, All, Asked.As);
  }
  Out.flush();
  for (const SecondReport &Each : Asked.Also) {
    raw_fd_ostream File(Each.Path, Wrong);
    if (!Wrong) {
      print(File, All, Each.As);
      File.close();
      Wrong = File.error();
      File.clear_error();
    }
    if (Wrong)
      return cannotWrite(Each.Path, Wrong);
  }
  std::string Made;
  if (Asked.Fix && !Asked.DryRun) {
    Expected<unsigned> Written = Edits.apply();
    if (!Written)
      return fail(Written.takeError());
    Made = ", " + utostr(Said.Messages.size() - Open) + " fixed in " +
           counted(*Written, "file");
  }
  const analysis::Coverage &Covered = Said.Coverage;
  say(counted(Units, "unit") + " read (" + Twine(Read.Parsed) +
      " parsed); row loops: " + Twine(Covered.LoopsChecked.size()) +
      " checked, " + Twine(Covered.LoopsReported.size()) + " reported, " +
      Twine(Covered.LoopsUndecided.size()) +
      " undecided; findings: " + Twine(Said.Messages.size()) +
      (Accepted ? ", " + utostr(Accepted) + " accepted" : "") + Made +
      (Read.Unread.empty()
           ? ""
           : "; units NOT read: " + utostr(Read.Unread.size())));
  return !Read.Unread.empty() ? Failed : Open != 0 ? Findings : Clean;
}

} // namespace ormlint::lint
