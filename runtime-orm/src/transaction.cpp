#include "connection.hpp"

/// What is kept together, or undone together; and what is read together.
namespace orm {
namespace detail {

ReadTransaction::ReadTransaction(Connection& connection) {
  if (connection.in_transaction())
    return;
  connection.require_transaction_alive("BEGIN");
  const Use use(connection);
  connection.control("transaction", "BEGIN");
  connection.enter();
  connection_ = &connection;
}

ReadTransaction::~ReadTransaction() {
  if (!connection_)
    return;
  try {
    connection_->control("transaction", "COMMIT");
  } catch (const Error&) { // NOLINT(bugprone-empty-catch)
    // Nothing was written; a connection that cannot even end a read says so at its next statement.
  }
  connection_->leave();
}

} // namespace detail

Transaction::Transaction(const Database& database) : Transaction(database.connection()) {}

Transaction::Transaction(std::shared_ptr<detail::Connection> connection)
    : connection_(std::move(connection)) {
  const detail::Use use(*connection_);
  depth_ = connection_->transaction_depth;
  nested_ = connection_->in_transaction();
  // A writer takes its lock at the start: so two writers wait for each other instead of failing
  // half way (SQLITE_BUSY_SNAPSHOT cannot be waited for).
  const std::string text = nested_                    ? "SAVEPOINT " + savepoint()
                           : connection_->read_only() ? "BEGIN"
                                                      : "BEGIN IMMEDIATE";
  connection_->require_transaction_alive(text);
  connection_->control("transaction", text);
  connection_->enter(); // no other thread's statement may slip in
  ++connection_->transaction_depth;
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_)
    return;
  try {
    rollback();
  } catch (const Error&) { // NOLINT(bugprone-empty-catch)
    // Nothing can be told from here. What was not committed is undone when the file is closed.
  }
}

std::string Transaction::savepoint() const { return "orm_" + std::to_string(depth_); }

void Transaction::commit() {
  require_open();
  const detail::Use use(*connection_);
  if (connection_->transaction_depth != depth_ + 1)
    throw Error("a transaction inside this one has not ended yet");
  const std::string text = nested_ ? "RELEASE " + savepoint() : "COMMIT";
  connection_->require_transaction_alive(text);
  connection_->control("transaction", text);
  close();
}

void Transaction::rollback() {
  require_open();
  const detail::Use use(*connection_);
  close();
  // After some errors (a full disk is one) SQLite has rolled everything back on its own.
  if (!connection_->in_transaction())
    return;
  if (nested_) {
    connection_->control("transaction", "ROLLBACK TO " + savepoint());
    connection_->control("transaction", "RELEASE " + savepoint());
  } else {
    connection_->control("transaction", "ROLLBACK");
  }
}

void Transaction::require_open() const {
  if (!open_)
    throw Error("this transaction has ended already");
}

void Transaction::close() noexcept {
  open_ = false;
  --connection_->transaction_depth;
  connection_->leave();
}

} // namespace orm
