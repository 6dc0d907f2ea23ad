//===--- Options.cpp - What users set for the orm checks ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using ormlint::analysis::Confidence;

namespace ormlint::tidy {
namespace {

constexpr StringLiteral Names[] = {"OrmProfiles",      "OrmMaxPathDepth",
                                   "OrmUnknownRows",   "OrmMinConfidence",
                                   "OrmErrorNesting",  "OrmStats",
                                   "OrmEveryFunction", "OrmIndex"};
constexpr StringLiteral Levels[] = {"possible", "likely", "certain"};
constexpr unsigned MaxPathDepth = 32;

class Reader {
public:
  Reader(function_ref<std::string(StringRef)> Get,
         std::vector<std::string> &Problems)
      : Get(Get), Problems(Problems) {}

  void number(StringRef Name, unsigned Least, unsigned Most, unsigned &Into) {
    const std::string Text = Get(Name);
    unsigned Value;
    if (Text.empty())
      return;
    if (StringRef(Text).getAsInteger(10, Value) || Value < Least ||
        Value > Most)
      wrong(Name, Text,
            "a number from " + utostr(Least) + " to " + utostr(Most));
    else
      Into = Value;
  }

  /// The index of the word.
  unsigned word(StringRef Name, ArrayRef<StringLiteral> Words,
                unsigned Default) {
    const std::string Text = Get(Name);
    if (Text.empty())
      return Default;
    for (auto [I, Word] : enumerate(Words))
      if (Word == Text)
        return static_cast<unsigned>(I);
    wrong(Name, Text, "one of " + join(Words, ", "));
    return Default;
  }

private:
  void wrong(StringRef Name, StringRef Text, const Twine &Expected) {
    Problems.push_back(
        ("option '" + Name + "' is '" + Text + "'; expected " + Expected)
            .str());
  }

  function_ref<std::string(StringRef)> Get;
  std::vector<std::string> &Problems;
};

} // namespace

ArrayRef<StringLiteral> optionNames() { return Names; }

Options readOptions(function_ref<std::string(StringRef)> Get,
                    std::vector<std::string> &Problems) {
  constexpr StringLiteral Switch[] = {"off", "on"};
  constexpr unsigned MaxNesting = 100;
  Options Result;
  Reader In(Get, Problems);
  Result.Profiles = Get("OrmProfiles");
  In.number("OrmMaxPathDepth", 1, MaxPathDepth, Result.Analysis.MaxPathDepth);
  Result.Analysis.UnknownRows = In.word("OrmUnknownRows", Switch, 0) == 1;
  Result.MinConfidence = static_cast<Confidence>(In.word(
      "OrmMinConfidence", Levels,
      static_cast<unsigned>(Result.Analysis.UnknownRows ? Confidence::Possible
                                                        : Confidence::Likely)));
  In.number("OrmErrorNesting", 0, MaxNesting, Result.ErrorNesting);
  Result.Stats = Get("OrmStats");
  Result.Index = Get("OrmIndex");
  if (In.word("OrmEveryFunction", Switch, 0) == 1)
    Result.Functions = facts::Choice::All;
  return Result;
}

std::vector<std::pair<StringRef, std::string>> Options::stored() const {
  return {{Names[0], Profiles},
          {Names[1], utostr(Analysis.MaxPathDepth)},
          {Names[2], Analysis.UnknownRows ? "on" : "off"},
          {Names[3], Levels[static_cast<unsigned>(MinConfidence)].str()},
          {Names[4], utostr(ErrorNesting)},
          {Names[5], Stats},
          {Names[6], Functions == facts::Choice::All ? "on" : "off"},
          {Names[7], Index}};
}

} // namespace ormlint::tidy
