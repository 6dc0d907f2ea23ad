//===--- Program.h - Compiling and running what is to be proved -*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiles a program against the runtime and runs it with the query log on.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_VERIFY_PROGRAM_H
#define ORMLINT_TOOLS_VERIFY_PROGRAM_H

#include "tools/verify/QueryLog.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ormlint::verify {

/// How programs are compiled against the runtime.
struct Toolchain {
  std::string Compiler;              ///< Name or path.
  std::vector<std::string> Flags;    ///< Language, headers.
  std::vector<std::string> Link;     ///< The runtime's library and its own.
  std::vector<std::string> Analysis; ///< What clang's parser wants besides.

  /// The one this program was built or installed with: headers and library
  /// beside the folder it lies in go before those of the build. \p Argv0 is the
  /// name the program was called by.
  static Toolchain configured(const char *Argv0);
};

/// A folder of its own that goes away with the object, unless kept.
class ScratchFolder {
public:
  static llvm::Expected<ScratchFolder> make();
  ScratchFolder(ScratchFolder &&Other);
  ScratchFolder &operator=(ScratchFolder &&) = delete;
  ~ScratchFolder();

  const std::string &path() const { return Path; }
  std::string path(llvm::StringRef Name) const;
  void keep() { Keep = true; }

private:
  explicit ScratchFolder(std::string Path) : Path(std::move(Path)) {}

  std::string Path;
  bool Keep = false;
};

/// What a program did.
struct Outcome {
  std::string Out, Err; ///< Its standard output and standard error.
  QueryLog Log;
  std::string LogText; ///< The same as the runtime wrote it.
};

/// Says what is wrong with the program itself, as opposed to what the proof
/// found out about it: it does not compile, or it fails when it runs.
class ProgramError : public llvm::ErrorInfo<ProgramError> {
public:
  static char ID;
  ProgramError(std::string Summary, std::string Details)
      : Summary(std::move(Summary)), Details(std::move(Details)) {}
  void log(llvm::raw_ostream &Out) const override;
  std::error_code convertToErrorCode() const override;

private:
  std::string Summary;
  std::string Details; ///< What the compiler or the program printed.
};

/// How a program is run.
struct RunOptions {
  std::vector<std::string> Arguments;
  unsigned Seconds = 60; ///< After which it counts as hung.
};

/// Compiles \p Sources with \p Flags to \p Program.
llvm::Error compile(const Toolchain &Tools, llvm::ArrayRef<std::string> Sources,
                    llvm::ArrayRef<std::string> Flags,
                    const std::string &Program, const ScratchFolder &Scratch);

/// Runs \p Program in an empty folder of its own, with no standard input.
/// Errors: it cannot be started, it exits with other than 0, it hangs or
/// crashes, its query log cannot be read.
llvm::Expected<Outcome> run(const std::string &Program,
                            const RunOptions &Options,
                            const ScratchFolder &Scratch);

} // namespace ormlint::verify

#endif // ORMLINT_TOOLS_VERIFY_PROGRAM_H
