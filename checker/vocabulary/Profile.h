//===--- Profile.h - An ORM described as data -------------------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A profile says which types and calls of one ORM start queries, refine them,
// load eagerly, follow relations, run statements. It is read from YAML; see
// docs/profiles.md for the format.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_VOCABULARY_PROFILE_H
#define ORMLINT_VOCABULARY_PROFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ormlint::vocabulary {

/// The part a class plays in an ORM.
enum class TypeRole {
  Entity,   ///< A row: `Student`.
  Query,    ///< A lazy query set: `orm::QuerySet<Student>`.
  ToOne,    ///< A relation handle to one row: `orm::ForeignKey<Department>`.
  ToMany,   ///< A relation manager: `orm::ManyToMany<Course>`.
  Attached, ///< Rows put there by an eager load alone: a `to_attr`. One row,
            ///< if the type has methods with the effect `load`.
  Lookup,   ///< An eager-load object with a query of its own: `orm::Prefetch`.
  Column,   ///< A column that a query may leave out: `orm::Deferred<T>`.
  Session,  ///< Where queries are started: `Wt::Dbo::Session`.
};

/// What a call does.
enum class Effect {
  Query,    ///< Starts a query over an entity.
  All,      ///< A manager's related rows, answered from a prefetch if there.
  Refine,   ///< Other rows, another order: a new query over the same entity.
  Limit,    ///< Refine with an upper bound on the rows (argument `limit`).
  Slice,    ///< Refine by position: rows in memory answer it.
  Defer,    ///< Leaves out the named columns; a null takes that back.
  Only,     ///< Leaves out all columns but the named ones.
  Reshape,  ///< The rows are no entities any more: `values()`.
  Join,     ///< Eager load by a join of the named paths; a null clears.
  Prefetch, ///< Eager load by a statement a level; a null clears.
  One,      ///< Runs, and gives one row: `get`.
  First,    ///< Likewise, the first; rows in memory answer it if ordered.
  At,       ///< Gives one row by index.
  Begin,    ///< Evaluates, and begins iteration over the rows.
  End,      ///< The end of the iteration.
  Measure,  ///< Evaluates, and gives a number or truth about the rows: `size`.
  Count,    ///< A statement of its own unless the rows are cached.
  Exists,   ///< Likewise, for existence.
  Stream,   ///< Gives the rows while they are read, in parts of a given size.
  Collect,  ///< Evaluates into a container of rows.
  Load,     ///< A to-one handle: the related row is needed; a column: its
            ///< value.
  Lazy,     ///< Gives one row that is read when it is used.
  Key,      ///< A to-one handle: answered from the key, no query.
  Test,     ///< A to-one handle: presence; a query where the key is elsewhere.
  Bulk,     ///< Eager load on instances already in memory.
  Write,    ///< Changes the database; of a to-one handle, where it leads.
  Lookup,   ///< Makes an eager-load object: path, query, attribute.
  ToOne,    ///< Follows the relation to one that bears the method's name.
  ToMany,   ///< Likewise, to many: a manager, or a container of the rows.
};

/// A class (template) that a profile names.
struct TypeEntry {
  std::string Name; ///< Qualified, without template arguments.
  /// Without a name: every class that declares a method of this one.
  std::string Declares;
  TypeRole Role;
  /// The role of an object that is no member of an entity, where it is another:
  /// a pointer to a row is a relation in an entity and the row elsewhere.
  std::optional<TypeRole> Elsewhere;
  /// Template argument that is the entity or target.
  std::optional<unsigned> Entity;
  /// Template argument that names the relation on the target that leads back.
  std::optional<unsigned> Inverse;
  /// Template arguments (types, by qualified name) that make the key nullable.
  std::vector<std::string> NullableWith;
  /// The static member of an entity that gives its rows an order.
  std::string Ordering;
  bool Nullable = false; ///< The key may always be null.
  bool Reverse = false;  ///< The key lies on the other side.
  struct Method {
    Effect What;
    std::vector<std::string> Names; ///< `operator->`, `get`, `operator bool`.
  };
  std::vector<Method> Methods;
};

/// A free function that a profile names.
struct FunctionEntry {
  std::string Name; ///< Qualified, without template arguments.
  Effect What;
  /// Template argument of the function that is the entity: `orm::from<T>()`.
  std::optional<unsigned> Entity;
};

/// How an eager load is written in this ORM, for fix-its. Empty: it has none,
/// and the advice is in words.
struct EagerSyntax {
  std::string Join;      ///< Method that joins to-one paths.
  std::string Prefetch;  ///< Method that prefetches any path.
  std::string Separator; ///< Between the parts of a path: `__`.
  /// An eager-load object, with `{entity}`, `{path}` and `{rows}` for the
  /// entity that the path starts from, the path, and a query.
  std::string Lookup;
  std::string Instead; ///< What to do where it has none.
};

/// One ORM.
struct Profile {
  std::string Name;
  std::string Source; ///< File it was read from, for messages.
  std::vector<TypeEntry> Types;
  std::vector<FunctionEntry> Functions;
  EagerSyntax Eager;
  /// A row that is in memory is not read again by its key.
  bool IdentityMap = false;
  /// By method: what this ORM has instead for many rows at once, for messages.
  std::vector<std::pair<std::string, std::string>> Advice;
};

/// The method of \p Orm's relations to many that gives all related rows; "" if
/// there is none.
llvm::StringRef allMethod(const Profile &Orm);

/// The word a profile uses for \p Role: `to-one`.
llvm::StringRef roleName(TypeRole Role);

/// The word a profile uses for \p What: `prefetch`.
llvm::StringRef effectName(Effect What);

/// Reads a profile. \p Source is the name used in errors: a list with one
/// llvm::StringError for each mistake, a line `file:line:column: what is wrong;
/// what was expected`. Where the text is no YAML, the first mistake alone.
llvm::Expected<Profile> parseProfile(llvm::StringRef Text,
                                     llvm::StringRef Source);

/// Reads the profile in \p Path. A file that cannot be read is an error at
/// 1:1 of that file.
llvm::Expected<Profile> readProfile(llvm::StringRef Path);

/// The profiles built into this binary (checker/profiles/*.yaml).
llvm::ArrayRef<Profile> builtinProfiles();

} // namespace ormlint::vocabulary

#endif // ORMLINT_VOCABULARY_PROFILE_H
