#include "faults.hpp"

#include <functional>

/// Another connection that writes between two statements of one verb.
namespace {

struct Card : orm::Model<Card> {
  std::string code;
  std::string owner;
  static constexpr auto constraints = orm::constraints(orm::unique<&Card::code>);
  static constexpr auto fields = orm::fields<&Card::code, &Card::owner>;
};

/// Runs `then` once, when the next SELECT of a connection that was opened after this has ended.
class AfterSelect {
public:
  AfterSelect() { sqlite3_auto_extension(entry()); }
  AfterSelect(const AfterSelect&) = delete;
  ~AfterSelect() { sqlite3_cancel_auto_extension(entry()); }
  static inline std::function<void()> then;

private:
  static int apply(sqlite3* handle, char**, const void*) {
    return sqlite3_trace_v2(handle, SQLITE_TRACE_PROFILE, ended, nullptr);
  }
  static int ended(unsigned, void*, void* statement, void*) {
    const std::string text = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    if (text.starts_with("SELECT") && then)
      std::exchange(then, nullptr)();
    return 0;
  }
  static void (*entry())() { return reinterpret_cast<void (*)()>(&apply); }
};

class Race : public Faults {
protected:
  Race() { db.create_tables<Card>(); }
  /// Another program inserts this card once we have looked for ours.
  void race(const std::string& code, const std::string& owner) {
    AfterSelect::then = [this, code, owner] {
      answer = ask(file, "INSERT INTO card (code, owner) VALUES ('" + code + "', '" + owner +
                             "') RETURNING 'inserted'");
    };
  }
  AfterSelect watch;
  orm::Database db{file};
  std::string answer;
};

// The row of the faster one is found, after our insert was refused.
TEST_F(Race, GetOrCreateFindsTheFasterOnes) {
  orm::QueryLog log{db};
  race("7", "theirs");
  const auto [card, is_new] =
      Card::objects(db).get_or_create("code"_c = "7", orm::defaults("owner"_c = "ours"));
  EXPECT_EQ(answer, "inserted");
  EXPECT_FALSE(is_new);
  EXPECT_EQ(card.owner, "theirs");
  EXPECT_EQ(log.count(), 3u); // the look, the insert that was refused, the second look
  EXPECT_EQ(Card::objects(db).count(), 1);
}

// Nobody to be found: the row in the way is another one than was asked for.
TEST_F(Race, GetOrCreateOfAnotherRowFails) {
  race("7", "theirs");
  EXPECT_THROW((void)Card::objects(db).get_or_create("code"_c = "7", "owner"_c = "ours"),
               orm::IntegrityError);
  EXPECT_EQ(answer, "inserted");
  EXPECT_EQ(Card::objects(db).get().owner, "theirs");
}

// update_or_create looks and writes in one transaction: the other one waits, in vain here.
TEST_F(Race, UpdateOrCreateKeepsOthersOut) {
  race("7", "theirs");
  const auto [card, is_new] =
      Card::objects(db).update_or_create("code"_c = "7", orm::defaults("owner"_c = "ours"));
  EXPECT_EQ(answer, "database is locked");
  EXPECT_TRUE(is_new);
  EXPECT_EQ(Card::objects(db).get().owner, "ours");
}

} // namespace
