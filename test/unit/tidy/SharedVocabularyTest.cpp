// Profiles are read once for a process, and again when they change.
#include "tidy/SharedVocabulary.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

using namespace ormlint::tidy;
namespace fs = std::filesystem;

namespace {

constexpr const char *Right =
    "orm-profile: 1\nname: mine\ntypes:\n  - name: Row\n    role: entity\n";

class SharedVocabularyTest : public testing::Test {
protected:
  void SetUp() override {
    std::string Name = (fs::temp_directory_path() / "ormlint-XXXXXX").string();
    ASSERT_TRUE(mkdtemp(Name.data()));
    Directory = fs::canonical(Name);
  }
  void TearDown() override { fs::remove_all(Directory); }

  std::string write(const fs::path &Name, std::string_view Text) {
    fs::path File = Directory / Name;
    fs::create_directories(File.parent_path());
    std::ofstream(File) << Text;
    return File.string();
  }

  fs::path Directory;
};

TEST_F(SharedVocabularyTest, BuiltInProfilesAreAlwaysThere) {
  auto None = sharedVocabulary({});
  ASSERT_TRUE(None->Words);
  size_t BuiltIn = None->Words->profiles().size();
  EXPECT_EQ(BuiltIn, ormlint::vocabulary::builtinProfiles().size());
  auto One = sharedVocabulary({write("mine.yaml", Right)});
  ASSERT_TRUE(One->Words);
  EXPECT_EQ(One->Words->profiles().size(), BuiltIn + 1);
}

TEST_F(SharedVocabularyTest, IsReadOnceByAllThreads) {
  std::vector<std::string> Files{write("mine.yaml", Right)};
  std::vector<std::shared_ptr<const SharedVocabulary>> Seen(8);
  {
    std::vector<std::jthread> Threads;
    for (auto &Result : Seen)
      Threads.emplace_back([&] { Result = sharedVocabulary(Files); });
  }
  for (const auto &Result : Seen)
    EXPECT_EQ(Result, Seen.front());
}

TEST_F(SharedVocabularyTest, IsReadAgainWhenAFileChanges) {
  std::vector<std::string> Files{(Directory / "mine.yaml").string()};
  auto Missing = sharedVocabulary(Files);
  EXPECT_FALSE(Missing->Words);
  ASSERT_EQ(Missing->Errors.size(), 1u);
  EXPECT_TRUE(Missing->Errors[0].starts_with(Files[0] + ":"));
  write("mine.yaml", Right);
  EXPECT_TRUE(sharedVocabulary(Files)->Words);
}

TEST_F(SharedVocabularyTest, EveryBadProfileIsNamed) {
  auto Result = sharedVocabulary(
      {write("a.yaml", "- x\n"), write("b.yaml", "orm-profile: 7\n")});
  EXPECT_FALSE(Result->Words);
  std::string All;
  for (const std::string &Error : Result->Errors)
    All += Error + "\n";
  EXPECT_NE(All.find("a.yaml:1:1: "), All.npos) << All;
  EXPECT_NE(All.find("b.yaml:1:14: "), All.npos) << All;
}

TEST_F(SharedVocabularyTest, RelativeNamesAreFoundFromTheSourceUpwards) {
  std::string Near = write("src/near.yaml", Right),
              Far = write("far.yaml", Right);
  std::string Source = (Directory / "src" / "deep" / "main.cpp").string();
  EXPECT_EQ(profileFiles(" near.yaml ;; far.yaml;", Source),
            (std::vector<std::string>{Near, Far}));
  EXPECT_EQ(profileFiles(Far, Source), std::vector<std::string>{Far});
  EXPECT_EQ(profileFiles("none.yaml", Source),
            std::vector<std::string>{"none.yaml"});
  EXPECT_TRUE(profileFiles("", Source).empty());
}

} // namespace
