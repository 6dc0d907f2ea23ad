#ifndef ORM_SRC_LOG_STORE_HPP
#define ORM_SRC_LOG_STORE_HPP

#include <orm/query_log.hpp>

#include "observer.hpp"

#include <array>
#include <deque>
#include <unordered_set>

namespace orm::detail {

/// Keeps each text once: the statements of a loop are the same text again and again.
class TextPool {
public:
  const std::string& keep(std::string_view text);
  void clear();

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> texts_;
  // The texts seen last, by length: found without a hash.
  std::array<const std::string*, 64> recent_{};
};

/// One statement, as small as it can be kept: what a person reads is made when one looks.
struct LogRecord {
  const std::string* sql;
  const std::string* path;
  const std::string* error; ///< nullptr when it went well
  const char* kind;
  const char* cause;
  Root root; ///< id 0: none
  Access access;
  std::uint64_t number;
  std::int64_t started; ///< ticks, as `duration`
  std::int64_t duration;
  std::int64_t rows;
  std::int64_t owner;
  std::size_t first_parameter;
  std::uint32_t parameters;
  bool refined;
  bool counted;
};

/// What a log has heard.
class LogStore : public Observer {
public:
  /// Statements beyond `most` are only counted.
  explicit LogStore(std::size_t most = static_cast<std::size_t>(-1)) : most_(most) {}

  void ended(const Ended& statement) noexcept override;
  void loaded_eagerly(const std::shared_ptr<EagerUse>& use) noexcept override;

  [[nodiscard]] const std::vector<LogRecord>& records() const noexcept { return records_; }
  [[nodiscard]] std::size_t counted() const noexcept { return counted_; }
  [[nodiscard]] std::size_t lost() const noexcept { return lost_; }
  [[nodiscard]] const Parameter& parameter(const LogRecord& record, std::size_t index) const {
    return parameters_[record.first_parameter + index];
  }
  [[nodiscard]] const std::vector<LogEntry>& entries() const;
  [[nodiscard]] LogEntry entry(const LogRecord& record) const;
  /// By query run and path.
  [[nodiscard]] std::vector<EagerLoad> eager_loads() const;
  void clear();

private:
  std::size_t most_;
  std::size_t counted_ = 0;
  std::size_t lost_ = 0;
  TextPool texts_;
  std::vector<LogRecord> records_;
  std::deque<Parameter> parameters_;
  std::vector<std::shared_ptr<EagerUse>> uses_;
  mutable std::vector<LogEntry> entries_;
};

bool is_counted(const char* kind) noexcept;
CodeLocation location_of(const std::source_location& where);
CodeLocation location_of(const Access& access);
LogEntry make_entry(const Ended& statement);
EagerLoad describe(const EagerUse& use);
/// Resolves all addresses with one run of the symbolizer a module.
void resolve(std::span<CodeLocation> places);

} // namespace orm::detail

#endif
