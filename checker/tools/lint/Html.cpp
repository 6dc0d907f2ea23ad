//===--- Html.cpp - Findings as a page ------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The page (html/) is a program of its own; here is its data, in JSON. Lines of
// source are in it once, however many findings show them. The time is not: the
// same findings give the same bytes.
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Fixes.h"
#include "tools/lint/Output.h"
#include "tools/lint/html/Page.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <set>

using namespace llvm;

namespace ormlint::lint {
namespace {

/// A file that is shown in part.
struct Excerpts {
  std::string Name;
  SmallVector<StringRef, 0> Lines;
  std::set<std::size_t> Needed; ///< From 1.
};

class Data {
public:
  Data(raw_ostream &Out, const Shown &What) : Out(Out), What(What) {}

  void write();

private:
  /// [file, line, column], with \p Text behind.
  void place(StringRef File, unsigned Line, unsigned Column,
             StringRef Text = "");
  void place(const facts::Place &At, StringRef Text = "") {
    place(What.file(At), At.Line, At.Column, Text);
  }
  unsigned indexOf(StringRef File);
  void finding(const report::Message &Of);
  void undecided();
  void lines(const Excerpts &Of);

  json::OStream Out;
  const Shown &What;
  StringMap<unsigned> Indices;
  std::vector<Excerpts> Files;
};

/// What is shown of a line: generated ones can be very long.
StringRef shownPart(StringRef Line) { return Line.take_front(1000); }

unsigned Data::indexOf(StringRef File) {
  const auto [Known, New] =
      Indices.try_emplace(File, static_cast<unsigned>(Files.size()));
  if (New) {
    Files.push_back({json::fixUTF8(What.relative(File)), {}, {}});
    What.Sources.of(File).split(Files.back().Lines, '\n');
  }
  return Known->second;
}

void Data::place(StringRef File, unsigned Line, unsigned Column,
                 StringRef Text) {
  constexpr unsigned Around = 2; // As in page.js.
  const unsigned Index = indexOf(File);
  Excerpts &In = Files[Index];
  for (std::size_t I = Line < Around + 1 ? 1 : Line - Around;
       I <= std::min<std::size_t>(Line + Around, In.Lines.size()); ++I)
    In.Needed.insert(I);
  unsigned Unit = Column;
  if (Line >= 1 && Line <= In.Lines.size() && Column >= 1)
    Unit = utf16Length(In.Lines[Line - 1].take_front(Column - 1)) + 1;
  Out.array([&] {
    Out.value(Index);
    Out.value(Line);
    Out.value(Unit);
    if (!Text.empty())
      Out.value(Text);
  });
}

void Data::finding(const report::Message &Of) {
  Out.object([&] {
    Out.attribute("check", Of.Check);
    if (What.isError(Of))
      Out.attribute("error", true);
    Out.attribute("message", Of.Text);
    Out.attribute("function", Of.Function);
    Out.attribute("entity", Of.Entity);
    Out.attribute("paths", json::Array(Of.Paths));
    Out.attributeBegin("query");
    if (Of.Claim.File.empty())
      place(Of.At);
    else
      place(Of.Claim.File, Of.Claim.Line, Of.Claim.Column);
    Out.attributeEnd();
    if (isPriced(Of.Claim)) {
      Out.attribute("before", Of.Claim.BeforeText);
      if (Of.Claim.After)
        Out.attribute("after", *Of.Claim.After);
    }
    // What is said of the finding's own place is advice, not a step.
    auto IsStep = [&](const report::Note &Each) {
      return Each.At.valid() && !(Each.At == Of.At);
    };
    Out.attributeArray("steps", [&] {
      place(Of.At, subject(Of));
      for (const report::Note &Each : Of.Notes)
        if (IsStep(Each))
          place(Each.At, Each.Text);
    });
    Out.attributeArray("advice", [&] {
      for (const report::Note &Each : Of.Notes)
        if (!IsStep(Each))
          Out.value(Each.Text);
    });
    if (Of.Edits.empty())
      return;
    Fixes Change(What.Sources);
    Change.add(Of.Edits);
    std::string Text;
    raw_string_ostream Diff(Text);
    Change.diff(Diff, What.Root);
    Out.attribute("diff", json::fixUTF8(Text));
  });
}

void Data::undecided() {
  writeLoops(Out, What.All.Coverage, [&](const facts::Place &At) {
    Out.attributeBegin("at");
    place(At);
    Out.attributeEnd();
  });
}

void Data::lines(const Excerpts &Of) {
  Out.attributeArray("lines", [&] {
    for (auto Each = Of.Needed.begin(); Each != Of.Needed.end();)
      Out.array([&] {
        std::size_t Next = *Each;
        Out.value(static_cast<std::int64_t>(Next));
        for (; Each != Of.Needed.end() && *Each == Next; ++Each, ++Next)
          Out.value(json::fixUTF8(shownPart(Of.Lines[Next - 1].rtrim('\r'))));
      });
  });
}

void Data::write() {
  Out.object([&] {
    Out.attribute("root", json::fixUTF8(What.Root));
    Out.attributeArray("findings", [&] {
      for (const report::Message &Each : What.All.Messages)
        finding(Each);
    });
    undecided();
    // Last: by now it is known which.
    Out.attributeArray("files", [&] {
      for (const Excerpts &Each : Files)
        Out.object([&] {
          Out.attribute("name", Each.Name);
          lines(Each);
        });
    });
  });
}

} // namespace

void printHtml(raw_ostream &Out, const Shown &What) {
  std::string Json;
  raw_string_ostream Text(Json);
  Data(Text, What).write();
  const auto [Before, After] = PageTemplate.split("@DATA@");
  Out << Before;
  // Nothing in it ends the element it is in.
  for (const char C : Text.str())
    if (C == '<')
      Out << "\\u003c";
    else
      Out << C;
  Out << After;
}

} // namespace ormlint::lint
