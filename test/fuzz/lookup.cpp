// Fuzzes paths that are built at run time: orm::path. Besides surviving, the
// library must refuse what the compiler refuses in a literal, and where both
// know as much, nothing else.
#include "school.hpp"

#include <cstdlib>
#include <optional>

namespace {

struct Refused {};

} // namespace

namespace orm::detail {

// Declared only, so that a wrong literal does not compile. Here the same check
// is called.
template <class Model, class Choices>
void model_has_no_relation(std::string_view) {
  throw Refused();
}
template <class Model, class Choices>
void model_has_no_relation_to_one(std::string_view) {
  throw Refused();
}
template <class Model, class Choices>
void model_has_no_field(std::string_view) {
  throw Refused();
}

} // namespace orm::detail

namespace {

using orm::detail::Follow;

template <Follow follow> bool compiles(std::string_view path) {
  try {
    orm::detail::check_path<Student, follow>(path);
    return true;
  } catch (const Refused &) {
    return false;
  }
}

/// Is the path right? None: that is not what stopped the query (SQLite joins 64
/// tables at most).
template <class Rows> std::optional<bool> runs(const Rows &rows) {
  try {
    for (const Student &student : rows)
      if (student.id == 0)
        std::abort();
    return true;
  } catch (const orm::FieldError &) {
    return false;
  } catch (const orm::PrefetchError &) {
    return false;
  } catch (const orm::Error &) {
    return std::nullopt;
  }
}

void expect(bool holds) {
  if (!holds)
    std::abort();
}

} // namespace

/// The first byte says what is done with the path that follows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  static orm::Database db{":memory:"};
  [[maybe_unused]] static const bool seeded = (seed(db), true);
  if (size < 2)
    return 0;
  const std::string text(reinterpret_cast<const char *>(data) + 1, size - 1);
  const auto students = Student::objects(db);
  switch (data[0] % 3) {
  case 0: {
    const auto right = runs(students.select_related(orm::path(text)));
    expect(!right || right == compiles<Follow::to_one>(text));
    break;
  }
  case 1: {
    const bool down = text.starts_with('-');
    const auto right = runs(students.order_by(orm::path(text)));
    expect(!right || right == compiles<Follow::field>(
                                  std::string_view(text).substr(down)));
    break;
  }
  case 2: {
    // The compiler cannot know which members a Prefetch will have filled, and
    // follows them all.
    const auto right = runs(students.prefetch_related(orm::path(text)));
    expect(right != true || compiles<Follow::any_relation>(text));
    break;
  }
  }
  return 0;
}
