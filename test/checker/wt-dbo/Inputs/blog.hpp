// A blog: posts of users, comments on posts, a profile for each user.
#pragma once
#include <Wt/Dbo/Dbo.h>
#include <iostream>
#include <string>
#include <vector>

namespace dbo = Wt::Dbo;

class Comment;
class Post;
class Profile;

class User {
public:
  std::string name;
  dbo::collection<dbo::ptr<Post>> posts;
  dbo::weak_ptr<Profile> profile;
  template <class Action> void persist(Action &a) {
    dbo::field(a, name, "name");
    dbo::hasMany(a, posts, dbo::ManyToOne, "author");
    dbo::hasOne(a, profile, "user");
  }
};

class Profile {
public:
  std::string motto;
  dbo::ptr<User> user;
  template <class Action> void persist(Action &a) {
    dbo::field(a, motto, "motto");
    dbo::belongsTo(a, user, "user");
  }
};

class Post : public dbo::Dbo<Post> {
public:
  std::string title;
  dbo::ptr<User> author;
  dbo::collection<dbo::ptr<Comment>> comments;
  dbo::ptr<User> getAuthor() const { return author; }
  template <class Action> void persist(Action &a) {
    dbo::field(a, title, "title");
    dbo::belongsTo(a, author, "author");
    dbo::hasMany(a, comments, dbo::ManyToOne, "post");
  }
};

class Comment {
public:
  std::string text;
  dbo::ptr<Post> post;
  dbo::ptr<User> writer;
  template <class Action> void persist(Action &a) {
    dbo::field(a, text, "text");
    dbo::belongsTo(a, post, "post");
    dbo::belongsTo(a, writer, "writer");
  }
};

using Posts = dbo::collection<dbo::ptr<Post>>;
