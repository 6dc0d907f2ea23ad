// Which hosts the module refuses, and what it says.
#include "tidy/VersionGuard.h"
#include <gtest/gtest.h>

using ormlint::tidy::versionMismatch;

namespace {

TEST(VersionGuard, AcceptsTheSameMajorAndMinor) {
  EXPECT_FALSE(
      versionMismatch("22.1.8", "Debian clang version 22.1.8 (1~deb12u1)"));
  EXPECT_FALSE(versionMismatch("22.1.8", "Ubuntu clang version 22.1.0"));
  EXPECT_FALSE(versionMismatch(
      "22.1.8", "clang version 22.1 (https://example.org 1234567)"));
  EXPECT_FALSE(versionMismatch("19.1.7", "clang version 19.1.7git"));
}

TEST(VersionGuard, RefusesAnotherMajorOrMinor) {
  EXPECT_TRUE(versionMismatch("22.1.8", "clang version 19.1.7"));
  EXPECT_TRUE(versionMismatch("22.1.8", "clang version 22.0.0git"));
  EXPECT_TRUE(versionMismatch("22.1.8", "clang version 22.11.8"));
  EXPECT_TRUE(versionMismatch("2.1.8", "clang version 22.1.8"));
}

TEST(VersionGuard, RefusesAHostWithoutAVersion) {
  EXPECT_TRUE(versionMismatch("22.1.8", ""));
  EXPECT_TRUE(versionMismatch("22.1.8", "clang of my own"));
  EXPECT_TRUE(versionMismatch("", ""));
}

TEST(VersionGuard, NamesBothVersionsAndTheMend) {
  EXPECT_EQ(
      *versionMismatch("22.1.8", "Debian clang version 19.1.7 (3)"),
      "error: the orm checks were built for LLVM 22.1.8, and cannot run in "
      "LLVM 19.1.7: use clang-tidy-22, or build the checks with "
      "-DORM_LLVM_VERSION=19\n");
}

} // namespace
