//===--- Program.cpp - Compiling and running what is to be proved ---------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/verify/Program.h"
#include "tools/ResourceDirectory.h"
#include "tools/verify/Configured.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstdlib>

using namespace llvm;

extern char **environ;

namespace ormlint::verify {

char ProgramError::ID;

void ProgramError::log(raw_ostream &Out) const {
  Out << Summary;
  if (!Details.empty())
    Out << ":\n" << StringRef(Details).rtrim();
}

std::error_code ProgramError::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

Toolchain Toolchain::configured(const char *Argv0) {
  void *InThisProgram = reinterpret_cast<void *>(&Toolchain::configured);
  std::string Binary = sys::fs::getMainExecutable(Argv0, InThisProgram);
  Toolchain Result;
  Result.Compiler = ORM_VERIFY_COMPILER;

  SmallString<256> Prefix(
      sys::path::parent_path(sys::path::parent_path(Binary)));
  SmallString<256> Headers(Prefix), Library(Prefix);
  sys::path::append(Headers, "include");
  sys::path::append(Library, ORM_VERIFY_LIBRARY_DIR, ORM_VERIFY_LIBRARY_NAME);
  if (!sys::fs::exists(Headers + "/orm/orm.hpp") || !sys::fs::exists(Library)) {
    Headers = ORM_VERIFY_BUILD_HEADERS;
    Library = ORM_VERIFY_BUILD_LIBRARY;
  }

  // Table-driven line information is enough to name a place in the log, and
  // the runtime's headers are not the user's to be warned about.
  Result.Flags = {"-std=c++20", "-g1", "-isystem", std::string(Headers)};
  Result.Link = {std::string(Library)};
  for (StringRef Each : split(ORM_VERIFY_LINK, ' '))
    if (!Each.empty())
      Result.Link.push_back(Each.str());
  Result.Analysis = {"-resource-dir", tools::resourceDirectory(Argv0)};
  return Result;
}

Expected<ScratchFolder> ScratchFolder::make() {
  SmallString<256> Path;
  if (std::error_code EC = sys::fs::createUniqueDirectory("orm-verify", Path))
    return createFileError("a scratch folder", EC);
  return ScratchFolder(std::string(Path));
}

ScratchFolder::ScratchFolder(ScratchFolder &&Other)
    : Path(std::exchange(Other.Path, {})), Keep(Other.Keep) {}

ScratchFolder::~ScratchFolder() {
  if (!Path.empty() && !Keep)
    sys::fs::remove_directories(Path);
}

std::string ScratchFolder::path(StringRef Name) const {
  SmallString<256> Result(Path);
  sys::path::append(Result, Name);
  return std::string(Result);
}

static std::string contents(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

Error compile(const Toolchain &Tools, ArrayRef<std::string> Sources,
              ArrayRef<std::string> Flags, const std::string &Program,
              const ScratchFolder &Scratch) {
  auto Compiler = sys::findProgramByName(Tools.Compiler);
  if (!Compiler)
    return createStringError("the compiler '" + Tools.Compiler +
                             "' was not found; name another with --compiler");

  std::vector<StringRef> Command = {*Compiler};
  append_range(Command, Tools.Flags);
  append_range(Command, Flags);
  append_range(Command, Sources);
  Command.push_back("-o");
  Command.push_back(Program);
  append_range(Command, Tools.Link);

  std::string Messages = Scratch.path("compiler.txt"), Problem;
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Messages),
                                          StringRef(Messages)};
  int Result =
      sys::ExecuteAndWait(*Compiler, Command, std::nullopt, Redirects,
                          /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
  if (Result == 0)
    return Error::success();
  return make_error<ProgramError>("the program does not compile" +
                                      (Problem.empty() ? "" : ": " + Problem),
                                  contents(Messages));
}

namespace {

/// Another working directory as long as the object lives.
class WorkingDirectory {
public:
  explicit WorkingDirectory(StringRef Path) {
    sys::fs::current_path(Before);
    sys::fs::set_current_path(Path);
  }
  ~WorkingDirectory() { sys::fs::set_current_path(Before); }

private:
  SmallString<256> Before;
};

/// LLVM ends a program that runs too long from SIGALRM, and waits for ever
/// where the caller (a CI runner, a service manager) left that signal blocked.
void listenForAlarms() {
  sigset_t Alarm;
  sigemptyset(&Alarm);
  sigaddset(&Alarm, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &Alarm, nullptr);
}

} // namespace

Expected<Outcome> run(const std::string &Program, const RunOptions &Options,
                      const ScratchFolder &Scratch) {
  SmallString<256> Folder;
  if (std::error_code EC =
          sys::fs::createUniqueDirectory(Scratch.path("run"), Folder))
    return createFileError("a scratch folder", EC);
  std::string Out = (Folder + ".out").str(), Err = (Folder + ".err").str(),
              Log = (Folder + ".jsonl").str();

  std::vector<StringRef> Command = {Program};
  append_range(Command, Options.Arguments);
  std::string Variable = "ORM_QUERY_LOG=" + Log;
  std::vector<StringRef> Environment = {Variable};
  for (char **Each = environ; *Each; ++Each)
    if (!StringRef(*Each).starts_with("ORM_QUERY_LOG="))
      Environment.push_back(*Each);

  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Out),
                                          StringRef(Err)};
  std::string Problem;
  int Result;
  listenForAlarms();
  {
    WorkingDirectory Inside(Folder);
    Result = sys::ExecuteAndWait(Program, Command, ArrayRef(Environment),
                                 Redirects, Options.Seconds,
                                 /*MemoryLimit=*/0, &Problem);
  }
  if (Result < 0)
    return make_error<ProgramError>(
        "the program did not run to its end" +
            (Problem.empty() ? "" : " (" + Problem + ")"),
        contents(Err));
  if (Result != 0)
    return make_error<ProgramError>(
        "the program exits with " + itostr(Result) + ", not 0", contents(Err));

  std::string LogText = contents(Log);
  auto Read = QueryLog::parse(LogText, Log);
  if (!Read)
    return Read.takeError();
  return Outcome{contents(Out), contents(Err), std::move(*Read),
                 std::move(LogText)};
}

} // namespace ormlint::verify
