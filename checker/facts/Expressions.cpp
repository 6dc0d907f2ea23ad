//===--- Expressions.cpp - Questions about expressions --------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Expressions.h"
#include "facts/StandardLibrary.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ormlint::facts {

/// The expression that has \p E's value, without conversions that keep it.
const Expr *peel(const Expr *E) {
  while (E) {
    E = E->IgnoreParens();
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      E = Cast->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
      E = List->getSubExpr();
    else if (const auto *Init = dyn_cast<InitListExpr>(E);
             Init && Init->isTransparent())
      E = Init->getInit(0);
    else
      break;
  }
  return E;
}

/// The local variable that \p E names, or null.
const VarDecl *variableIn(const Expr *E) {
  const auto *Reference = dyn_cast_or_null<DeclRefExpr>(peel(E));
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  // An element of a tuple that has a name is a variable of its own.
  if (const auto *Binding =
          Reference ? dyn_cast<BindingDecl>(Reference->getDecl()) : nullptr)
    Variable = Binding->getHoldingVar();
  return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
}

/// The object a call is made on, or null.
const Expr *objectOf(const CallExpr &Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
    return Member->getImplicitObjectArgument();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && isa_and_nonnull<CXXMethodDecl>(Call.getDirectCallee()))
    return Call.getArg(0);
  return nullptr;
}

/// The arguments of a call without its object, as far as they are written.
llvm::SmallVector<const Expr *, 4> argumentsOf(const CallExpr &Call) {
  llvm::SmallVector<const Expr *, 4> Result;
  const bool ObjectFirst =
      isa<CXXOperatorCallExpr>(Call) && objectOf(Call) != nullptr;
  for (unsigned I = ObjectFirst ? 1 : 0; I < Call.getNumArgs(); ++I)
    if (!isa<CXXDefaultArgExpr>(Call.getArg(I)))
      Result.push_back(Call.getArg(I));
  return Result;
}

const Expr *heldIn(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const Expr *Object = Call ? objectOf(*Call) : nullptr;
  return Callee && Object && standardEffect(Callee) == StandardEffect::Object &&
                 isWrapper(peel(Object)->getType()->getAsCXXRecordDecl())
             ? Object
             : nullptr;
}

const Expr *containerOf(const Expr *E) {
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(E))
    return Subscript->getBase();
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !isa<CXXMethodDecl>(Callee))
    return nullptr;
  const auto Effect = standardEffect(Callee);
  return Effect == StandardEffect::Element || Effect == StandardEffect::One
             ? objectOf(*Call)
             : nullptr;
}

const Expr *containerBehind(const Expr *E) {
  const auto *Access = dyn_cast_or_null<CXXOperatorCallExpr>(E);
  if (!Access ||
      (Access->getOperator() != OO_Arrow && Access->getOperator() != OO_Star))
    return nullptr;
  const Expr *Position = peel(Access->getArg(0));
  if (const VarDecl *Variable = variableIn(Position);
      Variable && Variable->getInit())
    Position = peel(Variable->getInit());
  // Where it went, and whether it is new.
  if (const auto *Where = dyn_cast<MemberExpr>(Position))
    Position = peel(Where->getBase());
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Position);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto Effect = Callee ? standardEffect(Callee) : std::nullopt;
  return Effect == StandardEffect::Find || Effect == StandardEffect::Begin ||
                 Effect == StandardEffect::Append ||
                 Effect == StandardEffect::Emplace
             ? objectOf(*Call)
             : nullptr;
}

std::optional<std::int64_t> placeOf(const Expr *E, const ASTContext &Context) {
  const Expr *Index = nullptr;
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(E)) {
    Index = Subscript->getIdx();
  } else if (const auto *Call = dyn_cast_or_null<CallExpr>(E);
             Call && containerOf(Call)) {
    const auto *Method = cast<CXXMethodDecl>(Call->getDirectCallee());
    const auto Arguments = argumentsOf(*Call);
    if (!Arguments.empty())
      Index = Arguments.back();
    else if (Method->getIdentifier() && Method->getName() == "front")
      return 0;
  }
  Expr::EvalResult Number;
  if (!Index || Index->isValueDependent() ||
      !Index->getType()->isIntegralOrEnumerationType() ||
      !Index->EvaluateAsInt(Number, Context))
    return std::nullopt;
  return Number.Val.getInt().tryExtValue();
}

llvm::SmallVector<const FunctionDecl *, 2>
callOperators(const LambdaExpr &Lambda) {
  if (const FunctionTemplateDecl *Template =
          Lambda.getDependentCallOperator()) {
    llvm::SmallVector<const FunctionDecl *, 2> Result;
    for (const FunctionDecl *Instance : Template->specializations())
      if (Instance->hasBody())
        Result.push_back(Instance);
    return Result;
  }
  return {Lambda.getCallOperator()};
}

llvm::SmallVector<const FunctionDecl *, 4>
callOperators(const CXXRecordDecl &Class) {
  llvm::SmallVector<const FunctionDecl *, 4> All;
  for (const NamedDecl *Each :
       Class.lookup(Class.getASTContext().DeclarationNames.getCXXOperatorName(
           OO_Call))) {
    Each = Each->getUnderlyingDecl();
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Each))
      All.push_back(Method);
    else if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Each))
      for (const FunctionDecl *Instance : Template->specializations())
        if (Instance->hasBody())
          All.push_back(Instance);
  }
  return All;
}

const FunctionDecl *
callOperator(const CXXRecordDecl &Class,
             llvm::function_ref<bool(const FunctionDecl &)> Fits) {
  const auto All = callOperators(Class);
  if (All.size() == 1)
    return All.front();
  for (const FunctionDecl *Each : All)
    if (Fits(*Each))
      return Each;
  return nullptr;
}

const FunctionProtoType *signatureOf(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  if (const auto *Function = Type->getAs<FunctionProtoType>())
    return Function;
  const auto *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return nullptr;
  if (Record->isLambda()) {
    const CXXMethodDecl *Operator = Record->getLambdaCallOperator();
    return Operator && !Operator->isTemplated()
               ? Operator->getType()->getAs<FunctionProtoType>()
               : nullptr;
  }
  const auto *Wrapper = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (!Wrapper || !isFunctionWrapper(Record) || isBound(Record) ||
      Wrapper->getTemplateArgs().size() == 0 ||
      Wrapper->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Wrapper->getTemplateArgs()[0].getAsType()->getAs<FunctionProtoType>();
}

const ValueDecl *memberNamed(const Expr *E) {
  E = peel(E);
  if (const VarDecl *Variable = variableIn(E);
      Variable && Variable->getType()->isMemberPointerType() &&
      Variable->getType().isConstQualified() && Variable->getInit())
    E = peel(Variable->getInit());
  const auto *Address = dyn_cast_or_null<UnaryOperator>(E);
  const auto *Reference =
      Address && Address->getType()->isMemberPointerType()
          ? dyn_cast<DeclRefExpr>(peel(Address->getSubExpr()))
          : nullptr;
  return Reference ? Reference->getDecl() : nullptr;
}

std::string callableName(const Expr *Object) {
  const auto *Reference = dyn_cast<DeclRefExpr>(peel(Object));
  if (Reference)
    return Reference->getDecl()->getNameAsString();
  const auto *Member = dyn_cast<MemberExpr>(peel(Object));
  return Member ? Member->getMemberDecl()->getNameAsString() : "a lambda";
}

bool mayChange(QualType Type) {
  return Type->isLValueReferenceType() &&
         !Type->getPointeeType().isConstQualified();
}

QualType elementOf(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    return Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return {};
  const ASTContext &Context = Record->getASTContext();
  const auto Name = Context.Idents.find("value_type");
  if (Name == Context.Idents.end())
    return {};
  for (const NamedDecl *Member : Record->lookup(DeclarationName(Name->second)))
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
      return Alias->getUnderlyingType();
  return {};
}

void forEachBelow(const Expr *E, llvm::function_ref<void(const Expr *)> Each) {
  llvm::SmallVector<const Stmt *, 16> Work;
  if (E)
    Work.push_back(E);
  while (!Work.empty()) {
    const Stmt *Next = Work.pop_back_val();
    if (isa<LambdaExpr>(Next))
      continue;
    if (const auto *Part = dyn_cast<Expr>(Next))
      Each(Part);
    for (const Stmt *Child : Next->children())
      if (Child)
        Work.push_back(Child);
  }
}

const VarDecl *ownerIn(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (const auto *Binding =
          Reference ? dyn_cast<BindingDecl>(Reference->getDecl()) : nullptr)
    Variable = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
  return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
}

} // namespace ormlint::facts
