//===--- FactsFile.cpp - The facts of a translation unit on disk ----------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "index/FactsFile.h"
#include "facts/Members.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <concepts>

using namespace llvm;

namespace ormlint::index {

template <typename Self, typename Visitor>
  requires std::same_as<std::remove_const_t<Self>, Input>
static decltype(auto) members(Self &Of, Visitor &&Visit) {
  auto &[Path, Hash, System] = Of;
  return Visit(Path, Hash, System);
}
template <typename Self, typename Visitor>
  requires std::same_as<std::remove_const_t<Self>, UnitFacts>
static decltype(auto) members(Self &Of, Visitor &&Visit) {
  auto &[Source, Extractor, Inputs, Absent, Facts] = Of;
  return Visit(Source, Extractor, Inputs, Absent, Facts);
}
static std::string_view memberNames(const Input *) { return "Input"; }
static std::string_view memberNames(const UnitFacts *) { return "UnitFacts"; }

namespace {

constexpr StringLiteral Magic = "ORMFACTS";
/// Raised when the bytes mean something else although the members of the facts
/// are the same: an enumerator in between, another encoding.
constexpr unsigned Revision = 2;
constexpr std::size_t HeaderSize = 8 + 3 * sizeof(std::uint64_t);

template <typename T>
concept Number = std::integral<T> || std::is_enum_v<T>;

/// Writes down what `T` is made of.
template <typename T> void describe(std::string &Out) {
  if constexpr (Number<T>) {
    Out += std::is_enum_v<T> ? 'e' : 'n';
    Out += std::to_string(sizeof(T));
  } else if constexpr (std::same_as<T, std::string>) {
    Out += 's';
  } else if constexpr (facts::isVector<T>) {
    Out += '*';
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

/// Changes with every change of the facts' members.
std::uint64_t format() {
  static const std::uint64_t Known = [] {
    std::string Shape = std::to_string(Revision);
    describe<UnitFacts>(Shape);
    return xxh3_64bits(Shape);
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
    } else if constexpr (std::same_as<T, std::string>) {
      const auto [Entry, New] = Known.try_emplace(Of, Known.size());
      if (New)
        Strings.push_back(Entry->getKey());
      number(Entry->second);
    } else if constexpr (facts::isVector<T>) {
      number(Of.size());
      for (const auto &Each : Of)
        write(Each);
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
    raw_string_ostream Out(Result);
    encodeULEB128(Strings.size(), Out);
    for (StringRef Each : Strings) {
      encodeULEB128(Each.size(), Out);
      Out << Each;
    }
    return Result + Body;
  }

private:
  void number(std::uint64_t N) { encodeULEB128(N, Stream); }

  std::string Body;
  raw_string_ostream Stream{Body};
  StringMap<std::uint64_t> Known;
  std::vector<StringRef> Strings;
};

/// The checksum was right, so a mistake here is one of the writer; it must not
/// become one of memory.
class Reader {
public:
  explicit Reader(StringRef Bytes)
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
    } else if constexpr (std::same_as<T, std::string>) {
      const std::uint64_t Index = number();
      if (Index >= Strings.size())
        return fail();
      Into = Strings[Index].str();
    } else if constexpr (facts::isVector<T>) {
      // Each element takes a byte at least.
      const std::uint64_t Size = number();
      if (Size > left())
        return fail();
      Into.clear();
      Into.resize(Size);
      for (auto &Each : Into)
        read(Each);
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
  std::uint64_t left() const { return static_cast<std::uint64_t>(End - At); }
  void fail() { Failed = true; }
  std::uint64_t number() {
    // Of more bytes than any number needs, decodeULEB128 shifts too far.
    constexpr std::uint64_t MostBytes = 10;
    unsigned Size = 0;
    const char *Problem = nullptr;
    const std::uint64_t Result =
        decodeULEB128(At, &Size, At + std::min(left(), MostBytes), &Problem);
    if (Problem) {
      fail();
      return 0;
    }
    At += Size;
    return Result;
  }

  const std::uint8_t *At, *End;
  bool Failed = false;
  std::vector<StringRef> Strings;
};

void append(std::string &To, std::uint64_t Number) {
  char Bytes[sizeof(Number)];
  support::endian::write64le(Bytes, Number);
  To.append(Bytes, sizeof(Bytes));
}

} // namespace

std::string serialize(const UnitFacts &Facts) {
  Writer Out;
  Out.write(Facts);
  const std::string Payload = Out.payload();
  std::string Result = Magic.str();
  append(Result, format());
  append(Result, Payload.size());
  append(Result, xxh3_64bits(Payload));
  return Result + Payload;
}

Expected<UnitFacts> deserialize(StringRef Bytes) {
  auto Wrong = [](const char *What) {
    return createStringError(inconvertibleErrorCode(), What);
  };
  if (!Bytes.starts_with(Magic))
    return Wrong("is no file of facts");
  if (Bytes.size() < HeaderSize)
    return Wrong("is cut short");
  auto Number = [&](std::size_t Index) {
    return support::endian::read64le(Bytes.data() + Magic.size() +
                                     Index * sizeof(std::uint64_t));
  };
  if (Number(0) != format())
    return Wrong("was written by another version of orm-lint");
  const StringRef Payload = Bytes.drop_front(HeaderSize);
  if (Payload.size() < Number(1))
    return Wrong("is cut short");
  if (Payload.size() > Number(1) || xxh3_64bits(Payload) != Number(2))
    return Wrong("is damaged");
  UnitFacts Result;
  Reader In(Payload);
  In.read(Result);
  if (!In.complete())
    return Wrong("is damaged");
  return Result;
}

Error writeFacts(const UnitFacts &Facts, StringRef Path) {
  // In one step: somebody else may read it, or write the same.
  return writeToOutput(Path, [&](raw_ostream &Out) {
    Out << serialize(Facts);
    return Error::success();
  });
}

Expected<UnitFacts> readFacts(StringRef Path) {
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return createStringError(Text.getError(), "%s: %s", Path.str().c_str(),
                             Text.getError().message().c_str());
  Expected<UnitFacts> Result = deserialize((*Text)->getBuffer());
  if (!Result)
    return createStringError(inconvertibleErrorCode(),
                             "%s %s: extract it again", Path.str().c_str(),
                             toString(Result.takeError()).c_str());
  if (Result->Source.empty())
    return createStringError(inconvertibleErrorCode(),
                             "%s is the index of a program: name the facts of "
                             "its units",
                             Path.str().c_str());
  return Result;
}

} // namespace ormlint::index
