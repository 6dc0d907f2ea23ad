#include "model/model.hpp"
#include <iostream>

void print(const Book &book) { std::cout << book.author->name; }
