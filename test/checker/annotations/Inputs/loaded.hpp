// An ORM whose functions load relations by themselves, as annotations say.
#pragma once
#include "shelf.hpp"

class BookRows : public shelf::Rows<Book> {
public:
  [[clang::annotate("orm:eager=author"), clang::annotate("orm:eager=editor")]] BookRows with_people() const;
};

[[clang::annotate("orm:query")]] BookRows all_books(shelf::Store &store);
[[clang::annotate("orm:query"), clang::annotate("orm:eager=author")]] shelf::Rows<Book> books_and_authors(shelf::Store &store);
[[clang::annotate("orm:collect"), clang::annotate("orm:eager=editor")]] std::vector<Book> edited_books(shelf::Store &store);
