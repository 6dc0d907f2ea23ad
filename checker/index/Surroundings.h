//===--- Surroundings.h - What of a program matters to a file ---*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// While a file is edited, its own facts are new and those of the rest of the
// program are kept. An editor wants an answer after each keystroke, so the
// analysis is given what can be on a way through the file and no more:
//
// - outwards, the functions that hand it a value or repeat it, and theirs; of
//   functions further out, that merely lead there, only whom they call;
// - inwards from all of these, what they hand a value to; and what the file
//   itself repeats;
// - everything that deals with the same members.
//
// So what is found about the file is what is found in the whole program. About
// other files less may be known: such findings are not for showing.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_SURROUNDINGS_H
#define ORMLINT_INDEX_SURROUNDINGS_H

#include "index/FactsFile.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ormlint::index {

/// A program, ready to be asked from several threads.
class Surroundings {
public:
  explicit Surroundings(UnitFacts Program);
  Surroundings(const Surroundings &) = delete;

  /// Whether a file still has the text that its facts were made of.
  using Currency = llvm::function_ref<bool(const Input &)>;

  /// What of the program is around \p AtHand, the facts of the unit whose main
  /// file is \p Source: to be linked with them. What the unit itself defines is
  /// left out, and so are functions in files that are not \p Current, or that
  /// the compiler read together with such a file. \p Source itself is as it is
  /// now.
  facts::Unit around(const facts::Unit &AtHand, llvm::StringRef Source,
                     Currency Current) const;

private:
  friend class Search;
  using Ids = std::vector<std::uint32_t>;

  UnitFacts Program;
  llvm::DenseMap<facts::Symbol, std::uint32_t> ByUsr;
  /// The functions that call a function or make an object of it.
  llvm::DenseMap<facts::Symbol, Ids> Users;
  /// By a method, the functions that override it.
  llvm::DenseMap<facts::Symbol, std::vector<facts::Symbol>> Overriders;
  llvm::DenseMap<facts::Symbol, facts::FieldId> Fields;
  /// The functions that deal with a member.
  std::vector<Ids> ByField;
  /// What a function in each file was made of, as numbers of inputs: the file,
  /// and of a main file all that its units read.
  std::vector<Ids> Files;
};

} // namespace ormlint::index

#endif // ORMLINT_INDEX_SURROUNDINGS_H
