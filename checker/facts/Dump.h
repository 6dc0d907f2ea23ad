//===--- Dump.h - Facts as text ---------------------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For people and tests. A line for each value, event, call and loop, in the
// function that it is of:
//
//   relation Student.courses -> Course many
//   function show @10:6
//     loop 1 range rows @12:3
//     v1 = query Student of school @12:30
//     v2 = each v1 in loop 1 @12:3
//     v3 = related v2.courses @13:40
//     run v1 @12:30
//     call 1 print(v3) in loop 1 conditional @13:5
//
// Places are @line:column, in another file than the function @f2:line:column.
// `parse` (Parse.h) reads it.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_DUMP_H
#define ORMLINT_FACTS_DUMP_H

#include "facts/Facts.h"
#include "llvm/ADT/StringRef.h"
#include <memory>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace ormlint::facts {

/// Prints \p Facts.
void dump(const Unit &Facts, llvm::raw_ostream &Out);

/// Prints parts of a unit, with the names that it has in the whole.
class Dumper {
public:
  Dumper(const Unit &Facts, llvm::raw_ostream &Out);
  ~Dumper();

  /// Files, relations and fields.
  void header();
  /// A function with all its lines.
  void function(std::uint32_t Id);
  void leftOut();

  /// `student = each students in loop 1 @12:3`, without the end of the line.
  void value(std::uint32_t Function, ValueId Id);
  void event(std::uint32_t Function, std::uint32_t Id);
  void call(std::uint32_t Function, CallId Id);
  /// The function's name; two of one name differ in a number.
  llvm::StringRef name(std::uint32_t Function) const;

private:
  class Line;
  struct Labels;
  const Unit &Facts;
  llvm::raw_ostream &Out;
  std::unique_ptr<Labels> Names;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_DUMP_H
