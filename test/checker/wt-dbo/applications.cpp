// RUN: %check_orm %s -- -I%S/Inputs
// case A32, A17: what applications put on top of an ORM is followed without an
// entry in a profile.

#include "blog.hpp"
#include <algorithm>
#include <functional>
#include <iterator>

// A handle of the application's own. Testing it loads.
template <class T> class ObjectPtr {
public:
  ObjectPtr() = default;
  ObjectPtr(const dbo::ptr<T> &object) : object_{object} {}
  const T *operator->() const { return object_.get(); }
  explicit operator bool() const { return object_.get() != nullptr; }
  long long getId() const { return object_.id(); }

private:
  dbo::ptr<T> object_;
};

class Artist {
public:
  std::string name;
  template <class Action> void persist(Action &a) { dbo::field(a, name, "name"); }
};

class Track {
public:
  std::string name;
  const std::string &getName() const { return name; }
  ObjectPtr<Artist> getArtist() const { return artist_; }
  static ObjectPtr<Track> find(dbo::Session &session, long long id) {
    return session.find<Track>().where("id = ?").bind(id).resultValue();
  }
  static void each(dbo::Session &session, const std::function<void(const ObjectPtr<Track> &)> &use) {
    for (const dbo::ptr<Track> &track : session.find<Track>().resultList())
      use(ObjectPtr<Track>{track});
  }
  template <class Action> void persist(Action &a) {
    dbo::field(a, name, "name");
    dbo::belongsTo(a, artist_, "artist");
  }

private:
  dbo::ptr<Artist> artist_;
};
// CHECK-MESSAGES: :[[@LINE-14]]:12: warning: query of 'Track' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-12]]:41: warning: query of 'Track' rows lacks an eager load of 'artist_': up to 1 + N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-13]]:41: note: this ORM has no eager loading: select both rows in one query, session.query<std::tuple<ptr<A>, ptr<B>>>("select a, b from a join b on …"), or use id() where only the key is read

class Entry {
public:
  ObjectPtr<Track> getTrack() const { return track_; }
  template <class Action> void persist(Action &a) { dbo::belongsTo(a, track_, "track"); }

private:
  dbo::ptr<Track> track_;
};

using Entries = dbo::collection<dbo::ptr<Entry>>;

void accessor(dbo::Session &session) {
  Entries entries = session.find<Entry>();
  for (const auto &entry : entries)
    std::cout << entry->getTrack()->getName() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:21: warning: query of 'Entry' rows lacks an eager load of 'track_': up to 1 + N queries [orm-n-plus-one]

void test_that_loads(dbo::Session &session) {
  Entries entries = session.find<Entry>().limit(10).resultList();
  for (const auto &entry : entries)
    if (entry->getTrack())
      std::cout << "played\n";
}
// CHECK-MESSAGES: :[[@LINE-5]]:21: warning: query of 'Entry' rows lacks an eager load of 'track_': up to 1 + N queries [orm-n-plus-one]

// The row holds the key.
void key(dbo::Session &session) {
  Entries entries = session.find<Entry>();
  for (const auto &entry : entries)
    std::cout << entry->getTrack().getId() << '\n';
}

void finder(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids)
    std::cout << Track::find(session, id)->getName() << '\n';
}

void finder_once(dbo::Session &session) {
  std::cout << Track::find(session, 1)->getName() << '\n';
}

void callback(dbo::Session &session) {
  Track::each(session, [](const ObjectPtr<Track> &track) { std::cout << track->getArtist()->name << '\n'; });
}

void callback_that_reads_the_row(dbo::Session &session) {
  Track::each(session, [](const ObjectPtr<Track> &track) { std::cout << track->getName() << '\n'; });
}

void transform(dbo::Session &session) {
  Entries entries = session.find<Entry>();
  std::vector<std::string> names;
  std::transform(entries.begin(), entries.end(), std::back_inserter(names),
                 [](const dbo::ptr<Entry> &entry) { return entry->getTrack()->getName(); });
}
// CHECK-MESSAGES: :[[@LINE-5]]:21: warning: query of 'Entry' rows lacks an eager load of 'track_': up to 1 + N queries [orm-n-plus-one]

void transform_keys(dbo::Session &session) {
  Entries entries = session.find<Entry>();
  std::vector<long long> keys;
  std::transform(entries.begin(), entries.end(), std::back_inserter(keys),
                 [](const dbo::ptr<Entry> &entry) { return entry.id(); });
}
