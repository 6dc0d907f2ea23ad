// RUN: %check_orm %s -- -I%S/Inputs
// case A18, A26: queries by key and by filter in a loop, on Wt::Dbo.

#include "blog.hpp"

void by_key(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids)
    std::cout << session.load<Post>(id)->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query of 'Post' rows runs up to once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-3]]:18: note: use one query with 'where id in (…)' before the loop instead

void by_filter(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids) {
    dbo::ptr<Post> post = session.find<Post>().where("id = ?").bind(id);
    std::cout << post->title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:27: warning: query of 'Post' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

// A query is refined in place.
void step_by_step(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids) {
    auto query = session.find<Post>();
    query.where("id = ?").bind(id);
    dbo::ptr<Post> post = query.resultValue();
    std::cout << post->title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:18: warning: query of 'Post' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

void count(dbo::Session &session, const std::vector<std::string> &names) {
  for (const std::string &name : names)
    std::cout << session.query<int>("select count(1) from user").where("name = ?").bind(name).resultValue() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query runs once for each turn of the loop, each time for another value [orm-query-in-loop]

void all_at_once(dbo::Session &session) {
  Posts posts = session.find<Post>().where("id in (1, 2, 3)");
  for (auto &post : posts)
    std::cout << post->title << '\n';
}

void one(dbo::Session &session, long long id) {
  std::cout << session.load<Post>(id)->title << '\n';
}

void size(dbo::Session &session) {
  Posts posts = session.find<Post>();
  for (auto &post : posts)
    std::cout << post->comments.size() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:17: warning: query of 'Post' rows is followed by a query for each row: 'size' of 'comments': 1 + N queries [orm-query-in-loop]

void refined(dbo::Session &session) {
  Posts posts = session.find<Post>();
  for (auto &post : posts)
    for (auto &comment : post->comments.find().where("text <> ''").resultList())
      std::cout << comment->text << '\n';
}
// CHECK-MESSAGES: :[[@LINE-5]]:17: warning: query of 'Post' rows is followed by a query for each row: 'where' of 'comments': 1 + N queries [orm-query-in-loop]
