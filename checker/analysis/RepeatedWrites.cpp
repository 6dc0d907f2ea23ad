//===--- RepeatedWrites.cpp - Writes that a loop repeats ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A write that a loop makes of another row on each turn, by itself or through
// the helpers that it calls. Not where it is a batch, where its answer decides
// whether the loop goes on, and where the loop waits for something.
//
//===----------------------------------------------------------------------===//

#include "analysis/Callers.h"
#include "analysis/OtherChecks.h"
#include "analysis/Spots.h"
#include <algorithm>
#include <tuple>

using namespace ormlint::facts;

namespace ormlint::analysis {
namespace {

/// What is written, followed back within the function.
struct Subject {
  LoopId Made = None;
  bool Batch = false;
  /// It is another one on each call of the function.
  bool Fresh = false;
  /// The parameter it is, and those it is chosen by.
  std::optional<std::uint32_t> Param;
  std::uint64_t Params = 0;
};

Subject subjectOf(const Function &F, ValueId Id) {
  Subject Result;
  constexpr unsigned MaxSteps = 64;
  for (unsigned Step = 0; Id != None && Step < MaxSteps; ++Step) {
    const Value &V = F.Values[Id];
    Result.Batch |= V.Details->In.Batch || V.Slice;
    Result.Params |= V.Details->In.Params;
    if (V.Kind == ValueKind::Param)
      Result.Param = V.Index;
    // Where the object comes from says whether it is another one on each turn;
    // a relation of it is just named there.
    if (V.Kind == ValueKind::Each) {
      Result.Made = V.Loop;
    } else if (V.Details->In.Varies != None) {
      Result.Made = V.Details->In.Varies;
    } else if (V.Kind == ValueKind::One || V.Kind == ValueKind::Unknown ||
               V.Kind == ValueKind::Result) {
      Result.Made = V.Made;
      Result.Fresh |= V.Details->Reason.empty();
    }
    if (Result.Made != None)
      break;
    Id = V.Base;
  }
  return Result;
}

/// A write as a place in some function makes it.
struct Occurrence {
  std::uint32_t Function = 0;
  LoopId Loop = None;
  bool EveryTurn = true;
  /// The parameters that make it another one, and the one it is, unless each
  /// call does.
  std::uint64_t Params = 0;
  std::optional<std::uint32_t> Param;
  bool Fresh = false;
  std::vector<Step> Trace; ///< Innermost first.
};

class RepeatedWrites {
public:
  RepeatedWrites(const Unit &Facts, const Callers &CalledBy)
      : Facts(Facts), CalledBy(CalledBy) {}

  void run(std::vector<Finding> &Out);

private:
  Finding repeated(const Event &Write, const Occurrence &At, LoopId By) const;
  std::optional<Finding> look(const Event &Write, const Occurrence &At,
                              unsigned Depth, unsigned &Ways) const;

  const Unit &Facts;
  const Callers &CalledBy;
};

/// \p Write is made once for each turn of \p By.
Finding RepeatedWrites::repeated(const Event &Write, const Occurrence &At,
                                 LoopId By) const {
  const Function &F = Facts.Functions[At.Function];
  Finding New;
  New.What = Finding::Kind::WritePerTurn;
  New.At = Write.At;
  New.Entity = Write.Entity;
  New.Profile = Write.Profile;
  New.Method = Write.Name;
  New.UpTo = !At.EveryTurn || F.Loops[By].EarlyExit;
  for (LoopId L = At.Loop; L != None; L = F.Loops[L].Parent)
    ++New.Nesting;
  Step Here;
  Here.What = Step::Kind::Turn;
  Here.At = F.Loops[By].At;
  New.Trace.push_back(std::move(Here));
  New.Trace.insert(New.Trace.end(), At.Trace.rbegin(), At.Trace.rend());
  return New;
}

/// Where the function that makes the write is called.
std::optional<Finding> RepeatedWrites::look(const Event &Write,
                                            const Occurrence &At,
                                            unsigned Depth,
                                            unsigned &Ways) const {
  if (At.Loop != None || Depth == MaxCallsOutwards ||
      (At.Params == 0 && !At.Param && !At.Fresh))
    return std::nullopt;
  for (const Frame &From : CalledBy.of(At.Function)) {
    if (++Ways > MaxWaysOutwards)
      return std::nullopt;
    const Function &Caller = Facts.Functions[From.Caller];
    const facts::Call &Made = Caller.Calls[From.Call];
    const Inputs Given = given(Made, Facts.Functions[At.Function], At.Params);
    Subject Of;
    if (At.Param)
      Of = subjectOf(Caller,
                     argumentOf(Made, Facts.Functions[At.Function], *At.Param));
    if (Of.Batch || Given.Batch || Given.Outside || endsAlgorithm(Caller, Made))
      continue;
    Occurrence Next = At;
    Next.Function = From.Caller;
    Next.Loop = Made.Loop;
    Next.EveryTurn &= Made.EveryTurn;
    Next.Params = Given.Params | Of.Params;
    Next.Param = Of.Param;
    Next.Fresh |= Of.Fresh;
    Step Here;
    Here.What = Step::Kind::Call;
    Here.At = Made.At;
    Here.Name = Made.Name;
    Next.Trace.push_back(std::move(Here));
    const LoopId By = Given.Varies != None ? Given.Varies
                      : Of.Made != None    ? Of.Made
                      : At.Fresh           ? Made.Loop
                                           : None;
    // A loop that can be left may be left by what the helper answers.
    if (By != None && encloses(Caller, By, Made.Loop) && iterates(Caller, By) &&
        !Caller.Loops[By].EarlyExit)
      return repeated(Write, Next, By);
    if (auto Found = look(Write, Next, Depth + 1, Ways))
      return Found;
  }
  return std::nullopt;
}

void RepeatedWrites::run(std::vector<Finding> &Out) {
  // One for each loop, or helper, and method.
  std::set<std::tuple<std::uint32_t, LoopId, Symbol, Symbol>> Seen;
  for (std::uint32_t Id = 0; Id < Facts.Functions.size(); ++Id) {
    const Function &F = Facts.Functions[Id];
    for (const Event &E : F.Events) {
      if (E.Kind != EventKind::Write || E.Name.empty() || E.In.Batch ||
          E.In.Outside || E.Ends)
        continue;
      const Subject Of = subjectOf(F, E.Value);
      if (Of.Batch)
        continue;
      Occurrence Here;
      Here.Function = Id;
      Here.Loop = E.Loop;
      Here.EveryTurn = E.EveryTurn;
      Here.Params = E.In.Params | Of.Params;
      Here.Param = Of.Param;
      Here.Fresh = Of.Fresh;
      std::optional<Finding> Found;
      const LoopId By = E.In.Varies != None ? E.In.Varies : Of.Made;
      unsigned Ways = 0;
      if (By == None)
        Found = look(E, Here, 0, Ways);
      else if (encloses(F, By, E.Loop) && iterates(F, By))
        Found = repeated(E, Here, By);
      if (Found && Seen.insert({Id, By, E.Name, E.Entity}).second)
        Out.push_back(std::move(*Found));
    }
  }
}

} // namespace

void reportWrites(const Unit &Facts, const Callers &CalledBy,
                  std::vector<Finding> &Out) {
  RepeatedWrites(Facts, CalledBy).run(Out);
}

} // namespace ormlint::analysis
