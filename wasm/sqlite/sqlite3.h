// SQLite's C interface as far as src/library/store/database.cpp uses it: https://sqlite.org/c3ref/funclist.html
// sqlite3.js beside it implements it by SQLite's official WebAssembly build.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef void (*sqlite3_destructor_type)(void*);

#define SQLITE_OK 0
#define SQLITE_BUSY 5
#define SQLITE_LOCKED 6
#define SQLITE_READONLY 8
#define SQLITE_CORRUPT 11
#define SQLITE_FULL 13
#define SQLITE_NOTADB 26
#define SQLITE_ROW 100
#define SQLITE_DONE 101
#define SQLITE_NULL 5
#define SQLITE_UTF8 1
#define SQLITE_OPEN_READWRITE 0x2
#define SQLITE_OPEN_CREATE 0x4
#define SQLITE_TRANSIENT (reinterpret_cast<sqlite3_destructor_type>(-1))

int sqlite3_open_v2(const char* file, sqlite3** database, int flags, const char* vfs);
int sqlite3_close_v2(sqlite3* database);
int sqlite3_busy_timeout(sqlite3* database, int milliseconds);
int sqlite3_exec(sqlite3* database, const char* sql, void* callback, void* context, char** message);
int sqlite3_errcode(sqlite3* database);
const char* sqlite3_errmsg(sqlite3* database);  // until the next call
const char* sqlite3_errstr(int code);           // until the next call
int64_t sqlite3_last_insert_rowid(sqlite3* database);

int sqlite3_prepare_v2(sqlite3* database, const char* sql, int bytes, sqlite3_stmt** statement,
                       const char** tail);
int sqlite3_finalize(sqlite3_stmt* statement);
int sqlite3_reset(sqlite3_stmt* statement);
int sqlite3_step(sqlite3_stmt* statement);

int sqlite3_bind_int64(sqlite3_stmt* statement, int parameter, int64_t value);
int sqlite3_bind_double(sqlite3_stmt* statement, int parameter, double value);
int sqlite3_bind_null(sqlite3_stmt* statement, int parameter);
int sqlite3_bind_text64(sqlite3_stmt* statement, int parameter, const char* text, uint64_t bytes,
                        sqlite3_destructor_type, unsigned char encoding);
int sqlite3_bind_blob64(sqlite3_stmt* statement, int parameter, const void* blob, uint64_t bytes,
                        sqlite3_destructor_type);

int sqlite3_column_type(sqlite3_stmt* statement, int column);
int64_t sqlite3_column_int64(sqlite3_stmt* statement, int column);
double sqlite3_column_double(sqlite3_stmt* statement, int column);
int sqlite3_column_bytes(sqlite3_stmt* statement, int column);
// Both until the same column is read again.
const unsigned char* sqlite3_column_text(sqlite3_stmt* statement, int column);
const void* sqlite3_column_blob(sqlite3_stmt* statement, int column);

#ifdef __cplusplus
}
#endif
