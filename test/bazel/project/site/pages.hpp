#pragma once
#include "model/model.hpp"

void render(const orm::QuerySet<Book> &books);
