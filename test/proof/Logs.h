//===--- Logs.h - Query logs for the proof's tests --------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes query logs line by line in the runtime's format.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TEST_PROOF_LOGS_H
#define ORMLINT_TEST_PROOF_LOGS_H

#include "tools/verify/QueryLog.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace ormlint::verify {

/// A query log as text. Statements belong to the root that `root` named last.
class LogText {
public:
  LogText &root(int Id, llvm::StringRef Entity, unsigned Line,
                unsigned Column = 10, llvm::StringRef File = "/p/main.cpp") {
    Root = llvm::json::Object{{"id", Id},         {"entity", Entity},
                              {"file", File},     {"line", Line},
                              {"column", Column}, {"function", "main"}};
    return *this;
  }

  LogText &statement(llvm::StringRef Cause, llvm::StringRef Path, int Rows,
                     llvm::StringRef SQL = "SELECT 1",
                     llvm::StringRef Kind = "select") {
    return line(llvm::json::Object{{"n", ++Number},
                                   {"kind", Kind},
                                   {"counted", true},
                                   {"sql", SQL},
                                   {"params", llvm::json::Array{Number}},
                                   {"rows", Rows},
                                   {"cause", Cause},
                                   {"path", Path},
                                   {"root", llvm::json::Object(Root)},
                                   {"access", nullptr}});
  }

  LogText &uncounted(llvm::StringRef SQL) {
    return line(llvm::json::Object{{"n", ++Number},
                                   {"kind", "transaction"},
                                   {"counted", false},
                                   {"sql", SQL},
                                   {"root", nullptr}});
  }

  LogText &line(llvm::json::Value Value) {
    llvm::raw_string_ostream(Text) << Value << '\n';
    return *this;
  }

  QueryLog log() const { return llvm::cantFail(QueryLog::parse(Text, "log")); }

  std::string Text;

private:
  llvm::json::Object Root;
  int Number = 0;
};

} // namespace ormlint::verify

#endif // ORMLINT_TEST_PROOF_LOGS_H
