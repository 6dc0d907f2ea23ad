//===--- Replay.cpp - Runs the inputs that fuzzing has kept ---------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for libFuzzer's own main where that is not there: any compiler, any
// build. Runs each file in the directories it is given; flags are ignored.
//
//===----------------------------------------------------------------------===//

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size);

int main(int Count, char **Arguments) {
  unsigned Ran = 0;
  for (int I = 1; I < Count; ++I) {
    if (Arguments[I][0] == '-')
      continue;
    for (const auto &Entry :
         std::filesystem::directory_iterator(Arguments[I])) {
      std::ifstream File(Entry.path(), std::ios::binary);
      const std::string Input(std::istreambuf_iterator<char>(File), {});
      // What ends the program says where.
      std::fprintf(stderr, "%s\n", Entry.path().c_str());
      LLVMFuzzerTestOneInput(
          reinterpret_cast<const std::uint8_t *>(Input.data()), Input.size());
      ++Ran;
    }
  }
  std::printf("%u inputs\n", Ran);
  return Ran == 0;
}
