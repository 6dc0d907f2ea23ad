//===--- Algorithm.h - One call of an algorithm or a view -------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the facts room. An algorithm is a loop over its ranges that calls
// each function object it is handed, whatever the library's code looks like; so
// is a view, which calls when it is read.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_FACTS_ALGORITHM_H
#define ORMLINT_FACTS_ALGORITHM_H

#include "facts/Generator.h"
#include "llvm/ADT/STLExtras.h"
#include <initializer_list>
#include <optional>

namespace ormlint::facts {

/// What an algorithm or a view does.
struct Traits {
  /// What becomes of the elements.
  enum Kind {
    Reads,    ///< Nothing: they are looked at, or moved within their range.
    Finds,    ///< A position among them is returned.
    Copies,   ///< They become elements of what the output iterator fills.
    Makes,    ///< What the function returns does.
    Keeps,    ///< View: some of them.
    Converts, ///< View: what the function returns.
    Parts,    ///< View: a part of each, a pair's first or second.
    Joins,    ///< View: their elements.
  } What = Reads;
  /// It may stop before the end, or leave some out.
  bool Early = false;
  /// Which part.
  unsigned Index = 0;
  /// Without a function object it compares them with `<`.
  bool Orders = false;
};

/// Names that share their traits.
struct TraitsOf {
  std::initializer_list<llvm::StringRef> Names;
  Traits Have;
};

inline std::optional<Traits> traitsIn(std::initializer_list<TraitsOf> Groups,
                                      llvm::StringRef Name) {
  for (const TraitsOf &Each : Groups)
    if (llvm::is_contained(Each.Names, Name))
      return Each.Have;
  return std::nullopt;
}

/// The view of that name.
std::optional<Traits> viewNamed(llvm::StringRef Name);

/// The variable of namespace std that \p E names: an algorithm or a view is an
/// object there. "" if it names none.
llvm::StringRef standardObject(const clang::Expr *E);

/// Whether the object \p E names is a view: of those, there is `transform` too.
bool isView(const clang::Expr *E);

/// One call of an algorithm or a view.
class Generator::Algorithm {
public:
  Algorithm(Generator &Walk, const clang::Expr &At, Traits Kind,
            llvm::StringRef Name, bool IsView)
      : Walk(Walk), At(At), Kind(Kind), Name(Name), IsView(IsView) {}

  void add(const clang::Expr &Argument);
  void addSource(ValueId Rows) { Sources.push_back(Rows); }
  void run();
  /// What a view gives.
  ValueId view();
  /// What \p Constructor makes of each row, where it keeps any.
  ValueId construct(const clang::CXXConstructorDecl &Constructor,
                    clang::QualType Class);
  ValueId position() const { return First; }
  ValueId source() const { return Sources.front(); }
  bool hasSource() const { return !Sources.empty(); }
  /// Whether nothing becomes of its rows but what the facts say.
  bool followed() const;
  llvm::ArrayRef<ValueId> sources() const { return Sources; }

private:
  /// Whether an argument of \p Type could do something with rows unseen.
  static bool mayAct(clang::QualType Type);
  LoopId loop();
  ValueId element(unsigned Source);
  ValueId inner();
  ValueId call(const clang::Expr &Callable);
  void leaveElements(CallId Id, const clang::FunctionProtoType &Signature);
  ValueId read(const clang::ValueDecl &Member, const clang::Expr &Callable);
  ValueId made(facts::Call New, clang::QualType Given,
               const clang::FunctionProtoType *Signature = nullptr);
  const clang::FunctionDecl *targetOf(const clang::Expr &Callable) const;
  bool mayRun(const clang::FunctionDecl &Target) const;

  Generator &Walk;
  const clang::Expr &At;
  const Traits Kind;
  const llvm::StringRef Name;
  const bool IsView;
  llvm::SmallVector<ValueId, 2> Sources;
  /// What they hold, as far as their types tell.
  llvm::SmallVector<clang::QualType, 2> Types;
  llvm::SmallVector<ValueId, 2> Elements;
  llvm::SmallVector<const clang::Expr *, 2> Callables;
  ValueId First = None;
  const clang::Expr *Filled = nullptr;
  LoopId Loop = None;
  bool Followed = true;
};

} // namespace ormlint::facts

#endif // ORMLINT_FACTS_ALGORITHM_H
