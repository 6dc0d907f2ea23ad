//===--- Callers.cpp - Who calls a function -------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Callers.h"
#include "analysis/Callables.h"
#include "analysis/Propagation.h"
#include <algorithm>

using namespace ormlint::facts;

namespace ormlint::analysis {

Callers::Callers(const Unit &Facts, const Propagation &Graph)
    : ByCallee(Facts.Functions.size()) {
  for (std::uint32_t F = 0; F < Facts.Functions.size(); ++F)
    for (CallId C = 1; C < Facts.Functions[F].Calls.size(); ++C)
      if (const auto Callee = Graph.find(Facts.Functions[F].Calls[C].Callee);
          Callee && *Callee != F)
        ByCallee[*Callee].push_back({F, C});
}

void add(Inputs &To, const Inputs &More) {
  To.Opaque |= More.Opaque;
  To.Outside |= More.Outside;
  To.Batch |= More.Batch;
  To.Params |= More.Params;
}

Inputs given(const facts::Call &Made, const Function &Callee,
             std::uint64_t Params) {
  Inputs Result;
  for (std::uint32_t Param = 0; Param < 64; ++Param)
    if (const std::uint32_t I = argumentIndex(Made, Callee, Param);
        Params >> Param & 1 && I < Made.Depends.size()) {
      add(Result, Made.Depends[I]);
      Result.Varies = std::max(Result.Varies, Made.Depends[I].Varies);
    }
  return Result;
}

bool endsAlgorithm(const Function &Caller, const facts::Call &Made) {
  const Loop &Around = Caller.Loops[Made.Loop];
  return Around.EarlyExit && Around.At == Made.At;
}

} // namespace ormlint::analysis
