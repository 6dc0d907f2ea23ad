//===--- Recursion.cpp - Functions that come to call themselves -----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Recursion.h"
#include <algorithm>

namespace ormlint::analysis {
namespace {

/// The functions that can come to call themselves, by the callers of each:
/// those in a strongly connected component of the call graph (Tarjan, 1972)
/// that has a cycle.
class RecursionFinder {
public:
  explicit RecursionFinder(const std::vector<std::vector<Frame>> &Callers)
      : Callers(Callers), Result(Callers.size()), Number(Callers.size()),
        Lowest(Callers.size()), Open(Callers.size()), Itself(Callers.size()) {}

  std::vector<std::uint32_t> run() {
    for (std::uint32_t F = 0; F < Callers.size(); ++F)
      if (Number[F] == 0)
        visit(F);
    return std::move(Result);
  }

private:
  void visit(std::uint32_t Root) {
    // With an explicit stack: a chain of calls can be long.
    std::vector<std::pair<std::uint32_t, std::size_t>> Stack;
    auto Enter = [&](std::uint32_t F) {
      Number[F] = Lowest[F] = ++Next;
      Open[F] = true;
      Component.push_back(F);
      Stack.emplace_back(F, 0);
    };
    Enter(Root);
    while (!Stack.empty()) {
      const auto [F, Edge] = Stack.back();
      if (Edge < Callers[F].size()) {
        ++Stack.back().second;
        const std::uint32_t To = Callers[F][Edge].Caller;
        if (To == F)
          Itself[F] = true;
        if (Number[To] == 0)
          Enter(To);
        else if (Open[To])
          Lowest[F] = std::min(Lowest[F], Number[To]);
        continue;
      }
      Stack.pop_back();
      if (!Stack.empty())
        Lowest[Stack.back().first] =
            std::min(Lowest[Stack.back().first], Lowest[F]);
      if (Lowest[F] == Number[F])
        close(F);
    }
  }

  void close(std::uint32_t Head) {
    const bool Cycle = Component.back() != Head || Itself[Head];
    std::uint32_t F;
    do {
      F = Component.back();
      Component.pop_back();
      Open[F] = false;
      if (Cycle)
        Result[F] = Head + 1;
    } while (F != Head);
  }

  const std::vector<std::vector<Frame>> &Callers;
  std::vector<std::uint32_t> Result;
  std::vector<std::uint32_t> Number, Lowest;
  std::vector<bool> Open, Itself;
  std::vector<std::uint32_t> Component;
  std::uint32_t Next = 0;
};

} // namespace

std::vector<std::uint32_t>
recursions(const std::vector<std::vector<Frame>> &Callers) {
  return RecursionFinder(Callers).run();
}

} // namespace ormlint::analysis
