//===--- Elsewhere.cpp - Findings of other files, seen from here ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Elsewhere.h"
#include "report/Wording.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <tuple>

using Kind = ormlint::analysis::Step::Kind;

namespace ormlint::report {
namespace {

/// Whether a reader can do something about the finding at \p Here: not where
/// rows are just passed on.
bool isCause(const Note &Here) {
  return Here.On &&
         (Here.On->What == Kind::Query || Here.On->What == Kind::Loop ||
          Here.On->What == Kind::Turn || Here.On->What == Kind::Access);
}

/// All that \p Found says of \p Source: its query, or else of its loops the
/// outermost one, or else its accesses.
std::vector<std::size_t> causesIn(llvm::StringRef Source, const Message &Found,
                                  llvm::ArrayRef<facts::Symbol> Files) {
  std::vector<std::size_t> Result;
  for (const auto &[I, Each] : llvm::enumerate(Found.Notes)) {
    if (!isCause(Each) || !Each.At.valid() || Files[Each.At.File] != Source)
      continue;
    if (Each.On->What != Kind::Access)
      return {I};
    Result.push_back(I);
  }
  return Result;
}

} // namespace

std::vector<Message> seenFrom(llvm::StringRef Source,
                              std::vector<Message> Messages,
                              llvm::ArrayRef<facts::Symbol> Files) {
  struct Cause {
    Message Says;
    Note Here;
    std::size_t Queries = 0;
  };
  std::vector<Cause> Causes;
  std::map<std::tuple<std::string, std::uint32_t, std::string>, std::size_t>
      Known;
  for (Message &Found : Messages)
    for (const std::size_t I : causesIn(Source, Found, Files)) {
      const Note &Here = Found.Notes[I];
      const std::string Asked = listed(Found.Paths);
      const auto [Entry, New] = Known.try_emplace(
          {Found.Check, Here.At.Offset, Here.Text + Asked}, Causes.size());
      if (New) {
        Causes.emplace_back();
        Causes.back().Here = Here;
        Message &Says = Causes.back().Says;
        Says.Check = Found.Check;
        Says.Sure = Found.Sure;
        Says.At = Here.At;
        Says.Function = Found.Function;
        Says.Entity = Found.Entity;
        Says.OfOneFile = Found.OfOneFile;
        Says.Paths = Found.Paths;
      }
      Cause &Of = Causes[Entry->second];
      ++Of.Queries;
      Of.Says.Nesting = std::max(Of.Says.Nesting, Found.Nesting);
      auto Explain = [&](const facts::Place &At, const std::string &Text) {
        // The ways of several queries share their last steps.
        if (llvm::none_of(Of.Says.Notes, [&](const Note &Shown) {
              return Shown.At == At && Shown.Text == Text;
            }))
          Of.Says.Notes.push_back({At, Text, {}});
      };
      Explain(Found.At, Found.Text);
      for (const auto &[N, Step] : llvm::enumerate(Found.Notes))
        if (N != I)
          Explain(Step.At, Step.Text);
    }
  std::vector<Message> Result;
  for (Cause &Each : Causes) {
    Each.Says.Text = warningElsewhere(*Each.Here.On, Each.Says.Check,
                                      Each.Says.Paths, Each.Queries);
    Result.push_back(std::move(Each.Says));
  }
  return Result;
}

} // namespace ormlint::report
