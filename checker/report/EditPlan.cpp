//===--- EditPlan.cpp - The edits that add an eager load ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/EditPlan.h"
#include "analysis/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace ormlint::analysis;
using namespace ormlint::facts;
using namespace ormlint::vocabulary;

namespace ormlint::report {
namespace {

using Path = Names;

/// Adds \p New unless a longer path is there; drops the shorter ones.
void addLongest(std::vector<Path> &Paths, Path New) {
  if (llvm::any_of(Paths, [&](const Path &P) { return isPrefix(New, P); }))
    return;
  llvm::erase_if(Paths, [&](const Path &P) { return isPrefix(P, New); });
  Paths.push_back(std::move(New));
}

std::string quoted(const Path &Names, const EagerSyntax &Syntax) {
  return '"' + llvm::join(Names, Syntax.Separator) + '"';
}

std::string arguments(llvm::ArrayRef<Path> Paths, const EagerSyntax &Syntax) {
  std::vector<std::string> Quoted;
  for (const Path &P : Paths)
    Quoted.push_back(quoted(P, Syntax));
  return llvm::join(Quoted, ", ");
}

class Planner {
public:
  Planner(const MissingEagerLoad &Finding, const EagerSyntax &Syntax,
          const std::vector<Symbol> &Files)
      : Finding(Finding), Syntax(Syntax), Files(Files) {}

  /// Puts what can be put into the calls that are there; \returns the rest.
  std::vector<Path> extend(llvm::ArrayRef<Path> Paths, bool Join);
  void append(llvm::StringRef Text, const std::vector<std::string> &Calls);

  std::vector<Edit> Edits;

private:
  Edit &edit(const Place &At, unsigned Length, std::string Text) {
    Edits.push_back({Files[At.File], At.Offset, Length, std::move(Text)});
    return Edits.back();
  }

  const MissingEagerLoad &Finding;
  const EagerSyntax &Syntax;
  const std::vector<Symbol> &Files;
};

std::vector<Path> Planner::extend(llvm::ArrayRef<Path> Paths, bool Join) {
  std::vector<const EagerLoad *> Calls;
  for (const EagerLoad &Load : Finding.Existing)
    if (Load.Join == Join && Load.ArgumentsEnd.valid())
      Calls.push_back(&Load);
  std::vector<Path> Rest, Added;
  std::vector<std::pair<const EagerLoad *, std::size_t>> Replaced;
  for (const Path &New : Paths) {
    auto Shorter = llvm::find_if(Calls, [&](const EagerLoad *Load) {
      return !Load->Object && Load->Literal.valid() &&
             isPrefix(Load->Names, New) &&
             llvm::none_of(Replaced,
                           [&](const auto &R) { return R.first == Load; });
    });
    if (Shorter != Calls.end()) {
      Replaced.emplace_back(*Shorter, Edits.size());
      edit((*Shorter)->Literal, (*Shorter)->LiteralLength, quoted(New, Syntax));
    } else if (!Calls.empty()) {
      Added.push_back(New);
    } else {
      Rest.push_back(New);
    }
  }
  if (Added.empty())
    return Rest;
  // The call that is applied last: what it adds comes after every object whose
  // rows it continues.
  const EagerLoad &Last = *Calls.front();
  const std::string Text = ", " + arguments(Added, Syntax);
  for (const auto &[Load, Index] : Replaced)
    if (Load->Literal.File == Last.ArgumentsEnd.File &&
        Load->Literal.Offset + Load->LiteralLength ==
            Last.ArgumentsEnd.Offset) {
      // Two edits must not touch.
      Edits[Index].Text += Text;
      return Rest;
    }
  edit(Last.ArgumentsEnd, 0, Text);
  return Rest;
}

void Planner::append(llvm::StringRef Text,
                     const std::vector<std::string> &Calls) {
  if (Calls.empty())
    return;
  // A chain that has a line for each call goes on that way.
  std::string Before;
  if (Finding.Site.LastDot.valid())
    if (auto Indent = indentOf(Text, Finding.Site.LastDot.Offset))
      Before = "\n" + *Indent;
  std::string Added;
  for (const std::string &Call : Calls)
    Added += Before + Call;
  edit(Finding.Site.End, 0, std::move(Added));
}

} // namespace

std::optional<std::string> indentOf(llvm::StringRef Text, unsigned Offset) {
  if (Offset > Text.size())
    return std::nullopt;
  const llvm::StringRef Before = Text.take_front(Offset);
  const llvm::StringRef Line = Before.substr(Before.rfind('\n') + 1);
  if (Line.size() == Before.size() || !Line.trim(" \t").empty())
    return std::nullopt;
  return Line.str();
}

EagerPaths eagerPaths(const MissingEagerLoad &Finding) {
  EagerPaths Result;
  for (const MissingEagerLoad::Path &P : Finding.Paths)
    addLongest(P.LeadingToOne == P.Names.size() ? Result.Joins
                                                : Result.Prefetches,
               P.Names);
  return Result;
}

std::vector<std::string> eagerCalls(const EagerPaths &Paths,
                                    const EagerSyntax &Syntax) {
  std::vector<std::string> Result;
  if (!Paths.Joins.empty())
    Result.push_back("." + Syntax.Join + "(" + arguments(Paths.Joins, Syntax) +
                     ")");
  if (!Paths.Prefetches.empty())
    Result.push_back("." + Syntax.Prefetch + "(" +
                     arguments(Paths.Prefetches, Syntax) + ")");
  return Result;
}

std::vector<Edit>
planEdits(const MissingEagerLoad &Finding, const EagerSyntax &Syntax,
          const std::vector<Symbol> &Files,
          llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  Planner Plan(Finding, Syntax, Files);
  const EagerPaths All = eagerPaths(Finding);
  EagerPaths Rest;
  Rest.Joins = Plan.extend(All.Joins, /*Join=*/true);
  Rest.Prefetches = Plan.extend(All.Prefetches, /*Join=*/false);
  Plan.append(TextOf(Files[Finding.Site.End.File]), eagerCalls(Rest, Syntax));
  return std::move(Plan.Edits);
}

std::vector<Edit> planAssignment(const Finding &Finding,
                                 const std::vector<Symbol> &Files) {
  if (Finding.Variable.empty() || !Finding.Statement.valid())
    return {};
  return {{Files[Finding.Statement.File], Finding.Statement.Offset, 0,
           Finding.Variable + " = "}};
}

/// What of \p Load a removal leaves: all of it where it is not among the unused
/// ones, nothing where another path of the call covers what is used.
static Path leftOf(const EagerLoad &Load, const Finding &Finding) {
  auto Used = [&](const EagerLoad &Of) -> const Path & {
    for (auto [All, Part] : llvm::zip(Finding.Paths, Finding.Used))
      if (All == Of.Names && !Of.Object)
        return Part;
    return Of.Names;
  };
  const Path &Mine = Used(Load);
  const bool Shorter = Mine.size() < Load.Names.size();
  const bool Covered = llvm::any_of(Finding.Loads, [&](const EagerLoad &Other) {
    // Of two that say the same, the first one stays.
    const Path &Theirs = Used(Other);
    return &Other != &Load && !Other.Object && isPrefix(Mine, Theirs) &&
           (Theirs.size() > Mine.size() ||
            Theirs.size() == Other.Names.size() || &Other < &Load);
  });
  return Shorter && Covered ? Path() : Mine;
}

/// From the end of the argument before \p Offset, its comma included.
static unsigned behindArgumentBefore(llvm::StringRef Text, unsigned Offset) {
  const llvm::StringRef Before = Text.take_front(Offset).rtrim();
  return Before.ends_with(",")
             ? static_cast<unsigned>(Before.drop_back().rtrim().size())
             : Offset;
}

std::vector<Edit>
planRemoval(const Finding &Finding, const EagerSyntax &Syntax,
            const std::vector<Symbol> &Files,
            llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  const Symbol File = Files[Finding.At.File];
  const llvm::StringRef Text = TextOf(File);
  const bool Whole = llvm::all_of(Finding.Loads, [&](const EagerLoad &Load) {
    return !Load.Unreadable && leftOf(Load, Finding).empty();
  });
  const Place &Dot = Finding.Site.LastDot, &End = Finding.Site.End;
  if (Text.empty() || !Dot.valid() || !End.valid() || Dot.File != End.File ||
      Dot.File != Finding.At.File || End.Offset > Text.size())
    return {};
  if (Whole) {
    // With the line, where the call has one of its own.
    unsigned From = Dot.Offset;
    if (auto Indent = indentOf(Text, From); Indent && From > Indent->size())
      From -= static_cast<unsigned>(Indent->size()) + 1;
    return {{File, From, End.Offset - From, ""}};
  }
  std::vector<Edit> Result;
  bool Kept = false;
  for (const EagerLoad &Load : Finding.Loads) {
    const Path Left = leftOf(Load, Finding);
    const unsigned At = Load.Literal.Offset;
    if (Load.Unreadable || Left == Load.Names) {
      Kept = true;
    } else if (!Left.empty()) {
      Kept = true;
      Result.push_back({File, At, Load.LiteralLength, quoted(Left, Syntax)});
    } else if (Kept) {
      const unsigned From = behindArgumentBefore(Text, At);
      Result.push_back({File, From, At + Load.LiteralLength - From, ""});
    } else {
      // The first ones, with the comma that follows.
      const llvm::StringRef Rest = Text.drop_front(At + Load.LiteralLength);
      const llvm::StringRef Next = Rest.ltrim();
      if (!Next.starts_with(","))
        return {};
      const auto Length =
          static_cast<unsigned>(Rest.size() - Next.drop_front().ltrim().size());
      Result.push_back({File, At, Load.LiteralLength + Length, ""});
    }
  }
  return Result;
}

std::vector<Edit>
planColumns(const Finding &Finding, const EagerSyntax &Syntax,
            const std::vector<Symbol> &Files,
            llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  if (Finding.Loads.empty() ||
      !llvm::all_of(Finding.Loads, [](const EagerLoad &Column) {
        return Column.Literal.valid() && Column.ArgumentsEnd.valid();
      }))
    return {};
  const EagerLoad &First = Finding.Loads.front();
  if (llvm::any_of(Finding.Loads, [&](const EagerLoad &Column) {
        return Column.Names == Finding.Paths.front();
      }))
    return planRemoval(Finding, Syntax, Files, TextOf);
  // Written as the first one is: `"title"_c`.
  const Symbol File = Files[First.Literal.File];
  const llvm::StringRef Like =
      TextOf(File).substr(First.Literal.Offset, First.LiteralLength);
  std::string Added;
  for (const Path &Column : Finding.Paths)
    Added += ", " + quoted(Column, Syntax) +
             Like.drop_front(Like.rfind('"') + 1).str();
  return {{File, First.ArgumentsEnd.Offset, 0, std::move(Added)}};
}

bool mergeTouching(const std::vector<Edit> &Ours, std::vector<Edit> &Others) {
  if (Ours.size() != 1 || !Ours.front().Text.empty())
    return false;
  const Edit &Removal = Ours.front();
  for (Edit &Each : Others) {
    const bool Behind = Each.Offset == Removal.Offset + Removal.Length;
    if (Each.File != Removal.File ||
        (!Behind && Each.Offset + Each.Length != Removal.Offset))
      continue;
    Each.Offset = Behind ? Removal.Offset : Each.Offset;
    Each.Length += Removal.Length;
    return true;
  }
  return false;
}

bool mergeRemoval(const Finding &Finding, const EagerSyntax &Syntax,
                  const std::vector<Symbol> &Files, std::vector<Edit> &Others) {
  if (Finding.Loads.empty() ||
      llvm::any_of(Finding.Loads, [](const EagerLoad &Load) {
        return Load.Object || !Load.Literal.valid() ||
               !Load.ArgumentsEnd.valid();
      }))
    return false;
  const Symbol File = Files[Finding.At.File];
  const unsigned Begin = Finding.Loads.front().Literal.Offset;
  const unsigned End = Finding.Loads.front().ArgumentsEnd.Offset;
  auto Takes = [&](unsigned Offset, unsigned Length) -> std::optional<Edit> {
    const auto Found = llvm::find_if(Others, [&](const Edit &Each) {
      return Each.File == File && Each.Offset == Offset &&
             Each.Length == Length;
    });
    return Found == Others.end() ? std::nullopt : std::optional(*Found);
  };
  std::vector<std::string> Arguments;
  for (const EagerLoad &Load : Finding.Loads) {
    if (auto Longer = Takes(Load.Literal.Offset, Load.LiteralLength))
      Arguments.push_back(Longer->Text);
    else if (const Path Left = leftOf(Load, Finding); !Left.empty())
      Arguments.push_back(quoted(Left, Syntax));
  }
  if (auto Added = Takes(End, 0))
    Arguments.push_back(llvm::StringRef(Added->Text).ltrim(", ").str());
  if (Arguments.empty())
    return false;
  llvm::erase_if(Others, [&](const Edit &Each) {
    return Each.File == File && Each.Offset >= Begin && Each.Offset <= End;
  });
  Others.push_back({File, Begin, End - Begin, llvm::join(Arguments, ", ")});
  return true;
}

} // namespace ormlint::report
