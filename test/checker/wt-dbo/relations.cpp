// RUN: %check_orm %s -- -I%S/Inputs
// case A1, A2: a relation followed in a loop, on Wt::Dbo, which the checks know
// by a profile alone.

#include "blog.hpp"

void to_one(dbo::Session &session) {
  Posts posts = session.find<Post>().where("title > ?").bind("a");
  for (const dbo::ptr<Post> &post : posts)
    std::cout << post->title << post->author->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:17: warning: query of 'Post' rows lacks an eager load of 'author': up to 1 + N queries [orm-n-plus-one]
// CHECK-MESSAGES: :[[@LINE-5]]:17: note: this ORM has no eager loading: select both rows in one query, session.query<std::tuple<ptr<A>, ptr<B>>>("select a, b from a join b on …"), or use id() where only the key is read

void to_one_by_pointer(dbo::Session &session) {
  for (const auto &post : session.find<Post>().orderBy("title").resultList()) {
    dbo::ptr<User> author = post->author;
    const User *same = author.get();
    std::cout << same->name << (*author).name << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-6]]:27: warning: query of 'Post' rows lacks an eager load of 'author': up to 1 + N queries [orm-n-plus-one]

void key_only(dbo::Session &session) {
  Posts posts = session.find<Post>();
  for (const dbo::ptr<Post> &post : posts)
    if (post->author && post->author != dbo::ptr<User>())
      std::cout << post->author.id() << post.id() << post->title << '\n';
}

void joined(dbo::Session &session) {
  using Row = std::tuple<dbo::ptr<Post>, dbo::ptr<User>>;
  for (const Row &row : session.query<Row>("select p, u from post p join user u on u.id = p.author_id").resultList())
    std::cout << std::get<0>(row)->title << std::get<1>(row)->name << '\n';
}

void joined_and_further(dbo::Session &session) {
  using Row = std::tuple<dbo::ptr<Comment>, dbo::ptr<User>>;
  for (const Row &row : session.query<Row>("select c, u from comment c join user u on u.id = c.writer_id").resultList())
    std::cout << std::get<0>(row)->post->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-3]]:25: warning: query of 'Comment' rows lacks an eager load of 'post': up to 1 + N queries [orm-n-plus-one]

void joined_and_bound(dbo::Session &session) {
  using Row = std::tuple<dbo::ptr<Comment>, dbo::ptr<User>>;
  dbo::collection<Row> rows = session.query<Row>("select c, u from comment c join user u on u.id = c.writer_id");
  for (const auto &[comment, user] : rows)
    std::cout << comment->text << user->profile->motto << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:31: warning: query of 'User' rows lacks an eager load of 'profile': up to 1 + N queries [orm-n-plus-one]

// Quiet: what leads from one row of a tuple to the other is in the session.
void joined_and_followed(dbo::Session &session) {
  using Row = std::tuple<dbo::ptr<Post>, dbo::ptr<User>>;
  dbo::collection<Row> rows = session.query<Row>("select p, u from post p join user u on u.id = p.author_id");
  for (const auto &[post, user] : rows)
    std::cout << post->title << post->author->name << '\n';
}

void scalars(dbo::Session &session) {
  for (const std::string &title : session.query<std::string>("select title from post").resultList())
    std::cout << title << '\n';
}

void to_many(dbo::Session &session) {
  for (auto &post : session.find<Post>().resultList())
    for (auto &comment : post->comments)
      std::cout << comment->text << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:21: warning: query of 'Post' rows lacks an eager load of 'comments': 1 + N queries [orm-n-plus-one]

void both(dbo::Session &session) {
  for (auto &post : session.find<Post>().limit(100).resultList())
    for (auto &comment : post->comments)
      std::cout << comment->text << comment->writer->name << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:21: warning: query of 'Post' rows lacks an eager load of 'comments.writer': up to 1 + N + N·M queries [orm-n-plus-one]

void has_one(dbo::Session &session) {
  dbo::collection<dbo::ptr<User>> users = session.find<User>();
  for (auto &user : users)
    std::cout << user->profile->motto << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:43: warning: query of 'User' rows lacks an eager load of 'profile': up to 1 + N queries [orm-n-plus-one]

void has_one_by_id(dbo::Session &session) {
  dbo::collection<dbo::ptr<User>> users = session.find<User>();
  for (auto &user : users)
    std::cout << user->profile.id() << '\n';
}
// CHECK-MESSAGES: :[[@LINE-4]]:43: warning: query of 'User' rows lacks an eager load of 'profile': up to 1 + N queries [orm-n-plus-one]

void one_post(dbo::Session &session) {
  dbo::ptr<Post> post = session.find<Post>().where("title = ?").bind("a");
  std::cout << post->author->name << '\n';
  for (auto &comment : post->comments)
    std::cout << comment->text << '\n';
}

// A pointer that is given another row is that row from then on.
void reassigned(dbo::Session &session) {
  Posts posts = session.find<Post>();
  dbo::ptr<User> first;
  for (auto &post : posts) {
    dbo::ptr<User> user = post->author;
    user = first;
    if (user)
      std::cout << user->name << '\n';
  }
}

// loadLazy() makes a pointer that loads when it is used first.
void lazily(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids)
    std::cout << session.loadLazy<Post>(id)->title << '\n';
}
// CHECK-MESSAGES: :[[@LINE-2]]:18: warning: query of 'Post' rows runs up to once for each turn of the loop, each time for another value [orm-query-in-loop]
// CHECK-MESSAGES: :[[@LINE-3]]:18: note: use one query with 'where id in (…)' before the loop instead

void read_again(dbo::Session &session) {
  Posts posts = session.find<Post>();
  for (dbo::ptr<Post> post : posts) {
    post.reread();
    std::cout << post->title << post->title << '\n';
  }
}
// CHECK-MESSAGES: :[[@LINE-4]]:5: warning: query of 'Post' rows runs once for each turn of the loop, each time for another value [orm-query-in-loop]

// Quiet: never used, or once.
void not_read(dbo::Session &session, const std::vector<long long> &ids) {
  for (long long id : ids)
    std::cout << session.loadLazy<Post>(id).id() << '\n';
  dbo::ptr<Post> post = session.loadLazy<Post>(1);
  for (long long id : ids)
    std::cout << id << post->title << '\n';
  post.reread();
  std::cout << post->title << '\n';
}
