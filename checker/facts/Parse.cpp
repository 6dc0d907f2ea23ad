//===--- Parse.cpp - Facts read from text ---------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Parse.h"
#include "facts/LineReader.h"
#include "facts/Notation.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ormlint::facts {
namespace {

class Parser : public LineReader {
public:
  Parser(StringRef Text, Unplaced Places) : LineReader(Text, Places) {}

  Expected<Unit> run();

private:
  void declarations();
  void names(std::size_t Begin, std::size_t End);
  void body(std::size_t Begin, std::size_t End);
  void line();
};

/// Values, loops and calls may be named before their lines.
void Parser::names(std::size_t Begin, std::size_t End) {
  Values.clear();
  Loops.clear();
  Calls.clear();
  auto Count = [](const Names &Of) {
    return static_cast<std::uint32_t>(Of.size()) + 1;
  };
  for (std::size_t I = Begin; I < End; ++I) {
    if (!read(I))
      continue;
    if (Line.size() > 1 && Line[1].Is == Token::Kind::Word &&
        Line[1].Text == "=")
      define(Values, Count(Values), "value");
    else if (has("loop", true))
      define(Loops, Count(Loops), "loop");
    else if (has("call", true))
      define(Calls, Count(Calls), "call");
  }
  F->Values.resize(Values.size() + 1);
  F->Loops.resize(Loops.size() + 1);
  F->Calls.resize(Calls.size() + 1);
}

void Parser::line() {
  if (Line.size() > 1 && Line[1].Is == Token::Kind::Word &&
      Line[1].Text == "=") {
    Value &V = F->Values[Values.lookup(Line[0].Text)];
    Next = 2;
    notation::value(*this, V);
  } else if (has("loop", true)) {
    Loop &L = F->Loops[Loops.lookup(now().Text)];
    ++Next;
    notation::loop(*this, L);
  } else if (has("call", true)) {
    Call &C = F->Calls[Calls.lookup(now().Text)];
    ++Next;
    notation::call(*this, C);
  } else if (has("returns", true)) {
    values(F->Returns);
  } else if (has("exits", true)) {
    F->Exits.clear();
    values(F->Exits);
  } else if (has("escapes", true)) {
    values(F->Escapes);
  } else if (has("stores", true)) {
    values(F->Stores);
  } else if (any_of(notation::Events,
                    [&](const auto &E) { return is(E.Word); })) {
    notation::event(*this, F->Events.emplace_back());
  } else {
    expected("NAME =, loop, call, an event, returns, exits, escapes or "
             "stores");
  }
  end();
}

void Parser::body(std::size_t Begin, std::size_t End) {
  read(Begin);
  word("function");
  F = nullptr;
  Function New;
  text(New.Usr);
  New.Name = nameOf(New.Usr);
  notation::function(*this, New);
  end();
  New.Exits.assign(New.Params, None);
  F = &Result.Functions.emplace_back(std::move(New));
  names(Begin + 1, End);
  for (std::size_t I = Begin + 1; I < End && Error.empty(); ++I)
    if (read(I))
      line();
  for (const Value &V : F->Values)
    if (V.Kind == ValueKind::Param && V.Index >= F->Params) {
      read(Begin);
      fail("'" + F->Name + "' has " + Twine(F->Params) +
           " parameters and uses " + "parameter " + Twine(V.Index) +
           ", counted from 0");
    }
  F = nullptr;
}

/// All lines that belong to no function.
void Parser::declarations() {
  bool InFunction = false;
  for (std::size_t I = 0; I < Lines.size() && Error.empty(); ++I) {
    if (!read(I))
      continue;
    if (has("file", true)) {
      word("f" + std::to_string(Result.Files.size()));
      text(Result.Files.emplace_back());
      end();
    } else if (has("field", true)) {
      Field &New = Result.Fields.emplace_back();
      New.Name = nameOf(now().Text);
      define(Fields, static_cast<FieldId>(Result.Fields.size() - 1), "field");
      notation::field(*this, New);
      end();
    } else if (has("relation", true)) {
      Relation &New = Result.Relations.emplace_back();
      auto [Owner, Name] = nameOf(now().Text).rsplit('.');
      New.Owner = Owner;
      New.Name = Name;
      define(Relations, static_cast<RelationId>(Result.Relations.size() - 1),
             "relation");
      notation::relation(*this, New);
      end();
    } else if (has("left-out", true)) {
      Unit::Skipped &New = Result.Left.emplace_back();
      quoted(New.Reason);
      place(New.At);
      end();
    } else if (is("function")) {
      InFunction = true;
    } else if (!InFunction) {
      expected("file, field, relation, function or left-out");
    }
  }
}

Expected<Unit> Parser::run() {
  declarations();
  auto Declares = [&](std::size_t I) {
    return read(I) && (is("file") || is("field") || is("relation") ||
                       is("left-out") || is("function"));
  };
  for (std::size_t I = 0; I < Lines.size() && Error.empty();) {
    if (!read(I) || !is("function")) {
      ++I;
      continue;
    }
    std::size_t End = I + 1;
    while (End < Lines.size() && !Declares(End))
      ++End;
    body(I, End);
    I = End;
  }
  if (!Error.empty())
    return createStringError(Error);
  return std::move(Result);
}

} // namespace

Expected<Unit> parse(StringRef Text, Unplaced Places) {
  return Parser(Text, Places).run();
}

} // namespace ormlint::facts
