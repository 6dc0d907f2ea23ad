//===--- Dump.cpp - Facts as text -----------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Dump.h"
#include "facts/Notation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"

namespace ormlint::facts {
namespace {

void writeQuoted(llvm::raw_ostream &Out, llvm::StringRef Text) {
  Out << '"';
  Out.write_escaped(Text);
  Out << '"';
}

bool isBare(llvm::StringRef Text) {
  return !Text.empty() &&
         Text.find_first_of(" \t\n(){}[],=\"@#\\") == llvm::StringRef::npos;
}

void write(llvm::raw_ostream &Out, llvm::StringRef Text) {
  if (isBare(Text))
    Out << Text;
  else
    writeQuoted(Out, Text);
}

/// Tells things of one name apart: `print`, `print~2`.
class Numbering {
public:
  std::string next(llvm::StringRef Name) {
    const unsigned Number = ++Seen[Name];
    return Number == 1 ? Name.str() : Name.str() + "~" + std::to_string(Number);
  }

private:
  llvm::StringMap<unsigned> Seen;
};

} // namespace

struct Dumper::Labels {
  explicit Labels(const Unit &Facts);

  llvm::DenseMap<Symbol, std::string> Functions; ///< By USR.
  std::vector<std::string> Relations, Fields;
  /// How values say which relation: its name, if that says it.
  std::vector<std::string> ShortRelations;
};

Dumper::Labels::Labels(const Unit &Facts) {
  Numbering OfFunctions, OfRelations, OfFields;
  auto Function = [&](Symbol Usr, Symbol Name) {
    if (auto New = Functions.try_emplace(Usr); New.second)
      New.first->second = OfFunctions.next(Name);
  };
  for (const facts::Function &F : Facts.Functions)
    Function(F.Usr, F.Name);
  for (const facts::Function &F : Facts.Functions) {
    for (const Call &C : llvm::drop_begin(F.Calls))
      if (C.Through == None)
        Function(C.Callee, C.Name);
    for (const Value &V : F.Values)
      if (const Symbol Callee = V.Details->Callee; !Callee.empty())
        Function(Callee, Callee);
  }
  llvm::StringMap<unsigned> Named;
  for (const Relation &R : Facts.Relations)
    ++Named[R.Name];
  for (const Relation &R : Facts.Relations) {
    Relations.push_back(OfRelations.next(R.Owner.str() + "." + R.Name.str()));
    ShortRelations.push_back(Named[R.Name] == 1 ? R.Name.str()
                                                : Relations.back());
  }
  for (const Field &F : Facts.Fields) {
    // Field 0 is none, and takes no name.
    Fields.push_back(Fields.empty() ? std::string() : OfFields.next(F.Name));
    for (Symbol Usr : F.Constructors)
      Function(Usr, Usr);
  }
}

/// One that writes; see Notation.h.
class Dumper::Line {
public:
  Line(const Labels &Names, llvm::raw_ostream &Out,
       const facts::Function *F = nullptr)
      : Names(Names), Out(Out), F(F) {}

  bool has(llvm::StringRef Word, bool Present) {
    if (Present)
      word(Word);
    return Present;
  }
  void word(llvm::StringRef Word) {
    if (Word != "}" && !Inside)
      Out << ' ';
    Out << Word;
    Inside = Word == "{";
  }
  void flag(llvm::StringRef Word, bool Set) { has(Word, Set); }
  void unless(llvm::StringRef Word, bool Set) { has(Word, !Set); }
  template <class T, std::size_t N, class Same>
  const T &choose(const T (&Words)[N], Same Is) {
    const T &Chosen = *llvm::find_if(Words, Is);
    word(Chosen.Word);
    return Chosen;
  }

  void text(llvm::StringRef Text) {
    word("");
    write(Out, Text);
  }
  void quoted(llvm::StringRef Text) {
    if (Text.empty())
      return;
    word("");
    writeQuoted(Out, Text);
  }
  void number(std::uint32_t Number) { text(std::to_string(Number)); }
  void loop(LoopId Loop) { number(Loop); }
  void call(CallId Call) { number(Call); }
  void value(ValueId Value) {
    word("");
    plain(Value);
  }
  void values(llvm::ArrayRef<ValueId> Values) {
    for (ValueId Value : Values)
      value(Value);
  }
  void function(Symbol Usr) { text(Names.Functions.lookup(Usr)); }
  void functions(llvm::ArrayRef<Symbol> Usrs) {
    for (Symbol Usr : Usrs)
      function(Usr);
  }

  void member(ValueId Value) {
    value(Value);
    Out << '.';
  }
  void relation(RelationId Id) { write(Out, Names.ShortRelations[Id]); }
  void field(FieldId Id) { write(Out, Names.Fields[Id]); }
  void parts(llvm::ArrayRef<FieldId> Fields, llvm::ArrayRef<ValueId> Values) {
    for (const auto &[Field, Value] : llvm::zip(Fields, Values)) {
      Out << " .";
      field(Field);
      Out << '=';
      plain(Value);
    }
  }

  void place(const Place &At) {
    if (At.valid())
      Out << ' ';
    placeBehind(At);
  }
  void placeBehind(const Place &At) {
    if (!At.valid())
      return;
    Out << '@';
    if (At.File != (F ? F->At.File : 0))
      Out << 'f' << At.File << ':';
    Out << At.Line << ':' << At.Column;
  }
  bool path(const std::vector<EagerLoad> &Loads, std::size_t I) {
    if (I == Loads.size())
      return false;
    word("");
    if (Loads[I].Unreadable)
      Out << '?';
    else
      writeQuoted(Out, llvm::join(Loads[I].Names, "."));
    return true;
  }

  void guards(GuardsId Id) {
    if (F->Guards[Id].empty())
      return;
    Out << " [";
    llvm::ListSeparator Space(" ");
    for (const Guard &G : F->Guards[Id])
      Out << Space << (G.Holds ? "" : "!") << G.Condition;
    Out << ']';
  }
  void ways(llvm::ArrayRef<ValueId> Values, llvm::ArrayRef<GuardsId> Ways) {
    for (const auto &[I, Value] : llvm::enumerate(Values)) {
      value(Value);
      if (I < Ways.size())
        guards(Ways[I]);
    }
  }

  void callee(const Call &C) {
    if (C.Through == None) {
      function(C.Callee);
      return;
    }
    text(C.Name);
    word("through");
    value(C.Through);
  }
  template <class Inputs> void arguments(const Call &C, Inputs PrintInputs) {
    Out << '(';
    llvm::ListSeparator Comma;
    for (const auto &[I, Argument] : llvm::enumerate(C.Arguments)) {
      Out << Comma;
      plain(Argument);
      if (I < C.Depends.size()) {
        facts::Inputs In = C.Depends[I];
        PrintInputs(*this, In);
      }
    }
    Out << ')';
  }

private:
  void plain(ValueId Value) {
    if (Value == None)
      Out << '-';
    else
      Out << 'v' << Value;
  }

  const Labels &Names;
  llvm::raw_ostream &Out;
  const facts::Function *F;
  bool Inside = false; ///< Right behind a brace.
};

Dumper::Dumper(const Unit &Facts, llvm::raw_ostream &Out)
    : Facts(Facts), Out(Out), Names(std::make_unique<Labels>(Facts)) {}
Dumper::~Dumper() = default;

llvm::StringRef Dumper::name(std::uint32_t Function) const {
  return Names->Functions.find(Facts.Functions[Function].Usr)->second;
}

// A line takes what it may change, so it is handed copies.

void Dumper::header() {
  for (const auto &[Id, File] : llvm::enumerate(Facts.Files)) {
    Out << "file f" << Id << ' ';
    write(Out, File);
    Out << '\n';
  }
  for (const auto &[Id, Each] :
       llvm::drop_begin(llvm::enumerate(Facts.Fields))) {
    Field F = Each;
    Out << "field ";
    write(Out, Names->Fields[Id]);
    Line L(*Names, Out);
    notation::field(L, F);
    Out << '\n';
  }
  for (const auto &[Id, Each] :
       llvm::drop_begin(llvm::enumerate(Facts.Relations))) {
    Relation R = Each;
    Out << "relation ";
    write(Out, Names->Relations[Id]);
    Line L(*Names, Out);
    notation::relation(L, R);
    Out << '\n';
  }
}

void Dumper::value(std::uint32_t Function, ValueId Id) {
  const facts::Function &F = Facts.Functions[Function];
  Value V = F.Values[Id];
  Out << 'v' << Id << " =";
  Line L(*Names, Out, &F);
  notation::value(L, V);
}

void Dumper::event(std::uint32_t Function, std::uint32_t Id) {
  const facts::Function &F = Facts.Functions[Function];
  Event E = F.Events[Id];
  Line L(*Names, Out, &F);
  notation::event(L, E);
}

void Dumper::call(std::uint32_t Function, CallId Id) {
  const facts::Function &F = Facts.Functions[Function];
  Call C = F.Calls[Id];
  Out << "call " << Id;
  Line L(*Names, Out, &F);
  notation::call(L, C);
}

void Dumper::function(std::uint32_t Id) {
  Function F = Facts.Functions[Id];
  Out << "function ";
  write(Out, name(Id));
  Line L(*Names, Out);
  notation::function(L, F);
  Out << '\n';
  for (const auto &[I, Each] : llvm::drop_begin(llvm::enumerate(F.Loops))) {
    Out << "  loop " << I;
    Line OfLoop(*Names, Out, &F);
    Loop Copy = Each;
    notation::loop(OfLoop, Copy);
    Out << '\n';
  }
  for (ValueId V = 1; V < F.Values.size(); ++V) {
    Out << "  ";
    value(Id, V);
    Out << '\n';
  }
  for (std::uint32_t E = 0; E < F.Events.size(); ++E) {
    Out << ' ';
    event(Id, E);
    Out << '\n';
  }
  for (CallId C = 1; C < F.Calls.size(); ++C) {
    Out << "  ";
    call(Id, C);
    Out << '\n';
  }
  auto List = [&](llvm::StringRef What, llvm::ArrayRef<ValueId> Values) {
    if (llvm::all_of(Values, [](ValueId V) { return V == None; }))
      return;
    Out << "  " << What;
    Line(*Names, Out, &F).values(Values);
    Out << '\n';
  };
  List("returns", F.Returns);
  List("exits", F.Exits);
  List("escapes", F.Escapes);
  List("stores", F.Stores);
}

void Dumper::leftOut() {
  for (const Unit::Skipped &S : Facts.Left) {
    Out << "left-out ";
    writeQuoted(Out, S.Reason);
    Line(*Names, Out).place(S.At);
    Out << '\n';
  }
}

void dump(const Unit &Facts, llvm::raw_ostream &Out) {
  Dumper Print(Facts, Out);
  Print.header();
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    Print.function(F);
  Print.leftOut();
}

} // namespace ormlint::facts
