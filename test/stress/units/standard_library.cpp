// Every function of the standard library's templates that everything.yaml calls
// queries, rows and relations, of rows that lead to each other.
#include <algorithm>
#include <deque>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <ranges>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

struct Row {
  int key = 0;
  std::string name;
  std::shared_ptr<Row> parent;
  std::list<Row> children;
  std::map<std::string, Row> named;
  friend auto operator<=>(const Row &a, const Row &b) { return a.key <=> b.key; }
  friend bool operator==(const Row &a, const Row &b) { return a.key == b.key; }
};

template class std::vector<Row>;
template class std::deque<Row>;
template class std::list<Row>;
template class std::set<Row>;
template class std::map<int, Row>;
template class std::map<std::string, std::vector<Row>>;
template class std::unordered_map<std::string, Row>;
template class std::unordered_set<std::string>;
template class std::shared_ptr<Row>;
template class std::optional<Row>;
template class std::vector<std::vector<Row>>;
template class std::vector<std::pair<int, std::shared_ptr<Row>>>;
template class std::basic_string<char>;
template class std::basic_regex<char>;

int everything(std::vector<Row> &rows, std::deque<Row> &others) {
  std::sort(rows.begin(), rows.end());
  std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.parent->name < b.parent->name; });
  std::partial_sort(others.begin(), others.begin() + 1, others.end());
  std::nth_element(rows.begin(), rows.begin() + 1, rows.end());
  std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  std::copy_if(others.begin(), others.end(), std::back_inserter(rows), [](const Row &row) { return !row.children.empty(); });
  std::inplace_merge(rows.begin(), rows.begin() + 1, rows.end());
  std::set_union(rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(rows));
  std::make_heap(rows.begin(), rows.end());
  std::unique(rows.begin(), rows.end());
  std::ranges::sort(rows, {}, [](const Row &row) { return row.children.size(); });
  const auto deep = [](auto &&self, const Row &row) -> int {
    int sum = row.key;
    for (const Row &child : row.children)
      sum += self(self, child);
    for (const auto &[name, child] : row.named)
      sum += child.parent ? self(self, *child.parent) : static_cast<int>(name.size());
    return sum;
  };
  int sum = 0;
  for (const Row &row : rows | std::views::filter([](const Row &row) { return row.parent != nullptr; }) |
                            std::views::transform([](const Row &row) -> const Row & { return *row.parent; }))
    sum += deep(deep, row);
  std::function<int(const Row &)> counted = [&](const Row &row) { return deep(deep, row) + sum; };
  std::variant<Row, std::string> either = rows.front();
  std::visit([&](auto &held) { std::cout << sizeof held << sum; }, either);
  std::regex_match(rows.front().name, std::regex("a+"));
  return std::accumulate(others.begin(), others.end(), sum, [&](int before, const Row &row) { return before + counted(row); });
}
