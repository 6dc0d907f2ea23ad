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

enum class Family { Other, Wrapper, Container, Map, Tuple, Function };

Family familyOf(const CXXRecordDecl *Record) {
  if (!Record || !Record->isInStdNamespace())
    return Family::Other;
  return lookUp<Family>(
      nameOf(Record),
      {{{"optional", "unique_ptr", "shared_ptr", "weak_ptr",
         "reference_wrapper", "variant"},
        Family::Wrapper},
       {{"vector", "list", "deque", "forward_list", "array", "span", "set",
         "multiset", "unordered_set", "unordered_multiset", "initializer_list",
         "queue", "stack", "priority_queue"},
        Family::Container},
       {{"map", "multimap", "unordered_map", "unordered_multimap"},
        Family::Map},
       {{"pair", "tuple"}, Family::Tuple},
       // What binding gives has names of each library's own.
       {{"function", "move_only_function", "copyable_function", "_Bind",
         "_Bind_result", "_Bind_front", "__bind", "__bind_r", "__bind_front_t"},
        Family::Function}},
      Family::Other);
}

StandardEffect wrapperMethod(const CXXMethodDecl *Method) {
  // `std::reference_wrapper` becomes what it refers to; that an optional is
  // there says nothing of what it holds.
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(Method);
      Conversion && !Conversion->getConversionType()->isBooleanType())
    return StandardEffect::Object;
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
      {{{"get", "value", "value_or", "lock", "release"},
        StandardEffect::Object},
       {{"emplace"}, StandardEffect::Emplace},
       {{"reset"}, StandardEffect::Assign},
       {{"swap"}, StandardEffect::Swap},
       {{"and_then", "transform"}, StandardEffect::Apply}},
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
       {{"front", "back", "top"}, StandardEffect::One},
       {{"pop_front", "pop_back", "pop", "erase", "clear", "resize", "remove",
         "remove_if", "unique"},
        StandardEffect::Remove},
       {{"push_back", "push_front", "push", "insert", "insert_or_assign",
         "append_range", "insert_range", "splice", "merge"},
        StandardEffect::Append},
       {{"emplace_back", "emplace_front", "emplace", "try_emplace",
         "emplace_hint"},
        StandardEffect::Emplace},
       {{"find", "lower_bound", "upper_bound"}, StandardEffect::Find},
       {{"first", "last", "subspan"}, StandardEffect::Some},
       {{"equal_range"}, StandardEffect::Between},
       {{"swap"}, StandardEffect::Swap},
       {{"assign", "assign_range"}, StandardEffect::Assign}},
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
         "move_if_noexcept", "make_reverse_iterator", "make_move_iterator"},
        StandardEffect::Object},
       {{"begin", "cbegin", "rbegin", "crbegin"}, StandardEffect::Begin},
       {{"end", "cend", "rend", "crend"}, StandardEffect::End},
       {{"next", "prev"}, StandardEffect::Advance},
       {{"make_unique", "make_shared", "make_optional"}, StandardEffect::Wrap},
       {{"make_pair", "make_tuple", "tie", "forward_as_tuple"},
        StandardEffect::Tuple},
       {{"get", "get_if"}, StandardEffect::Get},
       {{"invoke", "async", "visit"}, StandardEffect::Invoke},
       {{"apply"}, StandardEffect::Spread},
       {{"bind", "bind_front"}, StandardEffect::Bind},
       {{"swap"}, StandardEffect::Swap},
       {{"exchange"}, StandardEffect::Exchange}},
      StandardEffect::Opaque);
}

} // namespace

bool isStandard(const Decl &Declaration) {
  const NamespaceDecl *Outermost = nullptr;
  for (const DeclContext *Around = Declaration.getDeclContext(); Around;
       Around = Around->getParent())
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(Around))
      Outermost = Namespace;
  return Outermost &&
         (nameOf(Outermost) == "std" || nameOf(Outermost) == "__gnu_cxx");
}

bool isWrapper(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Wrapper;
}

bool isContainer(const CXXRecordDecl *Record) {
  const Family Kind = familyOf(Record);
  return Kind == Family::Container || Kind == Family::Map;
}

bool isMap(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Map;
}

bool isTuple(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Tuple;
}

bool isPair(const CXXRecordDecl *Record) {
  return isTuple(Record) && nameOf(Record) == "pair";
}

llvm::ArrayRef<TemplateArgument> elementsOf(const CXXRecordDecl *Tuple) {
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Tuple);
  if (!isTuple(Tuple) || !Instance)
    return {};
  // A pair's elements are two arguments, a tuple's a pack.
  const llvm::ArrayRef<TemplateArgument> Elements =
      Instance->getTemplateArgs().asArray();
  return Elements.size() == 1 &&
                 Elements.front().getKind() == TemplateArgument::Pack
             ? Elements.front().pack_elements()
             : Elements;
}

std::optional<unsigned> chosenElement(const FunctionDecl &Get,
                                      const CXXRecordDecl &Tuple) {
  const TemplateArgumentList *Chosen = Get.getTemplateSpecializationArgs();
  if (!Chosen || Chosen->size() == 0)
    return std::nullopt;
  const TemplateArgument &By = Chosen->get(0);
  if (By.getKind() == TemplateArgument::Integral)
    return static_cast<unsigned>(By.getAsIntegral().getZExtValue());
  if (By.getKind() != TemplateArgument::Type)
    return std::nullopt;
  const llvm::ArrayRef<TemplateArgument> Elements = elementsOf(&Tuple);
  for (unsigned I = 0; I < Elements.size(); ++I)
    if (Elements[I].structurallyEquals(By))
      return I;
  return std::nullopt;
}

bool isThread(const CXXRecordDecl *Record) {
  return Record && Record->isInStdNamespace() &&
         (nameOf(Record) == "thread" || nameOf(Record) == "jthread");
}

QualType orderOf(const CXXRecordDecl *Container) {
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Container);
  if (!Instance || !isContainer(Container))
    return {};
  const llvm::StringRef Name = Instance->getName();
  const unsigned Index =
      Name == "set" || Name == "multiset"                               ? 1
      : Name == "map" || Name == "multimap" || Name == "priority_queue" ? 2
                                                                        : 0;
  const TemplateArgumentList &Arguments = Instance->getTemplateArgs();
  return Index != 0 && Index < Arguments.size() &&
                 Arguments[Index].getKind() == TemplateArgument::Type
             ? Arguments[Index].getAsType()
             : QualType();
}

bool isErased(const CXXRecordDecl *Record) {
  return Record && Record->isInStdNamespace() && nameOf(Record) == "any";
}

bool isFunctionWrapper(const CXXRecordDecl *Record) {
  return familyOf(Record) == Family::Function;
}

bool isBound(const CXXRecordDecl *Record) {
  return isFunctionWrapper(Record) && nameOf(Record).starts_with("_");
}

QualType elementType(const CXXRecordDecl *Record) {
  const auto *Specialization =
      llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  // Which of its types a variant holds, nobody knows.
  if (!Specialization || familyOf(Record) == Family::Other ||
      nameOf(Record) == "variant")
    return {};
  const TemplateArgumentList &Arguments = Specialization->getTemplateArgs();
  if (Arguments.size() == 0 || Arguments[0].getKind() != TemplateArgument::Type)
    return {};
  return Arguments[0].getAsType();
}

QualType mappedType(const CXXRecordDecl *Map) {
  const auto *Instance =
      llvm::dyn_cast_or_null<ClassTemplateSpecializationDecl>(Map);
  if (!Instance || !isMap(Map) || Instance->getTemplateArgs().size() < 2)
    return {};
  return Instance->getTemplateArgs()[1].getAsType();
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
    case Family::Map:
      return containerMethod(Method);
    case Family::Function:
      if (Method->getOverloadedOperator() == OO_Call)
        return StandardEffect::Invoke;
      return Method->getOverloadedOperator() == OO_Equal
                 ? StandardEffect::Assign
                 : StandardEffect::Opaque;
    case Family::Tuple:
      return Method->getOverloadedOperator() == OO_Equal
                 ? StandardEffect::Assign
                 : StandardEffect::Opaque;
    case Family::Other:
      break;
    }
    if (!isStandard(*Parent))
      return std::nullopt;
    const StandardEffect Effect = wrapperMethod(Method);
    return Effect == StandardEffect::Opaque ? freeFunction(Method) : Effect;
  }
  return isStandard(*Callee) ? std::optional(freeFunction(Callee))
                             : std::nullopt;
}

} // namespace ormlint::facts
