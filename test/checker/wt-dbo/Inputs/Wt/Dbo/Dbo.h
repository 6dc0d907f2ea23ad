// The public shapes of Wt::Dbo that the checks' tests need; nothing here runs.
#pragma once
#include <memory>
#include <string>
#include <tuple>

namespace Wt::Dbo {

template <class C> struct dbo_traits {
  using IdType = long long;
};

template <class C> class ptr;
template <class C> class weak_ptr;
template <class C> class collection;
template <class Result> class Query;

template <class C> class ptr {
public:
  class mutator {
  public:
    C *operator->() const;
    C &operator*() const;
  };
  ptr() = default;
  ptr(std::unique_ptr<C> object);
  ptr(const ptr &other);
  ptr &operator=(const ptr &other);
  const C *operator->() const;
  const C *get() const;
  const C &operator*() const;
  mutator modify() const;
  explicit operator bool() const;
  bool operator==(const ptr &other) const;
  bool operator!=(const ptr &other) const;
  bool operator<(const ptr &other) const;
  void reset();
  void remove();
  void reread();
  typename dbo_traits<C>::IdType id() const;

private:
  C *object_ = nullptr;
};

template <class C> class weak_ptr {
public:
  weak_ptr() = default;
  weak_ptr(const ptr<C> &other);
  const C *operator->() const;
  const C *get() const;
  ptr<C> lock() const;
  Query<ptr<C>> query() const;
  explicit operator bool() const;
  typename dbo_traits<C>::IdType id() const;
};

template <class C> class collection {
public:
  using value_type = C;
  class const_iterator {
  public:
    const C &operator*() const;
    const C *operator->() const;
    const_iterator &operator++();
    bool operator==(const const_iterator &) const;
    bool operator!=(const const_iterator &) const;
  };
  class iterator {
  public:
    C &operator*();
    C *operator->();
    iterator &operator++();
    bool operator==(const iterator &) const;
    bool operator!=(const iterator &) const;
  };
  iterator begin();
  const_iterator begin() const;
  iterator end();
  const_iterator end() const;
  C front() const;
  std::size_t size() const;
  bool empty() const;
  int count(C c) const;
  Query<C> find() const;
  void insert(C c);
  void erase(C c);
  void clear();
};

template <class Result> class Query {
public:
  template <class T> Query &bind(const T &value);
  Query &where(const std::string &condition);
  Query &orderBy(const std::string &fields);
  Query &offset(int count);
  Query &limit(int count);
  template <class Joined> Query &join(const std::string &condition);
  Result resultValue() const;
  collection<Result> resultList() const;
  operator Result() const;
  operator collection<Result>() const;
};

class Session {
public:
  template <class C> void mapClass(const char *table);
  template <class C> ptr<C> add(std::unique_ptr<C> object);
  template <class C> ptr<C> load(const typename dbo_traits<C>::IdType &id, bool forceReread = false);
  template <class C> ptr<C> loadLazy(const typename dbo_traits<C>::IdType &id);
  template <class C> Query<ptr<C>> find(const std::string &condition = "");
  template <class Result> Query<Result> query(const std::string &sql);
};

template <class C> class Dbo {
public:
  typename dbo_traits<C>::IdType id() const;
  Session *session() const;
};

enum RelationType { ManyToOne, ManyToMany };
template <class A, class V> void field(A &action, V &value, const std::string &name);
template <class A, class C> void belongsTo(A &action, ptr<C> &value, const std::string &name);
template <class A, class C> void hasOne(A &action, weak_ptr<C> &value, const std::string &name);
template <class A, class C>
void hasMany(A &action, collection<ptr<C>> &value, RelationType type, const std::string &name);

} // namespace Wt::Dbo
