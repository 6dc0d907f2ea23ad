//===--- VersionGuard.cpp - Whether a host may run the checks -------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/VersionGuard.h"

namespace ormlint::tidy {

/// The first `digits.digits` of \p Text with what else belongs to the version
/// ("22.1.8"); empty where there is none.
static std::string_view version(std::string_view Text) {
  constexpr std::string_view Digits = "0123456789";
  size_t Begin = Text.find_first_of(Digits);
  if (Begin == Text.npos)
    return {};
  Text.remove_prefix(Begin);
  return Text.substr(0, Text.find_first_not_of("0123456789."));
}

/// "22.1" of "22.1.8".
static std::string_view majorMinor(std::string_view Version) {
  size_t Dot = Version.find('.');
  return Dot == Version.npos ? Version
                             : Version.substr(0, Version.find('.', Dot + 1));
}

std::optional<std::string> versionMismatch(std::string_view Built,
                                           std::string_view Host) {
  std::string_view Ours = version(Built), Theirs = version(Host);
  if (!Ours.empty() && majorMinor(Ours) == majorMinor(Theirs))
    return std::nullopt;

  std::string Major(Ours.substr(0, Ours.find('.')));
  std::string Message = "error: the orm checks were built for LLVM ";
  Message.append(Ours).append(", and cannot run in LLVM ");
  Message.append(Theirs.empty() ? Host : Theirs);
  Message.append(": use clang-tidy-").append(Major);
  Message.append(", or build the checks with -DORM_LLVM_VERSION=");
  Message.append(Theirs.substr(0, Theirs.find('.'))).append("\n");
  return Message;
}

} // namespace ormlint::tidy
