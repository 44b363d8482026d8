#include "library/store/database.h"

#include <sqlite3.h>

#include "library/store/library_error.h"

namespace loupe {
namespace {

constexpr int kBusyTimeout = 10'000;  // milliseconds; a batch of photos is written in a few

[[noreturn]] void fail(sqlite3* database, const std::string& file) {
  const int code = sqlite3_errcode(database) & 0xff;
  const std::string reason = sqlite3_errmsg(database);
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw LibraryError(LibraryFailure::Damaged,
                         file + ": this library is damaged (" + reason + ")");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(ErrorCode::Storage, file + ": another program keeps this library busy");
    case SQLITE_READONLY:
      throw Error(
          ErrorCode::Storage,
          file + ": this library can only be read; leave to write it and its folder is wanted");
    case SQLITE_FULL:
      throw LibraryError(LibraryFailure::Full, file + ": there is no space left for the library");
    default:
      throw Error(ErrorCode::Storage, file + ": " + reason);
  }
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, const std::string& file, std::string_view sql)
    : database_(database), file_(&file) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement,
                         /*pzTail=*/nullptr);
  if (code != SQLITE_OK) fail(database, file);
  statement_.reset(statement);
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(database_, *file_);
  return code == SQLITE_ROW;
}

Statement& Statement::bindAll(const Sql& sql) {
  reset();
  int parameter = 0;
  for (const auto& value : sql.parameters) {
    std::visit([&](const auto& known) { bindOne(parameter++, known); }, value);
  }
  return *this;
}

void Statement::bindOne(int parameter, int64_t value) {
  if (sqlite3_bind_int64(statement_.get(), parameter + 1, value) != SQLITE_OK)
    fail(database_, *file_);
}

void Statement::bindOne(int parameter, double value) {
  if (sqlite3_bind_double(statement_.get(), parameter + 1, value) != SQLITE_OK)
    fail(database_, *file_);
}

void Statement::bindOne(int parameter, std::string_view value) {
  const char* text = value.empty() ? "" : value.data();
  const int code = sqlite3_bind_text64(statement_.get(), parameter + 1, text, value.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) fail(database_, *file_);
}

void Statement::bindOne(int parameter, std::span<const std::byte> value) {
  const int code = sqlite3_bind_blob64(statement_.get(), parameter + 1, value.data(), value.size(),
                                       SQLITE_TRANSIENT);
  if (code != SQLITE_OK) fail(database_, *file_);
}

void Statement::bindOne(int parameter, std::nullptr_t) {
  if (sqlite3_bind_null(statement_.get(), parameter + 1) != SQLITE_OK) fail(database_, *file_);
}

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (!text) return {};
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {reinterpret_cast<const char*>(text), static_cast<size_t>(size)};
}

std::span<const std::byte> Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const std::byte*>(bytes), bytes ? static_cast<size_t>(size) : 0};
}

bool Statement::isNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Database::Database(const std::string& file, Access access)
    : file_(std::make_unique<const std::string>(file)) {
  const int flags = SQLITE_OPEN_READWRITE | (access == Access::Create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, /*zVfs=*/nullptr);
  handle_.reset(database);
  if (code != SQLITE_OK) {
    throw Error(ErrorCode::Storage, file + ": this library cannot be opened (" +
                                        std::string(sqlite3_errstr(code)) + ")");
  }
  sqlite3_busy_timeout(database, kBusyTimeout);
}

void Database::run(const std::string& sql) const {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(handle_.get(), *file_);
  }
}

bool Database::tryRun(const char* sql) const {
  return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

int64_t Database::integer(std::string_view sql) const {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

int64_t Database::lastId() const { return sqlite3_last_insert_rowid(handle_.get()); }

Transaction::Transaction(const Database& database) : database_(database) {
  // Says at once that it will write: two readers that both want to write would wait for each other.
  database.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // Where it fails SQLite has rolled back by itself, or does so when the file is opened next.
  if (isOpen_) database_.tryRun("ROLLBACK");
}

void Transaction::commit() {
  database_.run("COMMIT");
  isOpen_ = false;
}

}  // namespace loupe
