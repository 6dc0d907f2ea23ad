//===--- Page.h - The report's page, without its data -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_TOOLS_LINT_HTML_PAGE_H
#define ORMLINT_TOOLS_LINT_HTML_PAGE_H

#include "llvm/ADT/StringRef.h"

namespace ormlint::lint {

/// `@DATA@` stands for the data. Defined in a source that the build writes.
extern const llvm::StringLiteral PageTemplate;

} // namespace ormlint::lint

#endif // ORMLINT_TOOLS_LINT_HTML_PAGE_H
