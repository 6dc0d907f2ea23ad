#ifndef ORM_COMPILE_MESSAGE_HPP
#define ORM_COMPILE_MESSAGE_HPP

#include <orm/fixed_string.hpp>

#include <utility>

/// Compile errors with words that the program computes. Clang takes a computed message from version
/// 20 on. g++ prints the template argument as it is, and older clangs the first 36 characters of
/// one: for these the message is cut into arguments of its own.
namespace orm::detail {

#if defined(__clang__) && __clang_major__ < 20
inline constexpr std::size_t message_piece = 32;

/// Not a FixedString: equal arguments of one type are printed as the first of them was made.
template <std::size_t Size>
struct MessagePart {
  char data[Size];
};

template <FixedString Message, std::size_t Index>
consteval auto message_part() {
  constexpr std::size_t length = std::min(message_piece, Message.size() - Index * message_piece);
  MessagePart<length + 1> part;
  std::ranges::copy(Message.view().substr(Index * message_piece, length), part.data);
  part.data[length] = '\0'; // clang prints an array as text when each element was assigned
  return part;
}
template <MessagePart... Parts>
struct read_this {
  static_assert(sizeof...(Parts) == 0, "the message is in the template arguments");
};
template <FixedString Message, std::size_t... Index>
constexpr std::size_t in_parts(std::index_sequence<Index...>) {
  return sizeof(read_this<message_part<Message, Index>()...>);
}
#endif

/// Naming this type is the error. `Field` keeps it in the branch of the field it is about.
template <FixedString Message, class Field = void>
struct lookup_error {
#if !defined(__clang__)
  static_assert(Message.size() == 0, "lookup_error: see the message in the template argument");
#elif __clang_major__ < 20
  static_assert(in_parts<Message>(
      std::make_index_sequence<(Message.size() + message_piece - 1) / message_piece>()));
#else
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc++26-extensions"
  static_assert(Message.size() == 0, Message.view());
#pragma clang diagnostic pop
#endif
};

} // namespace orm::detail

#endif
