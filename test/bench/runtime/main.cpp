#include "forms.hpp"
#include "school.hpp"

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

/// bench-runtime FILE STUDENTS ROUNDS [FORM...]
///
/// Makes FILE unless it is there, runs every variant of every form ROUNDS times in turn (so that
/// noise hits all of them alike), and prints a line of JSON for each: the median of the CPU time.

std::size_t heap_in_use() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

namespace {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median(std::vector<double> times) {
  std::ranges::sort(times);
  const std::size_t half = times.size() / 2;
  return times.size() % 2 ? times[half] : (times[half - 1] + times[half]) / 2;
}

void run_form(const std::vector<const Variant*>& variants, int rounds, long long students) {
  std::vector<std::vector<double>> times(variants.size());
  std::vector<std::uint64_t> sums(variants.size());
  for (std::size_t i = 0; i < variants.size(); ++i)
    sums[i] = variants[i]->run(); // and warms the caches
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const double start = cpu_ms();
      variants[i]->run();
      times[i].push_back(cpu_ms() - start);
    }
  for (std::size_t i = 0; i < variants.size(); ++i)
    std::printf("{\"form\": \"%s\", \"by\": \"%s\", \"n\": %lld, \"ms\": %.6f, \"checksum\": "
                "\"%llu\"}\n",
                variants[i]->form.c_str(), variants[i]->by.c_str(), students, median(times[i]),
                static_cast<unsigned long long>(sums[i]));
  std::fflush(stdout);
}

void print_memory(const char* by, const std::vector<RowMemory>& rows, long long students) {
  for (const RowMemory& row : rows)
    std::printf("{\"form\": \"memory_%s\", \"by\": \"%s\", \"n\": %lld, \"bytes\": %.2f}\n",
                row.what.c_str(), by, students, row.bytes);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: bench-runtime FILE STUDENTS ROUNDS [FORM...]\n");
    return 2;
  }
  // Memory that is freed stays with the process: else the kernel's zeroing of pages decides, and it
  // strikes whoever happens to cross the allocator's threshold.
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_MMAP_THRESHOLD, 1 << 25);
  const std::string file = argv[1];
  const long long students = std::atoll(argv[2]);
  const int rounds = std::atoi(argv[3]);
  const std::set<std::string> wanted(argv + 4, argv + argc);
  if (std::FILE* there = std::fopen(file.c_str(), "r"))
    std::fclose(there);
  else
    school::make_file(file, students);

  std::vector<Variant> variants = orm_forms(file);
  for (auto* more : {logged_forms, c_api_forms})
    for (Variant& variant : more(file))
      variants.push_back(std::move(variant));
  std::vector<std::string> forms;
  for (const Variant& variant : variants)
    if (std::ranges::find(forms, variant.form) == forms.end())
      forms.push_back(variant.form);
  for (const std::string& form : forms) {
    if (!wanted.empty() && !wanted.contains(form))
      continue;
    std::vector<const Variant*> same;
    for (const Variant& variant : variants)
      if (variant.form == form)
        same.push_back(&variant);
    run_form(same, rounds, students);
  }
  if (wanted.empty()) {
    print_memory("orm", orm_memory(file), students);
    print_memory("c_api", c_api_memory(file), students);
  }
}
