//===--- TemplateArguments.cpp - What a specialization was given ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "vocabulary/TemplateArguments.h"
#include "clang/AST/APValue.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

namespace ormlint::vocabulary {

static void flatten(llvm::ArrayRef<clang::TemplateArgument> Given,
                    TemplateArguments &Flat) {
  for (const clang::TemplateArgument &Argument : Given)
    if (Argument.getKind() == clang::TemplateArgument::Pack)
      flatten(Argument.pack_elements(), Flat);
    else
      Flat.push_back(Argument);
}

TemplateArguments templateArguments(const clang::Decl *Specialization) {
  TemplateArguments Flat;
  if (const auto *Class =
          llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(
              Specialization))
    flatten(Class->getTemplateArgs().asArray(), Flat);
  else if (const auto *Function =
               llvm::dyn_cast<clang::FunctionDecl>(Specialization))
    if (const clang::TemplateArgumentList *Given =
            Function->getTemplateSpecializationArgs())
      flatten(Given->asArray(), Flat);
  return Flat;
}

const clang::CXXRecordDecl *recordArgument(const TemplateArguments &Arguments,
                                           std::optional<unsigned> Index) {
  if (!Index || *Index >= Arguments.size())
    return nullptr;
  const clang::TemplateArgument &Argument = Arguments[*Index];
  if (Argument.getKind() != clang::TemplateArgument::Type ||
      Argument.isDependent())
    return nullptr;
  const clang::CXXRecordDecl *Record =
      Argument.getAsType()->getAsCXXRecordDecl();
  return Record ? Record->getCanonicalDecl() : nullptr;
}

/// The characters of the first array of numbers inside \p Value, up to a zero.
/// A fixed string class may keep its length beside them.
static bool characters(const clang::APValue &Value, std::string &Text) {
  if (Value.isStruct()) {
    for (unsigned I = 0, E = Value.getStructNumBases(); I != E; ++I)
      if (characters(Value.getStructBase(I), Text))
        return true;
    for (unsigned I = 0, E = Value.getStructNumFields(); I != E; ++I)
      if (characters(Value.getStructField(I), Text))
        return true;
    return false;
  }
  if (!Value.isArray())
    return false;
  for (unsigned I = 0, E = Value.getArrayInitializedElts(); I != E; ++I) {
    const clang::APValue &Element = Value.getArrayInitializedElt(I);
    if (!Element.isInt())
      return false;
    if (Element.getInt().isZero())
      break;
    Text.push_back(static_cast<char>(Element.getInt().getExtValue()));
  }
  return true;
}

std::string nameArgument(const TemplateArguments &Arguments,
                         std::optional<unsigned> Index) {
  std::string Text;
  if (!Index || *Index >= Arguments.size())
    return Text;
  const clang::TemplateArgument &Argument = Arguments[*Index];
  if (Argument.getKind() == clang::TemplateArgument::StructuralValue) {
    characters(Argument.getAsStructuralValue(), Text);
  } else if (Argument.getKind() == clang::TemplateArgument::Declaration) {
    const clang::ValueDecl *Declared = Argument.getAsDecl();
    if (const auto *Object =
            llvm::dyn_cast<clang::TemplateParamObjectDecl>(Declared))
      characters(Object->getValue(), Text);
    else if (const auto *Field = llvm::dyn_cast<clang::FieldDecl>(Declared))
      Text = Field->getName().str();
  }
  return Text;
}

} // namespace ormlint::vocabulary
