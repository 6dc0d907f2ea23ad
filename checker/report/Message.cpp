//===--- Message.cpp - Findings, worded for people ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Message.h"
#include "analysis/Analysis.h"
#include "report/EditPlan.h"
#include "report/Wording.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <map>
#include <set>

using namespace ormlint::analysis;
using namespace ormlint::vocabulary;

namespace ormlint::report {
namespace {

const Profile &profileOf(const Vocabulary &Words, llvm::StringRef Name) {
  static const Profile Empty;
  for (const Profile &P : Words.profiles())
    if (P.Name == Name)
      return P;
  return Empty;
}

constexpr llvm::StringLiteral Checks[] = {
    "orm-n-plus-one", "orm-ineffective-prefetch", "orm-query-in-loop",
    "orm-unused-eager-load", "orm-write-in-loop"};

llvm::StringRef checkOf(Finding::Kind What) {
  switch (What) {
  case Finding::Kind::LeftOutColumn:
    return Checks[0];
  case Finding::Kind::NarrowedBesideLoad:
  case Finding::Kind::ModifiedBesideLoad:
  case Finding::Kind::DiscardedLoad:
  case Finding::Kind::StreamedLoad:
    return Checks[1];
  case Finding::Kind::QueryPerTurn:
  case Finding::Kind::SameQuery:
  case Finding::Kind::CountedPerRow:
  case Finding::Kind::NarrowedPerRow:
    return Checks[2];
  case Finding::Kind::UnusedLoad:
    return Checks[3];
  case Finding::Kind::WritePerTurn:
    return Checks[4];
  }
  return "";
}

/// Whether two edits cannot both be made.
bool collide(const Edit &A, const Edit &B) {
  return A.File == B.File && A.Offset <= B.Offset + B.Length &&
         B.Offset <= A.Offset + A.Length;
}

/// The messages that are known, by what they change.
class Edited {
public:
  void add(const Message &Known, std::size_t Id) {
    for (const Edit &Each : Known.Edits) {
      By.insert({{Each.File, Each.Offset}, Id});
      Longest = std::max(Longest, Each.Length);
    }
  }

  /// Those that may change what \p Ours changes, in their order.
  std::set<std::size_t> near(llvm::ArrayRef<Edit> Ours) const {
    std::set<std::size_t> Result;
    for (const Edit &Each : Ours)
      for (auto It = By.lower_bound(
               {Each.File, Each.Offset < Longest ? 0 : Each.Offset - Longest});
           It != By.end() && It->first.first == Each.File &&
           It->first.second <= Each.Offset + Each.Length;
           ++It)
        Result.insert(It->second);
    return Result;
  }

private:
  std::multimap<std::pair<facts::Symbol, unsigned>, std::size_t> By;
  unsigned Longest = 0;
};

class Writer {
public:
  Writer(const Vocabulary &Words, const facts::Unit &Facts, TextOf Text)
      : Words(Words), Facts(Facts), Text(Text) {}

  Message write(MissingEagerLoad Finding);
  /// No text: there is nothing to say.
  Message write(Finding Finding, llvm::MutableArrayRef<Message> Known,
                Edited &Changes);

private:
  void trace(Message &Out, llvm::ArrayRef<Step> Steps) {
    // The ways to several accesses share their first steps: each is shown once.
    for (const Step &Step : Steps) {
      std::string Said = note(Step);
      if (llvm::none_of(Out.Notes, [&](const Note &Shown) {
            return Shown.At == Step.At && Shown.Text == Said;
          }))
        Out.Notes.push_back({Step.At, std::move(Said), {}, Step});
    }
  }

  /// The function that something at \p At is said of.
  const facts::Function *functionAt(const facts::Place &At);
  /// Says of \p Result which function it lies in.
  void locate(Message &Result, const facts::Place &At);

  const Vocabulary &Words;
  const facts::Unit &Facts;
  TextOf Text;
  /// For each file, the functions that have something in it.
  std::vector<std::vector<const facts::Function *>> InFile;
  /// By offset, in the files that were asked for.
  llvm::DenseMap<std::uint32_t,
                 llvm::DenseMap<std::uint32_t, const facts::Function *>>
      Functions;
};

static void forEachPlace(const facts::Function &F,
                         llvm::function_ref<void(const facts::Place &)> Visit) {
  for (const facts::Value &V : F.Values)
    Visit(V.At);
  for (const facts::Event &E : F.Events)
    Visit(E.At);
  for (const facts::Call &C : F.Calls)
    Visit(C.At);
}

const facts::Function *Writer::functionAt(const facts::Place &At) {
  if (InFile.empty()) {
    InFile.resize(Facts.Files.size());
    for (const facts::Function &F : Facts.Functions)
      forEachPlace(F, [&](const facts::Place &Here) {
        if (Here.valid() &&
            (InFile[Here.File].empty() || InFile[Here.File].back() != &F))
          InFile[Here.File].push_back(&F);
      });
  }
  const auto [Here, New] = Functions.try_emplace(At.File);
  if (New && At.valid())
    for (const facts::Function *F : InFile[At.File])
      forEachPlace(*F, [&](const facts::Place &Each) {
        if (Each.File == At.File)
          Here->second.try_emplace(Each.Offset, F);
      });
  return Here->second.lookup(At.Offset);
}

void Writer::locate(Message &Result, const facts::Place &At) {
  const facts::Function *Found = functionAt(At);
  if (!Found)
    return;
  Result.Function = Found->Qualified.str();
  // `c:page.cpp@F@show`, and `c:@F@show` of one that all files share.
  const llvm::StringRef Usr = Found->Usr;
  Result.OfOneFile = Usr.starts_with("c:") && !Usr.starts_with("c:@");
}

Message Writer::write(MissingEagerLoad Finding) {
  const EagerSyntax &Syntax = profileOf(Words, Finding.Profile).Eager;
  if (Syntax.Join.empty() && Syntax.Prefetch.empty()) {
    Finding.Why = NoFix::NoSyntax;
    Finding.Cost.After.reset();
  }
  Message Result;
  // Of a query some of whose relations are loaded elsewhere, what is missing is
  // said first.
  Result.Check = Checks[Finding.Elsewhere ? 1 : 0];
  Result.Sure = Finding.Sure;
  Result.Nesting = Finding.Nesting;
  Result.At = Finding.At;
  locate(Result, Finding.At);
  Result.Entity = Finding.Entity.str();
  if (Finding.Why == NoFix::None)
    Result.Edits = planEdits(Finding, Syntax, Facts.Files, Text);
  Result.Text = warning(Finding, Syntax, !Result.Edits.empty());

  for (const MissingEagerLoad::Path &P : Finding.Paths) {
    trace(Result, P.Trace);
    Result.Paths.push_back(pathText(P.Names, Syntax));
  }
  if (Finding.Why != NoFix::None)
    Result.Notes.push_back({Result.At, withoutFix(Finding, Syntax), {}});
  else if (auto Shorter = shorterForm(Finding, Syntax))
    Result.Notes.push_back({Result.At, *Shorter, {}});
  Result.Claim = std::move(Finding.Cost);
  return Result;
}

Message Writer::write(Finding Finding, llvm::MutableArrayRef<Message> Known,
                      Edited &Changes) {
  const Profile &Orm = profileOf(Words, Finding.Profile);
  Message Result;
  Result.Check = checkOf(Finding.What);
  Result.At = Finding.At;
  locate(Result, Finding.At);
  Result.Entity = Finding.Entity.str();
  Result.Sure = Finding.UpTo ? Confidence::Likely : Confidence::Certain;
  Result.Nesting = Finding.Nesting;
  if (Finding.What == Finding::Kind::DiscardedLoad)
    Result.Edits = planAssignment(Finding, Facts.Files);
  else if (Finding.What == Finding::Kind::UnusedLoad)
    Result.Edits = planRemoval(Finding, Orm.Eager, Facts.Files, Text);
  else if (Finding.Moved)
    Result.Edits = planHoist(Finding, Facts.Files, Text);
  else if (Finding.Chosen)
    Result.Edits = planChoice(Finding, Orm, Facts.Files, Text);
  else if (Finding.What == Finding::Kind::LeftOutColumn &&
           Finding.Site.Why == facts::EditSite::Obstacle::None)
    Result.Edits = planColumns(Finding, Orm.Eager, Facts.Files, Text);
  // What another finding changes is its own: all edits can be made at once.
  bool &Merged = Result.FixedByAnother;
  for (const std::size_t Id : Changes.near(Result.Edits))
    if (Message &Other = Known[Id];
        llvm::any_of(Other.Edits, [&](const Edit &Theirs) {
          return llvm::any_of(Result.Edits, [&](const Edit &Ours) {
            return collide(Ours, Theirs);
          });
        })) {
      Merged = (Finding.What == Finding::Kind::UnusedLoad &&
                mergeRemoval(Finding, Orm.Eager, Facts.Files, Other.Edits)) ||
               (Finding.Chosen && mergeChoice(Result.Edits, Other.Edits)) ||
               mergeTouching(Result.Edits, Other.Edits);
      Result.Edits.clear();
      Changes.add(Other, Id);
    }
  const bool Fixed = !Result.Edits.empty() || Merged;
  if (Finding.Chosen && !Fixed)
    Finding.Cost.After.reset();
  if (Finding.Moved && !Fixed)
    Finding.Cost = {};
  Result.Text = warning(Finding, Orm, Fixed);
  trace(Result, Finding.Trace);
  for (const analysis::Names &Names : Finding.Paths)
    Result.Paths.push_back(pathText(Names, Orm.Eager));
  if (Merged)
    Result.Notes.push_back({Result.At,
                            Finding.Chosen
                                ? "the fix of another finding lets it choose"
                                : "the fix of another finding takes it out",
                            {}});
  if (auto Advice = advice(Finding, Orm, Fixed))
    Result.Notes.push_back({Result.At, *Advice, {}});
  Result.Claim = std::move(Finding.Cost);
  return Result;
}

} // namespace

llvm::ArrayRef<llvm::StringLiteral> checkNames() { return Checks; }

std::string editTitle(const Message &Found) {
  const std::string Paths = listed(Found.Paths);
  if (Found.Check == Checks[0])
    return "load " + Paths + " with the query";
  if (Found.Check == Checks[1])
    return "let the eager load of " + Paths + " serve";
  if (Found.Check == Checks[2])
    return "run the query once, before the loop";
  return "do not load " + Paths;
}

void eraseAbsences(Report &Found) {
  llvm::erase_if(Found.Messages,
                 [](const Message &Each) { return Each.Check == Checks[3]; });
}

void restrictTo(llvm::function_ref<bool(llvm::StringRef Check)> Shown,
                Settings &Set) {
  Set.MissingLoads = Shown(Checks[0]);
  Set.IneffectiveLoads = Shown(Checks[1]);
  Set.UnusedLoads = Shown(Checks[3]);
}

Report lint(const facts::Unit &Facts, const Vocabulary &Words,
            const Settings &Set, TextOf Text) {
  Report Result;
  Findings Found = analyze(Facts, Set);
  std::sort(Found.MissingEagerLoads.begin(), Found.MissingEagerLoads.end(),
            [](const MissingEagerLoad &A, const MissingEagerLoad &B) {
              return std::tie(A.At.File, A.At.Offset) <
                     std::tie(B.At.File, B.At.Offset);
            });
  Writer Out(Words, Facts, Text);
  Edited Changes;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>>
      ByPlace;
  // A template is reported once, whatever it is instantiated with.
  auto Add = [&](Message New, bool InTemplate) {
    auto &Here = ByPlace[{New.At.File, New.At.Offset}];
    const auto Known = llvm::find_if(Here, [&](std::size_t Id) {
      const Message &Other = Result.Messages[Id];
      return Other.At == New.At && Other.Check == New.Check &&
             (InTemplate || Other.Text == New.Text);
    });
    if (Known != Here.end())
      Result.Messages[*Known].MoreClaims.push_back(std::move(New.Claim));
    if (New.Text.empty() || Known != Here.end())
      return;
    Here.push_back(Result.Messages.size());
    Changes.add(New, Result.Messages.size());
    Result.Messages.push_back(std::move(New));
  };
  for (MissingEagerLoad &Finding : Found.MissingEagerLoads) {
    const bool InTemplate = Finding.Why == NoFix::Template;
    Add(Out.write(std::move(Finding)), InTemplate);
  }
  for (Finding &Other : Found.Others)
    Add(Out.write(std::move(Other), Result.Messages, Changes), false);
  Result.Files = Facts.Files;
  Result.Coverage = std::move(Found.Coverage);
  return Result;
}

} // namespace ormlint::report
