//===--- Serialization.h - Members as bytes, and back -----------*- C++ -*-===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes whatever has `members` (facts/Members.h) and reads it back, whole and
// unchanged or not at all: its format, its length and a checksum are in front.
// docs/internals/facts-format.md describes the bytes.
//
//===----------------------------------------------------------------------===//

#ifndef ORMLINT_INDEX_SERIALIZATION_H
#define ORMLINT_INDEX_SERIALIZATION_H

#include "facts/Members.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <concepts>

namespace ormlint::index {

/// Raised when the bytes mean something else although the members are the same:
/// an enumerator in between, another encoding.
constexpr unsigned Revision = 2;
constexpr std::size_t MagicSize = 8;
constexpr std::size_t HeaderSize = MagicSize + 3 * sizeof(std::uint64_t);

template <typename T>
concept Number = std::integral<T> || std::is_enum_v<T>;
template <typename T>
concept Text = std::same_as<T, std::string> || std::same_as<T, facts::Symbol>;

/// Writes down what `T` is made of.
template <typename T> void describe(std::string &Out) {
  if constexpr (Number<T>) {
    Out += std::is_enum_v<T> ? 'e' : 'n';
    Out += std::to_string(sizeof(T));
  } else if constexpr (Text<T>) {
    Out += 's';
  } else if constexpr (facts::isVector<T>) {
    Out += '*';
    describe<typename T::value_type>(Out);
  } else if constexpr (facts::isOptional<T>) {
    Out += '?';
    describe<typename T::value_type>(Out);
  } else if constexpr (facts::isRare<T>) {
    describe<std::remove_cvref_t<decltype(*std::declval<T>())>>(Out);
  } else {
    const T Example{};
    Out += memberNames(&Example);
    members(Example, [&](const auto &...Each) {
      (describe<std::remove_cvref_t<decltype(Each)>>(Out), ...);
    });
  }
}

/// Changes with every change of the members of `T`.
template <typename T> std::uint64_t format() {
  static const std::uint64_t Known = [] {
    std::string Shape = std::to_string(Revision);
    describe<T>(Shape);
    return llvm::xxh3_64bits(Shape);
  }();
  return Known;
}

/// A struct is a bit for each member that is not as in a fresh one, and those
/// members.
class Writer {
public:
  template <typename T> void write(const T &Of) {
    if constexpr (Number<T>) {
      number(static_cast<std::uint64_t>(Of));
    } else if constexpr (std::same_as<T, facts::Symbol>) {
      // By address, which most texts are known by already.
      const auto [Entry, New] = KnownSymbols.try_emplace(Of, 0);
      if (New)
        Entry->second = numberOf(Of);
      number(Entry->second);
    } else if constexpr (Text<T>) {
      number(numberOf(Of));
    } else if constexpr (facts::isVector<T>) {
      number(Of.size());
      for (const auto &Each : Of)
        write(Each);
    } else if constexpr (facts::isOptional<T>) {
      number(Of.has_value());
      if (Of)
        write(*Of);
    } else if constexpr (facts::isRare<T>) {
      write(*Of);
    } else {
      static const T Fresh{};
      members(Of, [&](const auto &...Mine) {
        static_assert(sizeof...(Mine) <= 64);
        members(Fresh, [&](const auto &...Theirs) {
          std::uint64_t Set = 0, Bit = 1;
          ((Set |= facts::same(Mine, Theirs) ? 0 : Bit, Bit <<= 1), ...);
          number(Set);
          Bit = 1;
          (
              [&] {
                if (Set & Bit)
                  write(Mine);
                Bit <<= 1;
              }(),
              ...);
        });
      });
    }
  }

  /// The strings, then what was written.
  std::string payload() const {
    std::string Result;
    llvm::raw_string_ostream Out(Result);
    llvm::encodeULEB128(Strings.size(), Out);
    for (llvm::StringRef Each : Strings) {
      llvm::encodeULEB128(Each.size(), Out);
      Out << Each;
    }
    return Result + Body;
  }

private:
  /// As ULEB128.
  void number(std::uint64_t N) {
    for (; N >= 0x80; N >>= 7)
      Body.push_back(static_cast<char>(N | 0x80));
    Body.push_back(static_cast<char>(N));
  }
  std::uint64_t numberOf(llvm::StringRef Text) {
    const auto [Entry, New] = Known.try_emplace(Text, Known.size());
    if (New)
      Strings.push_back(Entry->getKey());
    return Entry->second;
  }

  std::string Body;
  llvm::StringMap<std::uint64_t> Known;
  llvm::DenseMap<facts::Symbol, std::uint64_t> KnownSymbols;
  std::vector<llvm::StringRef> Strings;
};

/// The checksum was right, so a mistake here is one of the writer; it must not
/// become one of memory.
class Reader {
public:
  explicit Reader(llvm::StringRef Bytes)
      : At(Bytes.bytes_begin()), End(Bytes.bytes_end()) {
    for (std::uint64_t Count = number(); Count != 0 && !Failed; --Count) {
      const std::uint64_t Size = number();
      if (Size > left()) {
        fail();
        return;
      }
      Strings.emplace_back(reinterpret_cast<const char *>(At), Size);
      At += Size;
    }
  }

  template <typename T> void read(T &Into) {
    if (Failed)
      return;
    if constexpr (Number<T>) {
      Into = static_cast<T>(number());
    } else if constexpr (Text<T>) {
      const std::uint64_t Index = number();
      if (Index >= Strings.size())
        return fail();
      if constexpr (std::same_as<T, std::string>)
        Into = Strings[Index].str();
      else
        Into = symbol(Index);
    } else if constexpr (facts::isVector<T>) {
      // Each element takes a byte at least.
      const std::uint64_t Size = number();
      if (Size > left())
        return fail();
      Into.clear();
      Into.resize(Size);
      for (auto &Each : Into)
        read(Each);
    } else if constexpr (facts::isOptional<T>) {
      if (number() != 0)
        read(Into.emplace());
    } else if constexpr (facts::isRare<T>) {
      read(Into.edit());
    } else {
      const std::uint64_t Set = number();
      std::uint64_t Bit = 1;
      members(Into, [&](auto &...Each) {
        (
            [&] {
              if (Set & Bit)
                read(Each);
              Bit <<= 1;
            }(),
            ...);
      });
    }
  }

  bool complete() const { return !Failed && At == End; }

private:
  /// Each is looked up once, and none that is no symbol.
  facts::Symbol symbol(std::uint64_t Index) {
    Symbols.resize(Strings.size());
    if (Symbols[Index].empty())
      Symbols[Index] = Strings[Index];
    return Symbols[Index];
  }
  std::uint64_t left() const { return static_cast<std::uint64_t>(End - At); }
  void fail() { Failed = true; }
  std::uint64_t number() {
    std::uint64_t Result = 0;
    for (unsigned Shift = 0; At != End && Shift < 64; Shift += 7) {
      const std::uint64_t Byte = *At++;
      Result |= (Byte & 0x7F) << Shift;
      if (Byte < 0x80)
        return Result;
    }
    fail();
    return 0;
  }

  const std::uint8_t *At, *End;
  bool Failed = false;
  std::vector<llvm::StringRef> Strings;
  std::vector<facts::Symbol> Symbols;
};

/// The bytes of \p Of, a file that begins with \p Magic.
template <typename T>
std::string serialize(llvm::StringRef Magic, const T &Of) {
  Writer Out;
  Out.write(Of);
  const std::string Payload = Out.payload();
  std::string Result = Magic.str();
  for (const std::uint64_t Number :
       {format<T>(), std::uint64_t{Payload.size()},
        std::uint64_t{llvm::xxh3_64bits(Payload)}}) {
    char Bytes[sizeof(Number)];
    llvm::support::endian::write64le(Bytes, Number);
    Result.append(Bytes, sizeof(Bytes));
  }
  return Result + Payload;
}

/// Reads them back. An error says what is wrong with \p Bytes, in words that
/// follow a file name: "is cut short".
template <typename T>
llvm::Expected<T> deserialize(llvm::StringRef Magic, llvm::StringRef Bytes) {
  auto Wrong = [](const char *What) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(), What);
  };
  if (!Bytes.starts_with(Magic))
    return Wrong("is no file of facts");
  if (Bytes.size() < HeaderSize)
    return Wrong("is cut short");
  auto Number = [&](std::size_t Index) {
    return llvm::support::endian::read64le(Bytes.data() + Magic.size() +
                                           Index * sizeof(std::uint64_t));
  };
  if (Number(0) != format<T>())
    return Wrong("was written by another version of orm-lint");
  const llvm::StringRef Payload = Bytes.drop_front(HeaderSize);
  if (Payload.size() < Number(1))
    return Wrong("is cut short");
  if (Payload.size() > Number(1) || llvm::xxh3_64bits(Payload) != Number(2))
    return Wrong("is damaged");
  T Result;
  Reader In(Payload);
  In.read(Result);
  if (!In.complete())
    return Wrong("is damaged");
  return Result;
}

} // namespace ormlint::index

#endif // ORMLINT_INDEX_SERIALIZATION_H
