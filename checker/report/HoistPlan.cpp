//===--- HoistPlan.cpp - The edits that move a query out of a loop --------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/EditPlan.h"

using namespace ormlint::analysis;

namespace ormlint::report {

std::vector<Edit>
planHoist(const Finding &Finding, const std::vector<facts::Symbol> &Files,
          llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  const facts::Hoist &Move = *Finding.Moved;
  if (!Move.Before.valid() || !Move.From.valid() || !Move.To.valid() ||
      Move.Before.File != Move.From.File || Move.To.File != Move.From.File)
    return {};
  const facts::Symbol File = Files[Move.From.File];
  const llvm::StringRef Text = TextOf(File);
  const auto Indent = indentOf(Text, Move.Before.Offset);
  if (Text.empty() || !Indent || Move.To.Offset > Text.size())
    return {};
  const llvm::StringRef Declaration =
      Text.slice(Move.From.Offset, Move.To.Offset);
  // With its line, where it has one of its own.
  unsigned From = Move.From.Offset, To = Move.To.Offset;
  const llvm::StringRef Line =
      Text.drop_front(To).take_until([](char C) { return C == '\n'; });
  if (const auto Mine = indentOf(Text, From);
      Mine && From > Mine->size() && Line.trim(" \t\r").empty()) {
    From -= static_cast<unsigned>(Mine->size()) + 1;
    To += static_cast<unsigned>(Line.rtrim('\r').size());
  }
  return {{File, Move.Before.Offset, 0, (Declaration + "\n" + *Indent).str()},
          {File, From, To - From, ""}};
}

} // namespace ormlint::report
