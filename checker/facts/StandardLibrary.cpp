//===--- StandardLibrary.cpp - Wrappers, containers, iterators ------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/StandardLibrary.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <initializer_list>

using namespace clang;

namespace ormlint::facts {
namespace {

llvm::StringRef nameOf(const NamedDecl *Declaration) {
  const IdentifierInfo *Name = Declaration->getIdentifier();
  return Name ? Name->getName() : llvm::StringRef();
}

/// Names that mean the same.
template <typename T> struct Row {
  std::initializer_list<llvm::StringRef> Names;
  T Meaning;
};

template <typename T>
T lookUp(llvm::StringRef Name, std::initializer_list<Row<T>> Table, T Default) {
  for (const Row<T> &Entry : Table)
    if (llvm::is_contained(Entry.Names, Name))
      return Entry.Meaning;
  return Default;
}

enum class Family { Other, Wrapper, Container };

Family familyOf(const CXXRecordDecl *Record) {
  if (!Record || !Record->isInStdNamespace())
    return Family::Other;
  return lookUp<Family>(
      nameOf(Record),
      {{{"optional", "unique_ptr", "shared_ptr", "reference_wrapper"},
        Family::Wrapper},
       {{"vector", "list", "deque", "forward_list", "array", "span", "set",
         "multiset", "unordered_set"},
        Family::Container}},
      Family::Other);
}

StandardEffect wrapperMethod(const CXXMethodDecl *Method) {
  switch (Method->getOverloadedOperator()) {
  case OO_Arrow:
  case OO_Star:
    return StandardEffect::Object;
  case OO_Equal:
    return StandardEffect::Assign;
  default:
    break;
  }
  return lookUp<StandardEffect>(
      nameOf(Method),
      {{{"get", "value", "value_or"}, StandardEffect::Object},
       {{"emplace", "reset"}, StandardEffect::Assign}},
      StandardEffect::Opaque);
}

StandardEffect containerMethod(const CXXMethodDecl *Method) {
  switch (Method->getOverloadedOperator()) {
  case OO_Subscript:
    return StandardEffect::Element;
  case OO_Equal:
    return StandardEffect::Assign;
  default:
    break;
  }
  return lookUp<StandardEffect>(
      nameOf(Method),
      {{{"begin", "cbegin", "rbegin", "crbegin", "data"},
        StandardEffect::Begin},
       {{"end", "cend", "rend", "crend"}, StandardEffect::End},
       {{"at"}, StandardEffect::Element},
       {{"front", "back"}, StandardEffect::One},
       {{"push_back", "emplace_back", "push_front", "emplace_front", "insert",
         "emplace"},
        StandardEffect::Append}},
      StandardEffect::Opaque);
}

StandardEffect freeFunction(const FunctionDecl *Function) {
  switch (Function->getOverloadedOperator()) {
  case OO_Star:
  case OO_Arrow:
    return StandardEffect::Dereference;
  case OO_PlusPlus:
  case OO_MinusMinus:
  case OO_Plus:
  case OO_PlusEqual:
    return StandardEffect::Advance;
  default:
    break;
  }
  return lookUp<StandardEffect>(
      nameOf(Function),
      {{{"move", "forward", "as_const", "ref", "cref", "addressof",
         "move_if_noexcept"},
        StandardEffect::Object},
       {{"begin", "cbegin", "rbegin", "crbegin"}, StandardEffect::Begin},
       {{"end", "cend", "rend", "crend"}, StandardEffect::End},
       {{"next", "prev"}, StandardEffect::Advance},
       {{"make_unique", "make_shared", "make_optional"}, StandardEffect::Wrap}},
      StandardEffect::Opaque);
}

} // namespace

bool isWrapper(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Wrapper;
}

bool isContainer(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Container;
}

QualType elementType(const CXXRecordDecl *Record) {
  const auto *Specialization =
      llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (!Specialization || familyOf(Record) == Family::Other)
    return {};
  const TemplateArgumentList &Arguments = Specialization->getTemplateArgs();
  if (Arguments.size() == 0 || Arguments[0].getKind() != TemplateArgument::Type)
    return {};
  return Arguments[0].getAsType();
}

std::optional<StandardEffect> standardEffect(const FunctionDecl *Callee) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee)) {
    const CXXRecordDecl *Parent = Method->getParent();
    // libstdc++ declares some members in `_Base` classes and iterators in
    // `__gnu_cxx`; both lie in system headers.
    switch (familyOf(Parent)) {
    case Family::Wrapper:
      return wrapperMethod(Method);
    case Family::Container:
      return containerMethod(Method);
    case Family::Other:
      break;
    }
    if (Parent->isInStdNamespace()) {
      StandardEffect Effect = wrapperMethod(Method);
      return Effect == StandardEffect::Opaque ? freeFunction(Method) : Effect;
    }
    const auto *Namespace =
        dyn_cast<NamespaceDecl>(Parent->getEnclosingNamespaceContext());
    if (Namespace && nameOf(Namespace) == "__gnu_cxx")
      return freeFunction(Method);
    return std::nullopt;
  }
  if (Callee->isInStdNamespace())
    return freeFunction(Callee);
  const auto *Namespace =
      dyn_cast<NamespaceDecl>(Callee->getEnclosingNamespaceContext());
  if (Namespace && nameOf(Namespace) == "__gnu_cxx")
    return freeFunction(Callee);
  return std::nullopt;
}

} // namespace ormlint::facts
