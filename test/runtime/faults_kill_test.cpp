#include "faults.hpp"

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

/// A process that is killed while it writes leaves all or nothing.
namespace {

constexpr int batch = 20'000;

/// Writes one batch of books, each of a kilobyte, in one bulk_create: many times what SQLite keeps
/// in memory, so that most of it is in the journal long before COMMIT.
[[noreturn]] void write_a_batch(const std::string& file) {
  try {
    orm::Database db{file};
    const Shelf shelf = Shelf::objects(db).get();
    std::vector<Book> books;
    for (int i = 0; i < batch; ++i)
      books.push_back({.title = std::string(1000, 'x'), .shelf = shelf});
    (void)Book::objects(db).bulk_create(std::move(books));
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

TEST_F(Faults, KilledInBulkCreate) {
  with_shelf();
  std::int64_t before = 0;
  int killed = 0;
  // How many megabytes of the batch's twenty the journal holds when the blow falls.
  for (const std::uintmax_t megabytes : {1, 3, 6, 9, 12, 15, 18}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0)
      write_a_batch(file);
    int status = 0;
    pid_t ended = 0;
    std::error_code none;
    for (;;) {
      const auto size = std::filesystem::file_size(file + "-wal", none);
      if (!none && size > megabytes * 1'000'000) {
        kill(child, SIGKILL);
        ended = waitpid(child, &status, 0);
        break;
      }
      if ((ended = waitpid(child, &status, WNOHANG)) != 0)
        break;
      usleep(200);
    }
    ASSERT_EQ(ended, child);
    const bool hit = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    ASSERT_TRUE(hit || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
    killed += hit;
    // The next to open the file cleans up; nothing needs to be told.
    const orm::Database db{file};
    const std::int64_t count = Book::objects(db).count();
    ASSERT_TRUE(count == before + batch || (hit && count == before))
        << count << " books after " << before;
    before = count;
    ASSERT_EQ(integrity(), "ok");
  }
  EXPECT_GE(killed, 4);
}

} // namespace
