// SQLite, as far as the photo library needs it. Natively it is the system's library; in the page, its official
// WebAssembly build, which wasm/library_sqlite.js calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "library/search_plan.h"

struct sqlite3;
struct sqlite3_stmt;

namespace loupe {

// A prepared statement. Columns and parameters are numbered from 0.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& file, std::string_view sql);

  template <typename... Values>
  Statement& bind(const Values&... values) {
    reset();
    int parameter = 0;
    (bindOne(parameter++, values), ...);
    return *this;
  }
  Statement& bindAll(const Sql& sql);

  // The next row; false after the last.
  bool step();
  // For statements without rows.
  template <typename... Values>
  void run(const Values&... values) {
    bind(values...);
    step();
    reset();
  }

  // The whole number that the first row begins with; nothing without rows. Of a statement that is kept: what has a row
  // and is not reset keeps other programs from writing.
  template <typename... Values>
  std::optional<int64_t> first(const Values&... values) {
    bind(values...);
    const std::optional<int64_t> number = step() ? std::optional(integer(0)) : std::nullopt;
    reset();
    return number;
  }

  int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;                 // empty for NULL
  std::span<const std::byte> blob(int column) const;  // until the next step
  bool isNull(int column) const;

 private:
  void reset();
  void bindOne(int parameter, int64_t value);
  void bindOne(int parameter, uint32_t value) { bindOne(parameter, int64_t{value}); }
  void bindOne(int parameter, int value) { bindOne(parameter, int64_t{value}); }
  void bindOne(int parameter, double value);
  void bindOne(int parameter, std::string_view value);
  void bindOne(int parameter, const std::string& value) {
    bindOne(parameter, std::string_view(value));
  }
  void bindOne(int parameter, const char* value) { bindOne(parameter, std::string_view(value)); }
  void bindOne(int parameter, std::span<const std::byte> value);
  void bindOne(int parameter, std::nullptr_t);
  template <typename T>
  void bindOne(int parameter, const std::optional<T>& value) {
    if (value) {
      bindOne(parameter, *value);
    } else {
      bindOne(parameter, nullptr);
    }
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  const std::string* file_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Access { ReadWrite, Create };

  // Throws Error(Storage) when the file cannot be opened or, for ReadWrite, is not there. A file that is no
  // database shows only when it is read.
  Database(const std::string& file, Access access);

  const std::string& file() const { return *file_; }
  // All below throw LibraryError for a damaged file and a full disk, else Error(Storage).
  Statement prepare(std::string_view sql) const { return {handle_.get(), *file_, sql}; }
  void run(const std::string& sql) const;       // any number of statements
  bool tryRun(const char* sql) const;           // false, where the others throw
  int64_t integer(std::string_view sql) const;  // the first value that a statement gives
  int64_t lastId() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<const std::string> file_;  // where statements find it when the database has moved
  std::unique_ptr<sqlite3, Close> handle_;
};

// All that is written while it lives comes into the file at commit, and nothing without.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  const Database& database_;
  bool isOpen_ = true;
};

}  // namespace loupe
