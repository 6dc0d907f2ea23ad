//===--- Vocabulary.h - What the code's names mean to an ORM ----*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers what a type, a field or a call means in terms of an ORM: is this type
// a query set, this field a relation, this call an eager load? All names come
// from profiles (YAML); none is written in C++. The vocabulary decides nothing
// about findings.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_VOCABULARY_H
#define ORMLINT_VOCABULARY_VOCABULARY_H

#include "vocabulary/Profile.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
class IdentifierTable;
class QualType;
} // namespace clang

// Records in the structs below are canonical declarations, so they compare by
// address; a canonical declaration may be a forward declaration.

namespace ormlint::vocabulary {

/// The part a type plays.
struct TypeMeaning {
  TypeRole Role;
  /// The entity of a query set's rows, the target of a relation handle, or the
  /// entity itself; null where the profile names none. A class that derives
  /// from an entity is that entity.
  const clang::CXXRecordDecl *Entity = nullptr;
  const TypeEntry *Entry = nullptr;
};

/// Whether a unit with these identifiers may use the ORM of one profile.
bool mayMatter(const clang::IdentifierTable &Identifiers, const Profile &P);

/// A field of an entity that is a relation.
struct Relation {
  llvm::StringRef Name;
  /// The entity that declares the field; where a plain class does that entities
  /// derive from, that class.
  const clang::CXXRecordDecl *Owner = nullptr;
  const clang::CXXRecordDecl *Target = nullptr;
  bool ToMany = false;
  /// The relation's rows never cost a query of their own: they are there only
  /// if an eager load attached them (a to_attr).
  bool Attached = false;
  /// No row but a value of the owner's row, which its query may leave out.
  bool Column = false;
  /// The key may be null, so a row may cost no query.
  bool Nullable = false;
  /// The key lies on the other side: even a NULL test is a query.
  bool Reverse = false;
  /// A target that is in memory is not read again.
  bool IdentityMap = false;
  /// The target's rows have an order of their own.
  bool Ordered = false;
  /// On the target, the name of the relation that leads back without a query,
  /// once this relation was followed ("" if none is known).
  std::string Inverse;
  const TypeEntry *Entry = nullptr;
};

/// What a call means. `Entity` is set for calls that start a query.
struct CallMeaning {
  Effect What;
  const clang::CXXRecordDecl *Entity = nullptr;
  /// The role of the type the method belongs to. Says nothing about a free
  /// function.
  TypeRole On = TypeRole::Query;
  /// The type the method belongs to; null for a free function.
  const TypeEntry *Entry = nullptr;
  const Profile *From = nullptr;
  /// For ToOne and ToMany.
  const Relation *Follows = nullptr;
  /// Paths of relations that are loaded with the rows it gives, by an
  /// annotation: `author.country`.
  std::vector<std::string> Loads = {};
};

class NameIndex;

/// The vocabulary of one or more profiles. Immutable once built; lookups cache
/// per AST and are therefore made through a `Lexicon`.
class Vocabulary {
public:
  /// Where two profiles name the same type or function, the later one holds: a
  /// user's profile comes after the built-in ones.
  explicit Vocabulary(std::vector<Profile> Profiles);
  Vocabulary(Vocabulary &&) noexcept;
  ~Vocabulary();

  /// Whether the translation unit can matter at all: it has seen an identifier
  /// that only a user of one of the profiles' headers would see. Microseconds.
  /// Holds for names in a precompiled preamble too.
  bool mayMatter(const clang::IdentifierTable &Identifiers) const;

  const std::vector<Profile> &profiles() const { return Profiles; }

  /// The names by their last identifier, for the lexicon.
  const NameIndex &names() const { return *Names; }

private:
  std::vector<Profile> Profiles;
  std::unique_ptr<NameIndex> Names;
};

/// The vocabulary applied to the declarations of one AST, to be made when that
/// AST is complete. Not thread-safe; one for each translation unit.
class Lexicon {
public:
  explicit Lexicon(const Vocabulary &Words);
  ~Lexicon();

  /// The part \p Type plays, looked through references, cv-qualifiers, aliases
  /// and base classes; never through pointers or containers.
  std::optional<TypeMeaning> type(clang::QualType Type);

  /// The relation \p Field stands for, or null. The same field gives the same
  /// object.
  const Relation *relation(const clang::FieldDecl *Field);

  /// The relation named \p Name of \p Entity or of a base of it, or null.
  const Relation *relation(const clang::CXXRecordDecl *Entity,
                           llvm::StringRef Name);

  /// What a call of \p Callee means: a method, a free function, an operator or
  /// a constructor that a profile names. Nullopt: an ordinary function.
  std::optional<CallMeaning> call(const clang::FunctionDecl *Callee);

  const Vocabulary &vocabulary() const { return Words; }

private:
  class Impl;
  const Vocabulary &Words;
  std::unique_ptr<Impl> Self;
};

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_VOCABULARY_H
