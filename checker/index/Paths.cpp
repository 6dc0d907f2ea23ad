//===--- Paths.cpp - Names of files that mean one everywhere --------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ormlint::index {

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Result;
  if (sys::path::is_relative(Path))
    Result = Directory;
  sys::path::append(Result, Path);
  sys::fs::make_absolute(Result);
  const SmallString<256> Given = Result;
  if (!sys::path::remove_dots(Result, /*remove_dot_dot=*/true))
    return Result.str().str();
  // `link/..` is elsewhere than it looks.
  bool Same = false;
  if (!sys::fs::equivalent(Given, Result, Same) && Same)
    return Result.str().str();
  SmallString<256> Real;
  return (sys::fs::real_path(Given, Real) ? Result : Real).str().str();
}

StringRef relativePath(StringRef Path, StringRef Root) {
  StringRef Result = Path;
  if (!Root.empty() && Result.consume_front(Root) &&
      (Root.ends_with("/") || Result.consume_front("/")))
    return Result;
  return Path;
}

} // namespace ormlint::index
