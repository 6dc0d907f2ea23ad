//===--- Tokens.cpp - The words of a line of facts ------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Tokens.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ormlint::facts {

static constexpr StringLiteral Special = " \t(){}[],=\"@";

std::optional<Tokens> split(StringRef Line) {
  Tokens Result;
  for (std::size_t At = 0;;) {
    const std::size_t Start = Line.find_first_not_of(" \t", At);
    if (Start == StringRef::npos || Line[Start] == '#')
      return Result;
    Token Next;
    Next.Column = static_cast<unsigned>(Start) + 1;
    Next.Behind = Start == At && At != 0;
    if (Line[Start] == '"') {
      Next.Is = Token::Kind::Quoted;
      for (At = Start + 1; At < Line.size() && Line[At] != '"'; ++At) {
        if (Line[At] != '\\') {
          Next.Text += Line[At];
        } else if (At + 2 < Line.size() && isHexDigit(Line[At + 1]) &&
                   isHexDigit(Line[At + 2])) {
          Next.Text +=
              static_cast<char>(hexFromNibbles(Line[At + 1], Line[At + 2]));
          At += 2;
        } else if (++At < Line.size()) {
          Next.Text += Line[At] == 't'   ? '\t'
                       : Line[At] == 'n' ? '\n'
                                         : Line[At];
        }
      }
      if (At >= Line.size())
        return std::nullopt;
      ++At;
    } else if (Line[Start] == '@') {
      Next.Is = Token::Kind::Place;
      At = std::min(Line.find_first_of(Special, Start + 1), Line.size());
      Next.Text = Line.slice(Start + 1, At).str();
    } else {
      Next.Is = Token::Kind::Word;
      At = Special.contains(Line[Start])
               ? Start + 1
               : std::min(Line.find_first_of(Special, Start), Line.size());
      Next.Text = Line.slice(Start, At).str();
    }
    Result.push_back(std::move(Next));
  }
}

StringRef nameOf(StringRef Label) {
  auto [Name, Number] = Label.rsplit('~');
  unsigned Ignored;
  return Number.getAsInteger(10, Ignored) ? Label : Name;
}

} // namespace ormlint::facts
