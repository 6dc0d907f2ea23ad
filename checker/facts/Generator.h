//===--- Generator.h - A walk over one function -----------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the facts room: the class behind generateFacts, whose parts lie
// in Generator.cpp (values, expressions, the walk), Variables.cpp
// (assignments), Iteration.cpp (positions and rows), Objects.cpp (members),
// Statics.cpp (variables that outlive calls), Closures.cpp (lambdas),
// Constructions.cpp (objects), Containers.cpp (what they are filled with),
// Calls.cpp (ordinary calls), IndirectCalls.cpp (of what a value says),
// Bound.cpp (functions that the library makes of others),
// StandardCalls.cpp, Algorithm.cpp, Algorithms.cpp and Views.cpp (those of the
// standard library), ProfileCalls.cpp (calls that a profile names) and
// EagerCalls.cpp (of those, eager loads).
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_GENERATOR_H
#define ORMLINT_FACTS_GENERATOR_H

#include "facts/Conditions.h"
#include "facts/ControlFlow.h"
#include "facts/Dependence.h"
#include "facts/Expressions.h"
#include "facts/FactsGenerator.h"
#include "facts/HiddenParts.h"
#include "facts/Hoistable.h"
#include "facts/Portable.h"
#include "facts/Renaming.h"
#include "facts/StandardLibrary.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtVisitor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace ormlint::facts {

/// Walks the statements of a function in the order they run.
class Generator : public clang::ConstStmtVisitor<Generator> {
public:
  Generator(UnitBuilder &Unit, const clang::FunctionDecl &Function,
            const ControlFlow &Flow, facts::Function &Out,
            llvm::SmallVectorImpl<const clang::FunctionDecl *> &Callees)
      : Unit(Unit), Source(Function), Flow(Flow), Out(Out), Callees(Callees),
        Holding(Unit.Context, Function, Flow, Out.Guards),
        Variables(Flow, Out.Values, Holding),
        Depends(Unit.Context, Function, Flow), Elsewhere(Function),
        Repeated(Unit, Function, Elsewhere),
        Hidden(hiddenPartsOf(*Function.getBody())) {}

  void run();

  void VisitDeclRefExpr(const clang::DeclRefExpr *Reference);
  void VisitCXXThisExpr(const clang::CXXThisExpr *This);
  void VisitMemberExpr(const clang::MemberExpr *Member);
  void VisitCallExpr(const clang::CallExpr *Call);
  void VisitCXXConstructExpr(const clang::CXXConstructExpr *Construct);
  void VisitCXXNewExpr(const clang::CXXNewExpr *New);
  void VisitCXXDeleteExpr(const clang::CXXDeleteExpr *Delete);
  void VisitUnaryOperator(const clang::UnaryOperator *Operator);
  void VisitBinaryOperator(const clang::BinaryOperator *Operator);
  void VisitArraySubscriptExpr(const clang::ArraySubscriptExpr *Subscript);
  void VisitAbstractConditionalOperator(
      const clang::AbstractConditionalOperator *If);
  void VisitInitListExpr(const clang::InitListExpr *List);
  void VisitCXXParenListInitExpr(const clang::CXXParenListInitExpr *List);
  void VisitLambdaExpr(const clang::LambdaExpr *Lambda);
  void VisitDeclStmt(const clang::DeclStmt *Statement);
  void VisitReturnStmt(const clang::ReturnStmt *Return);

private:
  ValueId add(Value New);
  ValueId unknown(const clang::Expr &At, llvm::StringRef Reason);
  /// The value that \p E was found to have.
  ValueId known(const clang::Expr *E) const { return Values.lookup(peel(E)); }
  /// The value of \p E, which is a function if it names one.
  ValueId valueOf(const clang::Expr *E) {
    const ValueId Known = known(E);
    return Known != None ? Known : namedFunction(peel(E));
  }
  void set(const clang::Expr *E, ValueId Value) {
    if (Value != None)
      Values[peel(E)] = Value;
  }

  const clang::VarDecl *target(const clang::VarDecl *Variable) const;
  bool tracked(const clang::VarDecl *Variable);
  /// Whether \p Type is a class whose members are followed one by one.
  bool isObject(clang::QualType Type);
  void assign(const clang::VarDecl *Variable, ValueId Value);
  /// Gives the variable that \p E names a new value; \returns false if it names
  /// none.
  bool assignTo(const clang::Expr *E, ValueId Value);
  ValueId current(const clang::Expr *E);
  ValueId placed(ValueId &Container, const clang::Expr &Element) const;
  void enterRange(const clang::CXXForRangeStmt &Loop);
  void leaveRanges();

  void event(EventKind Kind, ValueId Value, const clang::Expr &At);
  void effect(const clang::CallExpr &Call,
              const vocabulary::CallMeaning &Meaning);
  bool namesRelation(const clang::Expr &E);
  void changeInPlace(const clang::CallExpr &Call);
  bool isCopy(const clang::Expr *Row) const;
  void assignRelation(const clang::CallExpr &Call, ValueId Handle);
  void describeCall(std::size_t FirstEvent, const clang::CallExpr &Call,
                    const vocabulary::CallMeaning &Meaning);
  ValueId element(ValueId Base, llvm::ArrayRef<const clang::Expr *> Position,
                  ValueId Iterator, const clang::Expr &At);
  ValueId dereference(ValueId Iterator, const clang::Expr &At);
  /// What the merge \p Id begins with; another value is that itself.
  ValueId behindMerges(ValueId Id) const;
  bool isIterator(ValueId Id) const;

  void profileCall(const clang::CallExpr &Call,
                   const vocabulary::CallMeaning &Meaning);
  void standardCall(const clang::CallExpr &Call, StandardEffect Effect);
  /// \returns what it gives, which is of type \p Given.
  ValueId ordinaryCall(const clang::Expr &Call, clang::QualType Given,
                       const clang::FunctionDecl &Callee,
                       llvm::ArrayRef<const clang::Expr *> Arguments,
                       bool HasObject);
  /// An object of class \p Class that a library makes of \p Arguments.
  void hide(llvm::StringRef By, llvm::ArrayRef<ValueId> Handed,
            const clang::Expr &At);
  ValueId constructed(clang::QualType Class,
                      llvm::ArrayRef<const clang::Expr *> Arguments,
                      const clang::Expr &At);
  ValueId aggregate(clang::QualType Class,
                    llvm::ArrayRef<const clang::Expr *> Parts,
                    const clang::Expr &At);
  ValueId collected(clang::QualType Class,
                    llvm::ArrayRef<const clang::Expr *> Arguments,
                    const clang::Expr &At);
  ValueId wrapped(const clang::Expr &Callable);
  /// A call of a function object, whatever it is: \p Arguments holds the object
  /// first.
  void callThrough(const clang::Expr &Call,
                   llvm::ArrayRef<const clang::Expr *> Arguments);
  ValueId bound(const clang::CallExpr &Call,
                llvm::ArrayRef<const clang::Expr *> Arguments);
  ValueId callable(const clang::Expr &Callable,
                   llvm::ArrayRef<clang::QualType> Handed);
  CallId addIndirect(facts::Call New, const clang::Expr &Callable,
                     const clang::Expr &Call);
  void callSpread(const clang::CallExpr &Call, const clang::Expr &Callable,
                  const clang::Expr &Tuple);
  ValueId memberOf(ValueId Object, const clang::ValueDecl &Member,
                   const clang::Expr &At);
  CallId addCall(facts::Call New, const clang::Expr &At);
  ValueId anyOf(llvm::ArrayRef<const clang::CXXMethodDecl *> Functions,
                const clang::Expr &At);
  void leave(CallId Id, unsigned Index, const clang::Expr &Argument,
             const clang::Expr &At);
  void evaluate(const clang::Expr *E);
  bool resume(const clang::CallExpr &Call, const clang::Expr &Object);
  void append(const clang::CallExpr &Call, const clang::Expr &Container);
  void emplace(const clang::CallExpr &Call, const clang::Expr &Into);
  void addRange(Value &Container, ValueId Rows);
  void found(const clang::CallExpr &Call, const clang::Expr &Container,
             ValueId Element);
  void leaveOut(const clang::Expr &Container, const clang::Expr &At);
  ValueId positionOf(ValueId Row, const clang::Expr &At);
  const clang::FunctionDecl *lessOf(clang::QualType Type);
  void compareThrough(const clang::Expr &Container, clang::QualType Order,
                      ValueId Element, const clang::Expr &Call);
  void order(const clang::Expr &Container, ValueId Element,
             const clang::Expr &Call);
  ValueId someOf(ValueId Rows, const clang::Expr &At);
  ValueId convertedEach(clang::QualType Class, ValueId Rows,
                        clang::QualType From, const clang::Expr &At);
  bool viewMade(const clang::CXXConstructExpr &Construct);
  bool algorithm(const clang::CallExpr &Call);
  bool pipe(const clang::CallExpr &Call);
  class Algorithm;
  friend class Algorithm;
  void followAccessor(const clang::CallExpr &Call,
                      const vocabulary::CallMeaning &Meaning, ValueId Base);
  ValueId start(const clang::CallExpr &Call,
                const vocabulary::CallMeaning &Meaning);
  void readLater(const clang::CallExpr &Call,
                 const vocabulary::CallMeaning &Meaning,
                 const clang::Expr *Object);
  void readNow(ValueId Row, const clang::Expr &At);
  ValueId refined(const clang::CallExpr &Call, ValueId Base, Refinement How);
  ValueId narrowed(const clang::CallExpr &Call, ValueId Base,
                   const vocabulary::CallMeaning &Meaning);
  const clang::CXXRecordDecl *heldBy(clang::QualType Type);
  bool leadsSomewhere(const clang::CXXRecordDecl *Rows, EagerLoad &Load);
  std::vector<EagerLoad> loadsOf(const vocabulary::CallMeaning &Meaning);
  ValueId loaded(const clang::CallExpr &Call, ValueId Base,
                 std::vector<EagerLoad> Loads);
  std::vector<EagerLoad>
  eagerLoads(const clang::CXXRecordDecl *Rows,
             llvm::ArrayRef<const clang::Expr *> Arguments,
             const vocabulary::CallMeaning &Meaning);
  void eagerLoad(const clang::CallExpr &Call,
                 const vocabulary::CallMeaning &Meaning, ValueId Base);
  void chooseColumns(const clang::CallExpr &Call,
                     const vocabulary::CallMeaning &Meaning, ValueId Base);
  void bulkLoad(const clang::CallExpr &Call,
                const vocabulary::CallMeaning &Meaning);
  EagerLoad lookup(const clang::CXXConstructExpr &Construct,
                   const vocabulary::CallMeaning &M);
  void setSite(Value &New, const clang::Expr &At);
  void findUses();
  bool followsNames(const clang::DecompositionDecl &Names);
  bool follows(const clang::Stmt &Parent, const clang::Expr *Used);
  bool callFollows(const clang::CallExpr &Parent, const clang::Expr *Used);
  bool staysInSight(const clang::Expr *Target);
  void discard(const clang::Expr &Statement, ValueId Made);

  // Variables that outlive calls.
  const clang::VarDecl *keptIn(const clang::Expr *E);
  bool isKept(const clang::VarDecl &Variable);
  ValueId kept(const clang::VarDecl &Variable, const clang::Expr &At);
  void keep(const clang::VarDecl &Variable, ValueId Value);
  void lookForStores(const clang::VarDecl &Variable);
  ValueId constant(const clang::VarDecl &Variable);

  // Objects and their parts.
  ValueId object(ValueId Base, FieldId Field, ValueId Value);
  ValueId part(ValueId Object, FieldId Field, const clang::Expr &At);
  ValueId tuple(llvm::ArrayRef<const clang::Expr *> Elements, bool Pair,
                const clang::Expr &At);
  ValueId namedFunction(const clang::Expr *E);
  ValueId functionObject(const clang::FunctionDecl &Function,
                         const clang::Expr &At);
  /// What a closure holds by reference.
  struct Capture {
    FieldId Field;
    const clang::VarDecl *Variable;
    bool Changed; ///< A call of the closure may change it.
  };
  ValueId refreshed(ValueId Closure);
  void leaveCaptures(CallId Id);
  void leaveCallback(CallId Id, unsigned Index, const clang::Expr &Object,
                     const clang::Expr &Call);
  void leaveCallbacks(CallId Id, llvm::ArrayRef<const clang::Expr *> Arguments,
                      unsigned First, const clang::Expr &Call);
  void enterCaptures(const clang::CXXRecordDecl &Class, ValueId Object);
  ValueId exitCaptures(ValueId Object);
  ValueId position(clang::QualType Type, ValueId Given, bool Advanced);
  void enterObject();
  void initialize(const clang::CXXCtorInitializer &Initializer);
  void destroy(clang::QualType Type, ValueId Object,
               const clang::Stmt &Trigger);
  GuardsId guards();

  void finish();
  LoopId loopOfPosition(ValueId Position) const;
  bool leavesOut(ValueId Position) const;
  bool stopsShort(LoopId Loop) const;
  ValueId rowsBehind(ValueId Iterator) const;

  UnitBuilder &Unit;
  const clang::FunctionDecl &Source;
  const ControlFlow &Flow;
  facts::Function &Out;
  llvm::SmallVectorImpl<const clang::FunctionDecl *> &Callees;
  Conditions Holding;
  Renaming Variables;
  Dependence Depends;
  Portable Elsewhere;
  Hoistable Repeated;
  HiddenParts Hidden;
  const clang::CFGBlock *Block = nullptr;
  llvm::DenseMap<const clang::Expr *, ValueId> Values;
  /// Local references are other names of what they are bound to.
  llvm::DenseMap<const clang::VarDecl *, const clang::VarDecl *> Aliases;
  /// Those to a part of something are what they are bound to, too.
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> BoundTo;
  /// Rows by position: their loop is known once all merges are.
  struct Pending {
    ValueId Row;
    llvm::SmallVector<ValueId, 2> Positions;
    LoopId Around;
    LoopId Varies = None;     ///< The loop whose turns change the index.
    std::uint64_t Params = 0; ///< The parameters it depends on.
  };
  std::vector<Pending> Rows;
  /// Versions of a container one element of which was assigned: the one with
  /// that number, and what it is since.
  llvm::DenseMap<ValueId, std::pair<std::int64_t, ValueId>> Placed;
  /// Loops whose turns may assign the elements of a container: what it was
  /// before, and is after.
  struct Range {
    const clang::CXXForRangeStmt *Loop;
    ValueId Before, After;
  };
  std::vector<Range> Ranges;
  /// How far a position lies behind another one, where an index says it.
  llvm::DenseMap<ValueId, const clang::Expr *> Offsets;
  /// Numbers that rows may lie before, or that were made by a step over some.
  llvm::DenseSet<ValueId> Uneven;
  /// What closures hold by reference: it may be another value when they are
  /// called.
  llvm::DenseMap<ValueId, std::vector<Capture>> ByReference;
  /// Variables that hold nothing but one lambda, which no merge hides.
  llvm::DenseMap<const clang::VarDecl *, ValueId> Holders;
  /// In a lambda, the variables it refers to, and what they are at first.
  std::vector<std::pair<const clang::VarDecl *, ValueId>> Entered;
  /// Views that wait for their rows: `filter(f) | take(3)`.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<const clang::Expr *, 2>>
      Adaptors;
  /// Rows that are not read yet, with the calls that gave them.
  llvm::DenseMap<ValueId,
                 std::pair<const clang::CallExpr *, vocabulary::CallMeaning>>
      Unread;
  /// Calls of algorithms and views that are followed, with their rows: nothing
  /// else becomes of these.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<ValueId, 2>> Looped;
  /// The field that holds the enclosing object, in a lambda.
  const clang::FieldDecl *CapturedThis = nullptr;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_GENERATOR_H
