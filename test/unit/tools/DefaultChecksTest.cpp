// When orm-clangd switches the orm checks on by itself.
#include "tools/DefaultChecks.h"
#include <gtest/gtest.h>

using ormlint::tools::withOrmChecks;

namespace {

TEST(DefaultChecks, AreOnWhereNothingIsConfigured) {
  EXPECT_EQ(withOrmChecks(""), "orm-*");
  EXPECT_EQ(withOrmChecks("bugprone-sizeof-expression,-bugprone-assert"),
            "bugprone-sizeof-expression,-bugprone-assert,orm-*");
}

TEST(DefaultChecks, AreOnBesideAChoiceOfOtherChecks) {
  EXPECT_EQ(withOrmChecks("-*,modernize-*"), "-*,modernize-*,orm-*");
  EXPECT_EQ(withOrmChecks("-*, modernize-* , -modernize-use-auto"),
            "-*, modernize-* , -modernize-use-auto,orm-*");
}

TEST(DefaultChecks, StayAsTheUserNamedThem) {
  for (const char *Checks : {"-orm-*", "*,-orm-n-plus-one", "-*,orm-n-plus-one",
                             "orm-*", "-*, -orm-* ,misc-*"})
    EXPECT_EQ(withOrmChecks(Checks), Checks);
}

TEST(DefaultChecks, StayOffWhereAllIsSwitchedOff) {
  for (const char *Checks : {"-*", "misc-*,-*", "-*,-bugprone-use-after-move"})
    EXPECT_EQ(withOrmChecks(Checks), Checks);
}

} // namespace
