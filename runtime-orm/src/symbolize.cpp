#include "log_store.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: the name POSIX gives it

namespace orm {
namespace {

/// What a program prints, "" when it cannot run. No shell is involved.
std::string output_of(const std::vector<std::string>& command) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0)
    return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  std::string output;
  if (error == 0) {
    std::array<char, 4096> buffer;
    for (ssize_t n; (n = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
      output.append(buffer.data(), static_cast<std::size_t>(n));
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
      output.clear();
  }
  close(pipe_ends[0]);
  return output;
}

/// "function\nfile:line[:column]\n" and then the frames it was inlined into.
bool parse(const std::string& output, CodeLocation& location) {
  const auto first = output.find('\n');
  if (first == std::string::npos)
    return false;
  std::string place = output.substr(first + 1, output.find('\n', first + 1) - first - 1);
  if (const auto note = place.find(" (discriminator"); note != std::string::npos)
    place.resize(note);
  std::array<std::uint32_t, 2> numbers{};
  std::size_t found = 0;
  while (found < 2) {
    const auto colon = place.rfind(':');
    if (colon == std::string::npos || colon + 1 == place.size() ||
        place.find_first_not_of("0123456789", colon + 1) != std::string::npos)
      break;
    numbers[found++] = static_cast<std::uint32_t>(std::stoul(place.substr(colon + 1)));
    place.resize(colon);
  }
  const std::uint32_t line = found == 2 ? numbers[1] : numbers[0];
  if (found == 0 || line == 0 || place.starts_with("??"))
    return false;
  location.function = output.substr(0, first);
  location.file = place;
  location.line = line;
  location.column = found == 2 ? numbers[0] : 0;
  return true;
}

} // namespace

namespace {

using Address = std::pair<std::string, std::uint64_t>; // module, address

/// What has been asked before. Never destroyed: a log may be written when the process ends.
struct Known {
  std::mutex mutex;
  std::map<Address, CodeLocation> places;
};
Known& known() {
  static auto* const all = new Known;
  return *all;
}

/// Asks one tool for all addresses of a module: it reads the debug information once.
void ask(std::vector<std::string> command, bool blank_between, std::span<CodeLocation*> places) {
  for (const CodeLocation* place : places) {
    char text[24];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(place->address));
    command.emplace_back(text);
  }
  const std::string output = output_of(command);
  std::size_t at = 0;
  for (CodeLocation* place : places) {
    // llvm-symbolizer ends each answer with an empty line; addr2line's are two lines each.
    std::size_t end = blank_between ? output.find("\n\n", at) : output.find('\n', at);
    if (!blank_between && end != std::string::npos)
      end = output.find('\n', end + 1);
    if (end == std::string::npos)
      end = output.size();
    if (at >= output.size())
      return;
    parse(output.substr(at, end - at) + "\n", *place);
    at = end + (blank_between ? 2 : 1);
  }
}

} // namespace

namespace detail {

void resolve(std::span<CodeLocation> places) {
  Known& all = known();
  const std::lock_guard lock(all.mutex);
  std::map<std::string, std::vector<CodeLocation*>> asked;
  for (const CodeLocation& place : places) {
    if (place.module.empty())
      continue;
    const auto [entry, fresh] = all.places.try_emplace({place.module, place.address}, place);
    if (fresh)
      asked[place.module].push_back(&entry->second);
  }
  for (auto& [module, missing] : asked) {
    const auto unresolved = [](const CodeLocation* place) { return place->line == 0; };
    for (const char* tool : {"llvm-symbolizer", "llvm-symbolizer-22", "llvm-symbolizer-19"})
      if (std::ranges::all_of(missing, unresolved))
        ask({tool, "--functions=linkage", "--demangle", "--obj=" + module}, true, missing);
    if (std::ranges::all_of(missing, unresolved))
      ask({"addr2line", "-f", "-C", "-e", module}, false, missing);
  }
  for (CodeLocation& place : places)
    if (!place.module.empty())
      place = all.places.at({place.module, place.address});
}

} // namespace detail

CodeLocation CodeLocation::resolve() const {
  CodeLocation place = *this;
  detail::resolve({&place, 1});
  return place;
}

std::string CodeLocation::text() const {
  if (!file.empty())
    return file + ":" + std::to_string(line) + (column ? ":" + std::to_string(column) : "");
  if (module.empty())
    return {};
  char offset[24];
  std::snprintf(offset, sizeof offset, "+0x%llx", static_cast<unsigned long long>(address));
  return module + offset;
}

} // namespace orm
