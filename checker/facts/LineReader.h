//===--- LineReader.h - What stands in a line of facts ----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `Line` of Notation.h that reads. After a mistake it reads on and the
// first one is kept.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_LINEREADER_H
#define ORMLINT_FACTS_LINEREADER_H

#include "facts/Facts.h"
#include "facts/Parse.h"
#include "facts/Tokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

namespace ormlint::facts {

/// Reads the words of one line after another, with the names that those before
/// have defined.
class LineReader {
public:
  bool has(llvm::StringRef Word, bool /*Present*/) {
    if (!is(Word))
      return false;
    ++Next;
    return true;
  }
  void word(llvm::StringRef Word) {
    if (!has(Word, true))
      expected("'" + Word + "'");
  }
  void flag(llvm::StringRef Word, bool &Set) { Set = has(Word, Set); }
  void unless(llvm::StringRef Word, bool &Set) { Set = !has(Word, !Set); }
  template <class T, std::size_t N, class Same>
  const T &choose(const T (&Words)[N], Same) {
    const T *Found =
        llvm::find_if(Words, [&](const T &W) { return is(W.Word); });
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

  void text(Symbol &Text) {
    if (now().Is != Token::Kind::Word && now().Is != Token::Kind::Quoted)
      return expected("a name");
    Text = Line[Next++].Text;
  }
  void quoted(Symbol &Text) {
    if (now().Is == Token::Kind::Quoted)
      Text = Line[Next++].Text;
  }
  void number(std::uint32_t &Number) {
    if (now().Is != Token::Kind::Word ||
        llvm::StringRef(now().Text).getAsInteger(10, Number))
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
  void function(Symbol &Usr) { text(Usr); }
  void functions(std::vector<Symbol> &Usrs) {
    while (now().Is != Token::Kind::End)
      text(Usrs.emplace_back());
  }

  // `rows.courses` is one word; the rest of it is left for what follows.
  void member(ValueId &Value) {
    const Token Whole = now();
    const auto [Base, Name] = llvm::StringRef(Whole.Text).split('.');
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
           llvm::StringRef(now().Text).starts_with(".")) {
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
      llvm::SmallVector<llvm::StringRef, 4> Parts;
      llvm::StringRef(now().Text).split(Parts, '.');
      New.Names.assign(Parts.begin(), Parts.end());
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
    if (llvm::all_of(Ways, [](GuardsId Id) { return Id == 0; }))
      Ways.clear();
  }

  void callee(Call &C) {
    text(C.Callee);
    C.Name = nameOf(C.Callee);
    if (has("through", true)) {
      C.Name = std::exchange(C.Callee, {});
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

protected:
  LineReader(llvm::StringRef Text, Unplaced Places) : Places(Places) {
    Text.split(Lines, '\n');
  }

  using Names = llvm::StringMap<std::uint32_t>;

  const Token &now() const {
    static const Token End;
    return Next < Line.size() ? Line[Next] : End;
  }
  bool is(llvm::StringRef Word) const {
    return now().Is == Token::Kind::Word && now().Text == Word;
  }
  void fail(const llvm::Twine &What) {
    if (Error.empty())
      Error = ("line " + llvm::Twine(Number) + ": " + What).str();
  }
  void expected(const llvm::Twine &What) {
    fail("expected " + What +
         (now().Is == Token::Kind::End ? " at the end"
                                       : ", not '" + now().Text + "'"));
    Next = Line.size();
  }
  void reference(const Names &Known, std::uint32_t &Id, llvm::StringRef What) {
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
  void define(Names &In, std::uint32_t Id, llvm::StringRef What) {
    if (now().Is != Token::Kind::Word && now().Is != Token::Kind::Quoted)
      return expected("the name of a " + What);
    if (!In.try_emplace(now().Text, Id).second)
      fail("a second " + What + " '" + now().Text + "'");
    ++Next;
  }
  void readPlace(Place &At);

  const Unplaced Places;
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  std::string Error;
  // Line `Number`, and what to read next in it.
  Tokens Line;
  std::size_t Next = 0;
  unsigned Number = 0;

  Unit Result;
  Names Fields, Relations;
  // Of the function at hand.
  Function *F = nullptr;
  Names Values, Loops, Calls;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_LINEREADER_H
