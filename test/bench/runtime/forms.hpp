#ifndef ORM_BENCH_FORMS_HPP
#define ORM_BENCH_FORMS_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// One way to do one piece of work; runs it once and returns the checksum.
struct Variant {
  std::string form; ///< what is done: "fk_prefetch"
  std::string by;   ///< who does it: "orm", "c_api"
  std::function<std::uint64_t()> run;
};

/// The forms through this library, on an open file.
std::vector<Variant> orm_forms(const std::string& file);
/// The same with a query log attached.
std::vector<Variant> logged_forms(const std::string& file);
/// The same work by hand, as the SQLite C API does it best: statements prepared once, no mutex,
/// plain structs in vectors.
std::vector<Variant> c_api_forms(const std::string& file);

/// What a loaded row costs: bytes on the heap for each student, and the size of its struct.
struct RowMemory {
  std::string what;
  double bytes;
};
std::vector<RowMemory> orm_memory(const std::string& file);
std::vector<RowMemory> c_api_memory(const std::string& file);

/// Bytes on the heap that are in use now.
std::size_t heap_in_use();

#endif
