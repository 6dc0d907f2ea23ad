//===--- Lexicon.cpp - The vocabulary applied to one AST ------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asked about every call of every function, so nearly every answer is "no":
// each question first compares an identifier's address. Names are compared in
// full, and answers cached, only for what passes.
//
//===----------------------------------------------------------------------===//

#include "vocabulary/Annotations.h"
#include "vocabulary/Identifiers.h"
#include "vocabulary/NameIndex.h"
#include "vocabulary/Spelling.h"
#include "vocabulary/TemplateArguments.h"
#include "vocabulary/Vocabulary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/Type.h"
#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <bitset>
#include <deque>

namespace ormlint::vocabulary {

using llvm::StringRef;

/// As Spelling.h writes it: `operator->`.
static std::string operatorName(unsigned Kind) {
  return std::string("operator") +
         clang::getOperatorSpelling(
             static_cast<clang::OverloadedOperatorKind>(Kind));
}

class Lexicon::Impl {
public:
  explicit Impl(const NameIndex &Names) : Names(Names) {}

  std::optional<TypeMeaning> type(clang::QualType Type);
  const Relation *relation(const clang::FieldDecl *Field);
  const Relation *relation(const clang::CXXRecordDecl *Entity, StringRef Name);
  std::optional<CallMeaning> call(const clang::FunctionDecl *Callee);

private:
  using Record = clang::CXXRecordDecl;

  void know(const clang::ASTContext &Context);
  const TypeName *named(const Record *Class) const;
  std::optional<TypeMeaning> meaning(const Record *Class);
  std::optional<TypeMeaning> computeMeaning(const Record *Class);
  const TypeName *declaring(const Record *Definition) const;
  const Record *rowsOf(clang::QualType Type, unsigned Depth = 0);
  const Record *entityArgument(const Record *Class, const TypeEntry &Entry);
  Relation *ownRelation(const clang::FieldDecl *Field);
  Relation *computeRelation(const clang::FieldDecl *Field);
  bool nullable(const TypeEntry &Entry, const TemplateArguments &Given) const;
  const Record *specialization(const Record *Class, const TypeEntry *Entry);
  bool mayMean(const clang::FunctionDecl *Callee) const;
  std::optional<CallMeaning> computeCall(const clang::FunctionDecl *Callee);
  CallMeaning annotatedCall(const clang::FunctionDecl *Callee, Effect What);
  std::optional<CallMeaning> methodCall(const clang::CXXMethodDecl *Method);
  std::optional<CallMeaning> functionCall(const clang::FunctionDecl *Function);

  const NameIndex &Names;

  const TypeEntry *annotatedEntry(const Record *Class);
  Relation *annotatedRelation(const clang::FieldDecl *Field, TypeRole Role);
  const Relation *followed(const clang::CXXMethodDecl *Method, bool ToMany);

  // The profiles' identifiers as this AST knows them.
  bool Known = false;
  bool Annotated = false;
  llvm::DenseMap<const clang::IdentifierInfo *, llvm::ArrayRef<TypeName>> Types;
  llvm::DenseMap<const clang::IdentifierInfo *, llvm::ArrayRef<FunctionName>>
      Functions;
  llvm::DenseSet<const clang::IdentifierInfo *> Methods;
  llvm::SmallVector<std::pair<const clang::IdentifierInfo *, const TypeName *>,
                    1>
      Declaring;
  std::bitset<clang::NUM_OVERLOADED_OPERATORS> Operators;

  // Answers, by canonical declaration.
  llvm::DenseMap<const Record *, std::optional<TypeMeaning>> Meanings;
  llvm::DenseMap<const clang::FieldDecl *, Relation *> Relations;
  llvm::DenseSet<const Relation *> Linked;
  llvm::DenseMap<const clang::FunctionDecl *, std::optional<CallMeaning>> Calls;
  llvm::DenseMap<const clang::CXXMethodDecl *, const Relation *> Accessors;
  std::deque<Relation> Storage;
  std::deque<TypeEntry> Entries;
};

void Lexicon::Impl::know(const clang::ASTContext &Context) {
  if (Known)
    return;
  Known = true;
  Annotated = mayAnnotate(Context.Idents);
  for (const auto &Entry : Names.Types)
    if (const auto *Last = findIdentifier(Context.Idents, Entry.getKey()))
      Types[Last] = Entry.getValue();
  for (const auto &Entry : Names.Functions)
    if (const auto *Last = findIdentifier(Context.Idents, Entry.getKey()))
      Functions[Last] = Entry.getValue();
  // A method alone says little; the ORM must be there.
  for (const TypeName &Name : Names.Declaring)
    if (mayMatter(Context.Idents, *Name.From))
      if (const auto *Method =
              findIdentifier(Context.Idents, Name.Entry->Declares))
        Declaring.emplace_back(Method, &Name);
  for (const auto &Entry : Names.Methods)
    if (const auto *Name = findIdentifier(Context.Idents, Entry.getKey()))
      Methods.insert(Name);
  for (unsigned Kind = 1; Kind != clang::NUM_OVERLOADED_OPERATORS; ++Kind)
    Operators[Kind] = Names.Methods.contains(operatorName(Kind));
}

// Types.

const TypeName *Lexicon::Impl::named(const Record *Class) const {
  const clang::IdentifierInfo *Name = Class->getIdentifier();
  if (!Name)
    return nullptr;
  for (const TypeName &Candidate : Types.lookup(Name))
    if (isScope(Class->getDeclContext(), Candidate.Parts))
      return &Candidate;
  return nullptr;
}

std::optional<TypeMeaning> Lexicon::Impl::type(clang::QualType Type) {
  if (Type.isNull())
    return std::nullopt;
  Type = Type.getNonReferenceType();
  if (Type->isDependentType() || Type->containsErrors())
    return std::nullopt;
  const Record *Class = Type->getAsCXXRecordDecl();
  return Class ? meaning(Class) : std::nullopt;
}

std::optional<TypeMeaning> Lexicon::Impl::meaning(const Record *Class) {
  know(Class->getASTContext());
  // "No" while it is computed: nothing a compiler accepts derives from itself,
  // but code with errors may.
  auto [Cached, New] =
      Meanings.try_emplace(Class->getCanonicalDecl(), std::nullopt);
  if (!New)
    return Cached->second;
  std::optional<TypeMeaning> Answer = computeMeaning(Class);
  Meanings[Class->getCanonicalDecl()] = Answer;
  return Answer;
}

std::optional<TypeMeaning> Lexicon::Impl::computeMeaning(const Record *Class) {
  if (Class->isInvalidDecl() || Class->isDependentContext())
    return std::nullopt;
  if (const TypeName *Found = named(Class)) {
    const TypeEntry &Entry = *Found->Entry;
    TypeMeaning Answer{Entry.Elsewhere.value_or(Entry.Role), nullptr, &Entry};
    Answer.Entity = entityArgument(Class, Entry);
    if (!Answer.Entity && Entry.Role == TypeRole::Entity)
      Answer.Entity = Class->getCanonicalDecl();
    return Answer;
  }
  if (const TypeEntry *Entry = annotatedEntry(Class)) {
    TypeMeaning Answer{Entry->Role, entityArgument(Class, *Entry), Entry};
    if (!Answer.Entity && Entry->Role == TypeRole::Entity)
      Answer.Entity = Class->getCanonicalDecl();
    return Answer;
  }
  const Record *Definition = Class->getDefinition();
  if (!Definition || Definition->isInvalidDecl())
    return std::nullopt;
  for (const clang::CXXBaseSpecifier &Base : Definition->bases()) {
    // What a class keeps from its users it does not stand for.
    if (Base.getAccessSpecifier() != clang::AS_public)
      continue;
    const Record *BaseClass = Base.getType()->getAsCXXRecordDecl();
    std::optional<TypeMeaning> Answer =
        BaseClass ? meaning(BaseClass) : std::nullopt;
    if (!Answer)
      continue;
    if (Answer->Role == TypeRole::Entity && !Answer->Entry->Entity)
      Answer->Entity = Class->getCanonicalDecl();
    return Answer;
  }
  if (const TypeName *Found = declaring(Definition))
    return TypeMeaning{Found->Entry->Role, Class->getCanonicalDecl(),
                       Found->Entry};
  return std::nullopt;
}

/// An annotation says no more than the role: the entity is the first argument
/// that is a class.
const TypeEntry *Lexicon::Impl::annotatedEntry(const Record *Class) {
  const auto Role = Annotated ? annotatedRole(Class) : std::nullopt;
  if (!Role)
    return nullptr;
  TypeEntry &Entry = Entries.emplace_back();
  Entry.Role = *Role;
  const TemplateArguments Given = templateArguments(Class);
  for (unsigned I = 0, E = Given.size(); I != E && !Entry.Entity; ++I)
    if (recordArgument(Given, I))
      Entry.Entity = I;
  return &Entry;
}

const TypeName *Lexicon::Impl::declaring(const Record *Definition) const {
  for (const auto &[Method, Found] : Declaring)
    for (const clang::NamedDecl *Member : Definition->lookup(Method))
      if (llvm::isa<clang::CXXMethodDecl>(Member->getUnderlyingDecl()) ||
          llvm::isa<clang::FunctionTemplateDecl>(Member->getUnderlyingDecl()))
        return Found;
  return nullptr;
}

/// The template argument that is the entity, which may be given by a handle:
/// `collection<ptr<Student>>`.
const clang::CXXRecordDecl *
Lexicon::Impl::entityArgument(const Record *Class, const TypeEntry &Entry) {
  const Record *Argument =
      recordArgument(templateArguments(Class), Entry.Entity);
  if (!Argument)
    return nullptr;
  if (const TypeName *Handle = named(Argument); Handle && Handle->Entry->Entity)
    if (const Record *Behind =
            recordArgument(templateArguments(Argument), Handle->Entry->Entity))
      return Behind;
  return Argument;
}

/// The entity whose rows \p Type holds or points at, or null.
const clang::CXXRecordDecl *Lexicon::Impl::rowsOf(clang::QualType Type,
                                                  unsigned Depth) {
  // `expected<vector<unique_ptr<Row>>, E>`.
  constexpr unsigned MaxDepth = 4;
  Type = Type.getNonReferenceType();
  while (Type->isPointerType())
    Type = Type->getPointeeType();
  const Record *Class =
      Type->isDependentType() ? nullptr : Type->getAsCXXRecordDecl();
  if (!Class || Depth > MaxDepth)
    return nullptr;
  if (std::optional<TypeMeaning> Rows = meaning(Class))
    return Rows->Entity;
  for (const clang::TemplateArgument &Argument : templateArguments(Class))
    if (Argument.getKind() == clang::TemplateArgument::Type)
      if (const Record *Found = rowsOf(Argument.getAsType(), Depth + 1))
        return Found;
  return nullptr;
}

// Relations.

/// The class that \p Entry names among \p Class and its bases: the one whose
/// template arguments the entry counts.
const clang::CXXRecordDecl *
Lexicon::Impl::specialization(const Record *Class, const TypeEntry *Entry) {
  if (const TypeName *Found = named(Class); Found && Found->Entry == Entry)
    return Class;
  if (const Record *Definition = Class->getDefinition())
    for (const clang::CXXBaseSpecifier &Base : Definition->bases())
      if (const Record *BaseClass = Base.getType()->getAsCXXRecordDecl())
        if (const Record *Found = specialization(BaseClass, Entry))
          return Found;
  return nullptr;
}

bool Lexicon::Impl::nullable(const TypeEntry &Entry,
                             const TemplateArguments &Given) const {
  if (Entry.Nullable)
    return true;
  for (unsigned I = 0, E = Given.size(); I != E; ++I) {
    const Record *Tag = recordArgument(Given, I);
    if (!Tag || !Tag->getIdentifier())
      continue;
    for (const std::string &Name : Entry.NullableWith) {
      auto Parts = nameParts(Name);
      if (Tag->getName() == Parts.back() &&
          isScope(Tag->getDeclContext(), Parts))
        return true;
    }
  }
  return false;
}

Relation *Lexicon::Impl::computeRelation(const clang::FieldDecl *Field) {
  const auto *Class = llvm::dyn_cast<Record>(Field->getParent());
  if (!Class || !Field->getIdentifier() || Field->isInvalidDecl() ||
      Class->isInvalidDecl() || Class->isDependentContext())
    return nullptr;
  know(Field->getASTContext());
  if (Annotated)
    if (auto Role = annotatedRole(Field))
      return annotatedRelation(Field, *Role);
  // A reference is bound to a relation of another object.
  std::optional<TypeMeaning> Handle = type(Field->getType());
  if (!Handle || Field->getType()->isReferenceType())
    return nullptr;
  const TypeRole Role = Handle->Entry->Role;
  if (Role != TypeRole::ToOne && Role != TypeRole::ToMany &&
      Role != TypeRole::Attached && Role != TypeRole::Column)
    return nullptr;
  // A class that entities derive from may declare relations for them, and need
  // not be an entity. An ORM's own handles and query sets may be built of each
  // other; those fields are no relations.
  std::optional<TypeMeaning> Owner = meaning(Class);
  if (Owner ? Owner->Role != TypeRole::Entity
            : Handle->Entry->Elsewhere.has_value())
    return nullptr;

  const TypeEntry &Entry = *Handle->Entry;
  const Record *Type = Field->getType()->getAsCXXRecordDecl();
  const Record *Described = specialization(Type, &Entry);
  TemplateArguments Given = templateArguments(Described ? Described : Type);
  Relation &Result = Storage.emplace_back();
  Result.Name = Field->getName();
  Result.Owner = Owner ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = Handle->Entity;
  // What an eager load attaches is one row where the handle loads one.
  Result.ToMany = Role == TypeRole::ToMany ||
                  (Role == TypeRole::Attached &&
                   llvm::none_of(Entry.Methods, [](const auto &Method) {
                     return Method.What == Effect::Load;
                   }));
  Result.Attached = Role == TypeRole::Attached;
  Result.Column = Role == TypeRole::Column;
  Result.Nullable = nullable(Entry, Given);
  Result.Reverse = Entry.Reverse;
  const TypeName *From = Described ? named(Described) : nullptr;
  Result.IdentityMap = From && From->From->IdentityMap;
  Result.Inverse = nameArgument(Given, Entry.Inverse);
  Result.Entry = &Entry;
  return &Result;
}

/// A member that is a relation by annotation, of whatever type.
Relation *Lexicon::Impl::annotatedRelation(const clang::FieldDecl *Field,
                                           TypeRole Role) {
  const auto *Class = llvm::cast<Record>(Field->getParent());
  std::optional<TypeMeaning> Owner = meaning(Class);
  Relation &Result = Storage.emplace_back();
  Result.Name = Field->getName();
  Result.Owner =
      Owner && Owner->Entity ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = rowsOf(Field->getType());
  Result.ToMany = Role == TypeRole::ToMany;
  Result.Attached = Role == TypeRole::Attached;
  Result.Column = Role == TypeRole::Column;
  return &Result;
}

/// The relation that a method stands for.
const Relation *Lexicon::Impl::followed(const clang::CXXMethodDecl *Method,
                                        bool ToMany) {
  Method = Method->getCanonicalDecl();
  const Relation *&Answer = Accessors[Method];
  if (Answer || !Method->getIdentifier())
    return Answer;
  const Record *Class = Method->getParent();
  std::optional<TypeMeaning> Owner = meaning(Class);
  Relation &Result = Storage.emplace_back();
  Result.Name = Method->getName();
  Result.Owner =
      Owner && Owner->Entity ? Owner->Entity : Class->getCanonicalDecl();
  Result.Target = rowsOf(Method->getReturnType());
  Result.ToMany = ToMany;
  return Accessors[Method] = &Result;
}

Relation *Lexicon::Impl::ownRelation(const clang::FieldDecl *Field) {
  Field = Field->getCanonicalDecl();
  if (auto Cached = Relations.find(Field); Cached != Relations.end())
    return Cached->second;
  Relation *Answer = computeRelation(Field);
  Relations[Field] = Answer;
  return Answer;
}

const Relation *Lexicon::Impl::relation(const clang::FieldDecl *Field) {
  if (!Field)
    return nullptr;
  Relation *Answer = ownRelation(Field);
  if (!Answer || !Linked.insert(Answer).second)
    return Answer;
  // A one-to-one links both rows, but only its reverse side names the other.
  // The forward side is one-to-one where the target has such a reverse side
  // that leads to one row.
  const Record *Target =
      Answer->Target ? Answer->Target->getDefinition() : nullptr;
  if (auto Rows = Target ? meaning(Target) : std::nullopt;
      Rows && Rows->Entry && !Rows->Entry->Ordering.empty())
    Answer->Ordered = llvm::any_of(Target->decls(), [&](const auto *Member) {
      const auto *Static = llvm::dyn_cast<clang::VarDecl>(Member);
      return Static && Static->getIdentifier() &&
             Static->getName() == Rows->Entry->Ordering;
    });
  if (!Target || !Answer->Inverse.empty() || Answer->ToMany || Answer->Reverse)
    return Answer;
  for (const clang::FieldDecl *Back : Target->fields()) {
    const Relation *Reverse = ownRelation(Back);
    if (Reverse && Reverse->Reverse && !Reverse->ToMany &&
        Reverse->Target == Answer->Owner && Reverse->Inverse == Answer->Name) {
      Answer->Inverse = Reverse->Name.str();
      break;
    }
  }
  return Answer;
}

const Relation *Lexicon::Impl::relation(const Record *Entity, StringRef Name) {
  const Record *Definition = Entity ? Entity->getDefinition() : nullptr;
  if (!Definition)
    return nullptr;
  for (const clang::FieldDecl *Field : Definition->fields())
    if (Field->getIdentifier() && Field->getName() == Name)
      return relation(Field);
  for (const clang::CXXBaseSpecifier &Base : Definition->bases())
    if (const Relation *Found =
            relation(Base.getType()->getAsCXXRecordDecl(), Name))
      return Found;
  return nullptr;
}

// Calls.

/// Whether the callee's bare name is one that a profile uses.
bool Lexicon::Impl::mayMean(const clang::FunctionDecl *Callee) const {
  if (Annotated && Callee->getMostRecentDecl()->hasAttr<clang::AnnotateAttr>())
    return true;
  clang::DeclarationName Name = Callee->getDeclName();
  const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee);
  switch (Name.getNameKind()) {
  case clang::DeclarationName::Identifier:
    return Method ? Methods.contains(Name.getAsIdentifierInfo())
                  : Functions.contains(Name.getAsIdentifierInfo());
  case clang::DeclarationName::CXXOperatorName:
    return Method && Operators[Name.getCXXOverloadedOperator()];
  case clang::DeclarationName::CXXConversionFunctionName:
  case clang::DeclarationName::CXXConstructorName:
    return Method && Types.contains(Method->getParent()->getIdentifier());
  default:
    return false;
  }
}

std::optional<CallMeaning>
Lexicon::Impl::call(const clang::FunctionDecl *Callee) {
  if (!Callee)
    return std::nullopt;
  know(Callee->getASTContext());
  if (!mayMean(Callee))
    return std::nullopt;
  Callee = Callee->getCanonicalDecl();
  if (auto Cached = Calls.find(Callee); Cached != Calls.end())
    return Cached->second;
  std::optional<CallMeaning> Answer = computeCall(Callee);
  Calls[Callee] = Answer;
  return Answer;
}

std::optional<CallMeaning>
Lexicon::Impl::computeCall(const clang::FunctionDecl *Callee) {
  if (Callee->isInvalidDecl())
    return std::nullopt;
  if (Annotated)
    if (auto What = annotatedEffect(Callee))
      return annotatedCall(Callee, *What);
  if (const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee))
    return methodCall(Method);
  return functionCall(Callee);
}

/// Whether \p What runs a query of its own where it is asked of no query.
static bool startsQuery(Effect What) {
  switch (What) {
  case Effect::Query:
  case Effect::One:
  case Effect::First:
  case Effect::Count:
  case Effect::Exists:
  case Effect::Collect:
    return true;
  default:
    return false;
  }
}

CallMeaning Lexicon::Impl::annotatedCall(const clang::FunctionDecl *Callee,
                                         Effect What) {
  CallMeaning Answer{};
  Answer.What = What;
  Answer.From = &annotationProfile();
  Answer.Entity = rowsOf(Callee->getReturnType());
  const auto *Method = llvm::dyn_cast<clang::CXXMethodDecl>(Callee);
  std::optional<TypeMeaning> Class =
      Method ? meaning(Method->getParent()) : std::nullopt;
  if (Class) {
    Answer.On = Class->Role;
    Answer.Entry = Class->Entry;
    if (!Answer.Entity)
      Answer.Entity = Class->Entity;
  }
  if (startsQuery(What) &&
      (!Class || Method->isStatic() || Class->Role == TypeRole::Entity))
    Answer.On = TypeRole::Session;
  if (Method && (What == Effect::ToOne || What == Effect::ToMany))
    Answer.Follows = followed(Method, What == Effect::ToMany);
  return Answer;
}

/// The method's name as Spelling.h writes it.
static std::string spelledName(const clang::CXXMethodDecl *Method) {
  if (Method->getOverloadedOperator() != clang::OO_None)
    return operatorName(Method->getOverloadedOperator());
  if (const auto *Conversion =
          llvm::dyn_cast<clang::CXXConversionDecl>(Method)) {
    clang::PrintingPolicy Policy(Method->getASTContext().getLangOpts());
    Policy.SuppressTagKeyword = true;
    // A class template's instances by the template's name.
    if (const auto *To = Conversion->getConversionType()->getAsCXXRecordDecl();
        llvm::isa_and_nonnull<clang::ClassTemplateSpecializationDecl>(To))
      return "operator " + To->getQualifiedNameAsString();
    return "operator " + Conversion->getConversionType()
                             .getCanonicalType()
                             .getUnqualifiedType()
                             .getAsString(Policy);
  }
  return Method->getName().str();
}

std::optional<CallMeaning>
Lexicon::Impl::methodCall(const clang::CXXMethodDecl *Method) {
  const Record *Class = Method->getParent();
  if (Class->isInvalidDecl() || Class->isDependentContext())
    return std::nullopt;
  const TypeName *Type = named(Class);
  if (!Type)
    return std::nullopt;
  const TypeEntry &Entry = *Type->Entry;
  CallMeaning Answer{Effect::Lookup, nullptr, Entry.Role, &Entry, Type->From};
  if (const auto *Constructor =
          llvm::dyn_cast<clang::CXXConstructorDecl>(Method)) {
    // A copy makes nothing that was not there.
    if (Entry.Role != TypeRole::Lookup ||
        Constructor->isCopyOrMoveConstructor())
      return std::nullopt;
    return Answer;
  }
  auto What = Type->Methods.find(spelledName(Method));
  // What a template's conversion gives depends on its arguments.
  if (What == Type->Methods.end() &&
      llvm::isa<clang::CXXConversionDecl>(Method))
    What = Type->Methods.find("operator auto");
  if (What == Type->Methods.end())
    return std::nullopt;
  Answer.What = What->second;
  if (Answer.What == Effect::ToOne || Answer.What == Effect::ToMany)
    Answer.Follows = followed(Method, Answer.What == Effect::ToMany);
  if (Entry.Role == TypeRole::Session)
    Answer.Entity = rowsOf(Method->getReturnType());
  else if (Answer.What == Effect::Query)
    if (std::optional<TypeMeaning> Rows = meaning(Class))
      Answer.Entity = Rows->Entity;
  return Answer;
}

std::optional<CallMeaning>
Lexicon::Impl::functionCall(const clang::FunctionDecl *Function) {
  for (const FunctionName &Candidate :
       Functions.lookup(Function->getIdentifier())) {
    if (!isScope(Function->getDeclContext(), Candidate.Parts))
      continue;
    CallMeaning Answer{};
    Answer.What = Candidate.Entry->What;
    Answer.From = Candidate.From;
    if (startsQuery(Answer.What) && Answer.What != Effect::Query)
      Answer.On = TypeRole::Session;
    if (startsQuery(Answer.What))
      Answer.Entity = Candidate.Entry->Entity
                          ? recordArgument(templateArguments(Function),
                                           Candidate.Entry->Entity)
                          : rowsOf(Function->getReturnType());
    return Answer;
  }
  return std::nullopt;
}

// The door.

Lexicon::Lexicon(const Vocabulary &Words)
    : Words(Words), Self(std::make_unique<Impl>(Words.names())) {}
Lexicon::~Lexicon() = default;

std::optional<TypeMeaning> Lexicon::type(clang::QualType Type) {
  return Self->type(Type);
}

const Relation *Lexicon::relation(const clang::FieldDecl *Field) {
  return Self->relation(Field);
}

const Relation *Lexicon::relation(const clang::CXXRecordDecl *Entity,
                                  StringRef Name) {
  return Self->relation(Entity, Name);
}

std::optional<CallMeaning> Lexicon::call(const clang::FunctionDecl *Callee) {
  return Self->call(Callee);
}

} // namespace ormlint::vocabulary
