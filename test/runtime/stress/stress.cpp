/// Several processes write and read one file for a while: does anything get lost, torn, or fail
/// without a word?
///
///     runtime-stress [--seconds N] [--writers N] [--readers N] [FILE]
///
/// Each transaction of a writer makes a round with its entries and counts it in the one row of
/// Total, which all writers change: a lost update shows there. One writer after another is killed
/// in the middle of its work. Readers check that rounds are whole and the total is right, while
/// they are written. At the end every round that a writer was told is committed must be there.
/// Exits with 0 when all is well; with 1 it has said what is not.
#include <orm/orm.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace orm::literals;

namespace {

struct Entry;

struct Round : orm::Model<Round> {
  int writer = 0;
  int number = 0;
  int size = 0;
  orm::ReverseForeignKey<Entry, "round"> entries;
  static constexpr auto fields =
      orm::fields<&Round::writer, &Round::number, &Round::size, &Round::entries>;
};

struct Entry : orm::Model<Entry> {
  std::string text;
  orm::ForeignKey<Round> round;
  static constexpr auto fields = orm::fields<&Entry::text, &Entry::round>;
};

struct Total : orm::Model<Total> {
  std::int64_t rounds = 0;
  std::int64_t entries = 0;
  static constexpr auto fields = orm::fields<&Total::rounds, &Total::entries>;
};

using Clock = std::chrono::steady_clock;

/// What a process tells its parent at its end.
struct Report {
  std::int64_t done = 0;    ///< rounds written and acknowledged, or read
  std::int64_t retried = 0; ///< SQLITE_BUSY, and the work done again
  std::int64_t wrong = 0;
};

void complain(const char* who, int me, const std::string& what) {
  std::fprintf(stderr, "stress: %s %d: %s\n", who, me, what.c_str());
}

void write_round(const orm::Database& db, int me, int number) {
  orm::Transaction transaction{db};
  Total total = Total::objects(db).get();
  const Round round =
      Round::objects(db).create({.writer = me, .number = number, .size = 1 + number % 7});
  std::vector<Entry> entries;
  for (int i = 0; i < round.size; ++i)
    entries.push_back({.text = std::string(200, 'x'), .round = round});
  (void)Entry::objects(db).bulk_create(std::move(entries));
  ++total.rounds;
  total.entries += round.size;
  total.save();
  transaction.commit();
}

/// Runs `work(database, number)` until the time is over, again where SQLite was busy, and opens the
/// file anew now and then. What else it throws is reported.
template <class Work>
Report repeat(const char* who, int me, Clock::time_point until, const std::string& file,
              const orm::DatabaseOptions& options, Work work) {
  Report report;
  std::optional<orm::Database> db;
  while (Clock::now() < until) {
    try {
      if (!db || report.done % 50 == 0)
        db.emplace(file, options);
      work(*db, static_cast<int>(report.done));
      ++report.done;
    } catch (const orm::DatabaseError& error) {
      if (error.code() == SQLITE_BUSY) {
        ++report.retried;
        continue;
      }
      ++report.wrong;
      complain(who, me, error.what());
    } catch (const std::exception& error) {
      ++report.wrong;
      complain(who, me, error.what());
    }
  }
  return report;
}

Report writer(int me, const std::string& file, Clock::time_point until) {
  return repeat("writer", me, until, file, {},
                [me](const orm::Database& db, int number) { write_round(db, me, number); });
}

Report reader(int me, const std::string& file, Clock::time_point until) {
  const auto check = [](const orm::Database& db, int number) {
    for (const Round& round :
         Round::objects(db).order_by("-id").limit(20).prefetch_related("entries"))
      if (round.entries.all().size() != static_cast<std::size_t>(round.size))
        throw std::runtime_error("round " + std::to_string(round.id) + " is torn");
    if (number % 20 != 0)
      return;
    // In a database that is opened for reading a transaction is one state of the file.
    orm::Transaction snapshot{db};
    const Total total = Total::objects(db).get();
    if (Round::objects(db).count() != total.rounds || Entry::objects(db).count() != total.entries)
      throw std::runtime_error("the total is not that of the rounds");
    snapshot.commit();
  };
  return repeat("reader", me, until, file, {.read_only = true}, check);
}

/// A child process, and the end of a pipe on which it reports.
struct Child {
  pid_t process;
  int pipe;

  template <class Run>
  static Child start(Run run) {
    int ends[2];
    if (pipe2(ends, 0) != 0)
      throw std::runtime_error("pipe");
    const pid_t process = fork();
    if (process != 0) {
      close(ends[1]);
      return {process, ends[0]};
    }
    close(ends[0]);
    run(ends[1]);
    _exit(0);
  }

  /// All that it wrote, once it has ended.
  std::string finish() const {
    std::string text;
    char bytes[4096];
    for (ssize_t size; (size = read(pipe, bytes, sizeof bytes)) > 0;)
      text.append(bytes, static_cast<std::size_t>(size));
    close(pipe);
    int status = 0;
    waitpid(process, &status, 0);
    return text;
  }

  Report report() const {
    Report report;
    const std::string text = finish();
    if (text.size() == sizeof report)
      std::memcpy(&report, text.data(), sizeof report);
    else
      report.wrong = 1;
    return report;
  }
};

/// Writes rounds and a byte for each that is committed, until it is killed.
void victim(int me, const std::string& file, int pipe) {
  for (int number = 0;;)
    try {
      const orm::Database db{file};
      for (;; ++number) {
        write_round(db, me, number);
        if (write(pipe, "x", 1) != 1)
          _exit(1);
      }
    } catch (const orm::DatabaseError& error) {
      if (error.code() != SQLITE_BUSY) {
        complain("victim", me, error.what());
        _exit(1);
      }
    }
}

int run(int seconds, int writers, int readers, const std::string& file) {
  constexpr int first_victim = 1000;
  {
    orm::Database db{file};
    db.create_tables<Round, Entry, Total>();
    (void)Total::objects(db).create({});
  } // closed before the first fork: a connection is not taken into another process
  const auto until = Clock::now() + std::chrono::seconds(seconds);
  std::vector<Child> writing, reading;
  for (int i = 0; i < writers; ++i)
    writing.push_back(Child::start([&](int pipe) {
      const Report report = writer(i, file, until);
      (void)!write(pipe, &report, sizeof report);
    }));
  for (int i = 0; i < readers; ++i)
    reading.push_back(Child::start([&](int pipe) {
      const Report report = reader(i, file, until);
      (void)!write(pipe, &report, sizeof report);
    }));
  std::vector<std::int64_t> victims;
  while (Clock::now() + std::chrono::milliseconds(400) < until) {
    const int me = first_victim + static_cast<int>(victims.size());
    const Child child = Child::start([&](int pipe) { victim(me, file, pipe); });
    usleep(100'000 + 37'000 * (victims.size() % 8));
    kill(child.process, SIGKILL);
    victims.push_back(static_cast<std::int64_t>(child.finish().size()));
  }

  std::int64_t wrong = 0, retried = 0, written = 0, read = 0, extra = 0;
  std::vector<Report> reports;
  for (const Child& child : writing)
    reports.push_back(child.report());
  for (const Child& child : reading) {
    const Report report = child.report();
    wrong += report.wrong;
    retried += report.retried;
    read += report.done;
  }

  const orm::Database db{file};
  const auto rounds_of = [&](std::size_t me) {
    return Round::objects(db).filter("writer"_c == static_cast<int>(me)).count();
  };
  for (std::size_t i = 0; i < reports.size(); ++i) {
    wrong += reports[i].wrong;
    retried += reports[i].retried;
    written += reports[i].done;
    if (const auto there = rounds_of(i); there != reports[i].done) {
      ++wrong;
      complain("writer", static_cast<int>(i),
               std::to_string(reports[i].done) + " rounds acknowledged, " + std::to_string(there) +
                   " there");
    }
  }
  for (std::size_t i = 0; i < victims.size(); ++i) {
    // The last one may have been committed before it could say so.
    const auto there = rounds_of(first_victim + i);
    extra += there;
    if (there != victims[i] && there != victims[i] + 1) {
      ++wrong;
      complain("victim", static_cast<int>(i),
               std::to_string(victims[i]) + " rounds acknowledged, " + std::to_string(there) +
                   " there");
    }
  }
  const Total total = Total::objects(db).get();
  if (total.rounds != written + extra || total.rounds != Round::objects(db).count() ||
      total.entries != Entry::objects(db).count()) {
    ++wrong;
    complain("total", 0, std::to_string(total.rounds) + " rounds counted");
  }
  std::printf("%d s, %d writers, %d readers: %lld transactions, %lld of them by %zu processes that "
              "were killed; %lld reads; %lld retried; %lld wrong\n",
              seconds, writers, readers, static_cast<long long>(total.rounds),
              static_cast<long long>(extra), victims.size(), static_cast<long long>(read),
              static_cast<long long>(retried), static_cast<long long>(wrong));
  return wrong == 0 && written > 0 && read > 0 ? 0 : 1;
}

bool sound(const std::string& file) {
  sqlite3* handle = nullptr;
  std::string answer;
  const auto keep = [](void* text, int, char** values, char**) {
    *static_cast<std::string*>(text) += values[0];
    return 0;
  };
  sqlite3_open(file.c_str(), &handle);
  sqlite3_exec(handle, "PRAGMA integrity_check", keep, &answer, nullptr);
  sqlite3_close(handle);
  if (answer != "ok")
    complain("integrity_check", 0, answer);
  return answer == "ok";
}

} // namespace

int main(int argc, char** argv) {
  int seconds = 60, writers = 4, readers = 4;
  std::string file;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    int* number = argument == "--seconds"   ? &seconds
                  : argument == "--writers" ? &writers
                  : argument == "--readers" ? &readers
                                            : nullptr;
    if (number && i + 1 < argc)
      *number = std::atoi(argv[++i]);
    else
      file = argument;
  }
  char folder[] = "/tmp/orm-stress-XXXXXX";
  const bool own = file.empty();
  if (own)
    file = std::string(mkdtemp(folder)) + "/stress.db";
  int status = 1;
  try {
    status = run(seconds, writers, readers, file);
    if (!sound(file))
      status = 1;
  } catch (const std::exception& error) {
    complain("parent", 0, error.what());
  }
  if (own && status == 0)
    std::filesystem::remove_all(folder);
  else
    std::printf("the file: %s\n", file.c_str());
  return status;
}
