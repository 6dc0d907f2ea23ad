// The views and actions of range-v3, which its headers alone instantiate not.
#include <map>
#include <memory>
#include <range/v3/all.hpp>
#include <string>
#include <vector>

struct Row {
  int key = 0;
  std::string name;
  std::shared_ptr<Row> parent;
  std::vector<Row> children;
};

int everything(std::vector<Row> rows) {
  using namespace ranges;
  auto keys = rows | views::transform(&Row::key) | views::filter([](int key) { return key > 1; });
  auto parents = rows | views::filter([](const Row &row) { return bool(row.parent); }) |
                 views::transform([](const Row &row) { return row.parent->parent; }) | views::take(5) | views::chunk(2);
  int sum = accumulate(keys, 0);
  for (auto &&chunk : parents)
    for (auto &&parent : chunk)
      sum += parent->key;
  rows |= actions::sort(less{}, &Row::key) | actions::unique(equal_to{}, &Row::key) | actions::reverse;
  for (auto &&[row, next] : views::zip(rows, rows | views::drop(1)))
    sum += row.parent->key + next.children.front().key;
  for (auto &&[first, second] : views::cartesian_product(rows, rows))
    sum += static_cast<int>(first.parent->name.size() + second.name.size());
  auto nested = rows | views::transform([](const Row &row) { return row.children | views::all; }) | views::join;
  sum += static_cast<int>(distance(nested));
  auto groups = rows | views::chunk_by([](const Row &a, const Row &b) { return a.parent == b.parent; });
  for (auto &&group : groups)
    sum += max(group | views::transform(&Row::key));
  auto map = rows | views::transform([](const Row &row) { return std::pair(row.name, row); }) | to<std::map>();
  for (auto &&row : map | views::values)
    sum += row.parent->parent->key;
  return sum + static_cast<int>(map.size()) + *max_element(keys);
}
