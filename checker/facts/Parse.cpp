//===--- Parse.cpp - Facts read from text ---------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Parse.h"
#include "facts/Notation.h"
#include "facts/Tokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace ormlint::facts {
namespace {

class Parser {
public:
  Parser(StringRef Text, Unplaced Places) : Places(Places) {
    Text.split(Lines, '\n');
  }

  Expected<Unit> run();

  // What a line reads; see Notation.h.
  bool has(StringRef Word, bool /*Present*/) {
    if (!is(Word))
      return false;
    ++Next;
    return true;
  }
  void word(StringRef Word) {
    if (!has(Word, true))
      expected("'" + Word + "'");
  }
  void flag(StringRef Word, bool &Set) { Set = has(Word, Set); }
  void unless(StringRef Word, bool &Set) { Set = !has(Word, !Set); }
  template <class T, std::size_t N, class Same>
  const T &choose(const T (&Words)[N], Same) {
    const T *Found = find_if(Words, [&](const T &W) { return is(W.Word); });
    if (Found == std::end(Words)) {
      std::string All;
      for (const T &W : Words)
        All += (All.empty() ? "" : ", ") + W.Word.str();
      expected("one of " + All);
      return Words[0];
    }
    ++Next;
    return *Found;
  }

  void text(std::string &Text) {
    if (now().Is != Token::Kind::Word && now().Is != Token::Kind::Quoted)
      return expected("a name");
    Text = Line[Next++].Text;
  }
  void quoted(std::string &Text) {
    if (now().Is == Token::Kind::Quoted)
      Text = Line[Next++].Text;
  }
  void number(std::uint32_t &Number) {
    if (now().Is != Token::Kind::Word ||
        StringRef(now().Text).getAsInteger(10, Number))
      return expected("a number");
    ++Next;
  }
  void value(ValueId &Value) { reference(Values, Value, "value"); }
  void loop(LoopId &Loop) { reference(Loops, Loop, "loop"); }
  void call(CallId &Call) { reference(Calls, Call, "call"); }
  void values(facts::List<ValueId> &List) {
    while (is("-") || Values.count(now().Text))
      value(List.emplace_back());
  }
  void function(std::string &Usr) { text(Usr); }
  void functions(std::vector<std::string> &Usrs) {
    while (now().Is != Token::Kind::End)
      text(Usrs.emplace_back());
  }

  // `rows.courses` is one word; the rest of it is left for what follows.
  void member(ValueId &Value) {
    const Token Whole = now();
    const auto [Base, Name] = StringRef(Whole.Text).split('.');
    if (Whole.Is != Token::Kind::Word || Base.size() == Whole.Text.size())
      return expected("value.name");
    Line[Next].Text = Base.str();
    if (!Name.empty())
      Line.insert(Line.begin() + Next + 1,
                  {Token::Kind::Word, Name.str(), Whole.Column, true});
    value(Value);
  }
  void relation(RelationId &Id);
  void field(FieldId &Id) { reference(Fields, Id, "field"); }
  void parts(List<FieldId> &Of, List<ValueId> &Values) {
    while (now().Is == Token::Kind::Word &&
           StringRef(now().Text).starts_with(".")) {
      if (now().Text == ".")
        ++Next;
      else
        Line[Next].Text.erase(0, 1);
      field(Of.emplace_back());
      word("=");
      value(Values.emplace_back());
    }
  }

  void place(Place &At);
  void placeBehind(Place &At) {
    if (now().Is == Token::Kind::Place && now().Behind)
      readPlace(At);
  }
  bool path(std::vector<EagerLoad> &Loads, std::size_t) {
    const bool Unreadable = is("?");
    if (!Unreadable && now().Is != Token::Kind::Quoted)
      return false;
    EagerLoad &New = Loads.emplace_back();
    New.Unreadable = Unreadable;
    if (!Unreadable) {
      SmallVector<StringRef, 4> Names;
      StringRef(now().Text).split(Names, '.');
      New.Names.assign(Names.begin(), Names.end());
    }
    ++Next;
    return true;
  }

  void guards(GuardsId &Id);
  void ways(List<ValueId> &Of, List<GuardsId> &Ways) {
    while (is("-") || Values.count(now().Text)) {
      value(Of.emplace_back());
      guards(Ways.emplace_back());
    }
    if (all_of(Ways, [](GuardsId Id) { return Id == 0; }))
      Ways.clear();
  }

  void callee(Call &C) {
    text(C.Callee);
    C.Name = nameOf(C.Callee).str();
    if (has("through", true)) {
      C.Name = std::move(C.Callee);
      C.Callee.clear();
      value(C.Through);
    }
  }
  template <class Inputs> void arguments(Call &C, Inputs ReadInputs) {
    word("(");
    while (Error.empty() && !is(")")) {
      if (!C.Arguments.empty())
        word(",");
      value(C.Arguments.emplace_back());
      ReadInputs(*this, C.Depends.emplace_back());
    }
    word(")");
  }

private:
  using Names = StringMap<std::uint32_t>;

  const Token &now() const {
    static const Token End;
    return Next < Line.size() ? Line[Next] : End;
  }
  bool is(StringRef Word) const {
    return now().Is == Token::Kind::Word && now().Text == Word;
  }
  void fail(const Twine &What) {
    if (Error.empty())
      Error = ("line " + Twine(Number) + ": " + What).str();
  }
  void expected(const Twine &What) {
    fail("expected " + What +
         (now().Is == Token::Kind::End ? " at the end"
                                       : ", not '" + now().Text + "'"));
    Next = Line.size();
  }
  void reference(const Names &Known, std::uint32_t &Id, StringRef What) {
    if (has("-", true)) {
      Id = None;
      return;
    }
    auto Found = Known.find(now().Text);
    if (now().Is == Token::Kind::End || Found == Known.end())
      return expected("a " + What);
    Id = Found->second;
    ++Next;
  }

  /// Reads line \p I; \returns false where it is empty.
  bool read(std::size_t I) {
    Number = static_cast<unsigned>(I) + 1;
    Next = 0;
    auto Words = split(Lines[I]);
    if (!Words)
      fail("a text without an end");
    Line = Words ? std::move(*Words) : Tokens();
    return !Line.empty();
  }
  void end() {
    if (now().Is != Token::Kind::End)
      expected("nothing more");
  }
  void define(Names &In, std::uint32_t Id, StringRef What) {
    if (now().Is != Token::Kind::Word && now().Is != Token::Kind::Quoted)
      return expected("the name of a " + What);
    if (!In.try_emplace(now().Text, Id).second)
      fail("a second " + What + " '" + now().Text + "'");
    ++Next;
  }
  void readPlace(Place &At);
  void declarations();
  void names(std::size_t Begin, std::size_t End);
  void body(std::size_t Begin, std::size_t End);
  void line();

  const Unplaced Places;
  SmallVector<StringRef, 0> Lines;
  std::string Error;

  Tokens Line;
  std::size_t Next = 0;
  unsigned Number = 0;

  Unit Result;
  Names Fields, Relations;
  // Of the function at hand.
  Function *F = nullptr;
  Names Values, Loops, Calls;
};

void Parser::readPlace(Place &At) {
  SmallVector<StringRef, 3> Parts;
  StringRef(now().Text).split(Parts, ':');
  At.File = F ? F->At.File : 0;
  bool Bad = Parts.size() < 2 || Parts.size() > 3;
  if (Parts.size() == 3) {
    Bad |= !Parts[0].consume_front("f") || Parts[0].getAsInteger(10, At.File);
    Parts.erase(Parts.begin());
  }
  if (Bad || Parts[0].getAsInteger(10, At.Line) ||
      Parts[1].getAsInteger(10, At.Column) || !At.valid())
    return expected("@line:column");
  At.Offset = At.Line << 10 | std::min(At.Column, 1023u);
  ++Next;
}

void Parser::place(Place &At) {
  if (now().Is == Token::Kind::Place)
    return readPlace(At);
  if (Places == Unplaced::InTheText)
    At = {F ? F->At.File : 0, Number, 1, Number << 10};
}

void Parser::relation(RelationId &Id) {
  if (Relations.count(now().Text))
    return reference(Relations, Id, "relation");
  SmallVector<StringRef, 4> Fitting;
  for (const auto &[Label, Known] : Relations)
    if (Result.Relations[Known].Name == now().Text) {
      Fitting.push_back(Label);
      Id = Known;
    }
  if (Fitting.empty())
    return expected("a relation");
  if (Fitting.size() > 1) {
    sort(Fitting);
    fail("'" + now().Text + "' may be " + join(Fitting, " or "));
  }
  ++Next;
}

void Parser::guards(GuardsId &Id) {
  if (!has("[", true))
    return;
  std::vector<Guard> List;
  while (Error.empty() && !has("]", true)) {
    StringRef Condition = now().Text;
    Guard &New = List.emplace_back();
    New.Holds = !Condition.consume_front("!");
    if (now().Is == Token::Kind::End ||
        Condition.getAsInteger(10, New.Condition))
      return expected("the number of a condition");
    ++Next;
  }
  Id = static_cast<GuardsId>(find(F->Guards, List) - F->Guards.begin());
  if (Id == F->Guards.size())
    F->Guards.push_back(std::move(List));
}

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
  New.Name = nameOf(New.Usr).str();
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
      New.Name = nameOf(now().Text).str();
      define(Fields, static_cast<FieldId>(Result.Fields.size() - 1), "field");
      notation::field(*this, New);
      end();
    } else if (has("relation", true)) {
      Relation &New = Result.Relations.emplace_back();
      auto [Owner, Name] = nameOf(now().Text).rsplit('.');
      New.Owner = Owner.str();
      New.Name = Name.str();
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
