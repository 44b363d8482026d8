// SQLite's C interface (sqlite3.h) by its official WebAssembly build, which runs beside this module and has a memory of
// its own: text and blobs are copied from one to the other, once. Databases and statements are SQLite's own pointers.
//
// The module is started with { sqlite: { wasm, storageError } }: its `wasm` namespace
// (https://sqlite.org/wasm/doc/trunk/api-wasm.md), and what its storage threw last.
addToLibrary({
  // statement -> [column] -> { pointer, size } in this module's memory. As text, since a Map's content is lost otherwise.
  $sqliteColumns: 'new Map()',
  $sqliteMemory__deps: ['$sqliteColumns', 'malloc', 'free'],
  $sqliteMemory: {
    exports: () => Module['sqlite'].wasm.exports,
    // Both memories may have grown since the last call.
    theirs: () => Module['sqlite'].wasm.heap8u(),

    // Runs use(pointer) with a copy of the bytes, and a zero behind them, in SQLite's memory.
    lend(pointer, size, use) {
      const copy = sqliteMemory.exports().sqlite3_malloc(size + 1);
      if (!copy) return 7; // SQLITE_NOMEM
      const heap = sqliteMemory.theirs();
      heap.set(HEAPU8.subarray(pointer, pointer + size), copy);
      heap[copy + size] = 0;
      try {
        return use(copy);
      } finally {
        sqliteMemory.exports().sqlite3_free(copy);
      }
    },

    lendText: (pointer, use) => sqliteMemory.lend(pointer, HEAPU8.indexOf(0, pointer) - pointer, use),

    // A pointer that SQLite gives out by use(place).
    received(to, use) {
      const place = sqliteMemory.exports().sqlite3_malloc(4);
      const code = use(place);
      const heap = sqliteMemory.theirs();
      HEAPU32[to >> 2] = new DataView(heap.buffer).getUint32(place, true);
      sqliteMemory.exports().sqlite3_free(place);
      return code;
    },

    column(statement, column, theirs, size) {
      if (!theirs) return 0;
      if (!sqliteColumns.has(statement)) sqliteColumns.set(statement, []);
      const columns = sqliteColumns.get(statement);
      const room = (columns[column] ??= { pointer: 0, size: 0 });
      if (room.size < size + 1) {
        _free(room.pointer);
        room.pointer = _malloc(size + 1);
        room.size = size + 1;
      }
      HEAPU8.set(sqliteMemory.theirs().subarray(theirs, theirs + size), room.pointer);
      HEAPU8[room.pointer + size] = 0;
      return room.pointer;
    },

    forget(statement) {
      for (const room of sqliteColumns.get(statement) ?? []) if (room) _free(room.pointer);
      sqliteColumns.delete(statement);
    },

    message(theirs) {
      const heap = sqliteMemory.theirs();
      return sqliteMemory.column(0, 0, theirs, heap.indexOf(0, theirs) - theirs);
    },
  },

  sqlite3_open_v2__deps: ['$sqliteMemory'],
  sqlite3_open_v2: (file, database, flags) =>
    sqliteMemory.lendText(file, (name) =>
      sqliteMemory.received(database, (place) => {
        const code = sqliteMemory.exports().sqlite3_open_v2(name, place, flags, 0);
        if (code === 0) Module['sqlite'].opened(new DataView(sqliteMemory.theirs().buffer).getUint32(place, true));
        return code;
      }),
    ),
  sqlite3_close_v2__deps: ['$sqliteMemory'],
  sqlite3_close_v2: (database) => sqliteMemory.exports().sqlite3_close_v2(database),
  sqlite3_busy_timeout__deps: ['$sqliteMemory'],
  sqlite3_busy_timeout: (database, milliseconds) =>
    sqliteMemory.exports().sqlite3_busy_timeout(database, milliseconds),
  sqlite3_exec__deps: ['$sqliteMemory'],
  sqlite3_exec: (database, sql) =>
    sqliteMemory.lendText(sql, (text) => sqliteMemory.exports().sqlite3_exec(database, text, 0, 0, 0)),
  sqlite3_errcode__deps: ['$sqliteMemory'],
  // The storage has only one code for all that went wrong: 10, SQLITE_IOERR.
  sqlite3_errcode: (database) => {
    const code = sqliteMemory.exports().sqlite3_errcode(database);
    return (code & 0xff) === 10 && Module['sqlite'].storageError()?.name === 'QuotaExceededError' ? 13 : code;
  },
  sqlite3_errmsg__deps: ['$sqliteMemory'],
  sqlite3_errmsg: (database) => sqliteMemory.message(sqliteMemory.exports().sqlite3_errmsg(database)),
  sqlite3_errstr__deps: ['$sqliteMemory'],
  sqlite3_errstr: (code) => sqliteMemory.message(sqliteMemory.exports().sqlite3_errstr(code)),
  sqlite3_last_insert_rowid__deps: ['$sqliteMemory'],
  sqlite3_last_insert_rowid__sig: 'jp',
  sqlite3_last_insert_rowid: (database) => sqliteMemory.exports().sqlite3_last_insert_rowid(database),

  sqlite3_prepare_v2__deps: ['$sqliteMemory'],
  sqlite3_prepare_v2: (database, sql, bytes, statement) =>
    sqliteMemory.lend(sql, bytes, (text) =>
      sqliteMemory.received(statement, (place) =>
        sqliteMemory.exports().sqlite3_prepare_v2(database, text, bytes, place, 0),
      ),
    ),
  sqlite3_finalize__deps: ['$sqliteMemory'],
  sqlite3_finalize: (statement) => {
    sqliteMemory.forget(statement);
    return sqliteMemory.exports().sqlite3_finalize(statement);
  },
  sqlite3_reset__deps: ['$sqliteMemory'],
  sqlite3_reset: (statement) => sqliteMemory.exports().sqlite3_reset(statement),
  sqlite3_step__deps: ['$sqliteMemory'],
  sqlite3_step: (statement) => sqliteMemory.exports().sqlite3_step(statement),

  sqlite3_bind_int64__deps: ['$sqliteMemory'],
  sqlite3_bind_int64__sig: 'ipij',
  sqlite3_bind_int64: (statement, parameter, value) =>
    sqliteMemory.exports().sqlite3_bind_int64(statement, parameter, value),
  sqlite3_bind_double__deps: ['$sqliteMemory'],
  sqlite3_bind_double: (statement, parameter, value) =>
    sqliteMemory.exports().sqlite3_bind_double(statement, parameter, value),
  sqlite3_bind_null__deps: ['$sqliteMemory'],
  sqlite3_bind_null: (statement, parameter) => sqliteMemory.exports().sqlite3_bind_null(statement, parameter),
  sqlite3_bind_text64__deps: ['$sqliteMemory'],
  sqlite3_bind_text64__sig: 'ipipjpi',
  sqlite3_bind_text64: (statement, parameter, text, bytes) =>
    sqliteMemory.lend(text, Number(bytes), (copy) =>
      sqliteMemory.exports().sqlite3_bind_text(statement, parameter, copy, Number(bytes), -1),
    ),
  sqlite3_bind_blob64__deps: ['$sqliteMemory'],
  sqlite3_bind_blob64__sig: 'ipipjp',
  sqlite3_bind_blob64: (statement, parameter, blob, bytes) =>
    sqliteMemory.lend(blob, Number(bytes), (copy) =>
      sqliteMemory.exports().sqlite3_bind_blob(statement, parameter, copy, Number(bytes), -1),
    ),

  sqlite3_column_type__deps: ['$sqliteMemory'],
  sqlite3_column_type: (statement, column) => sqliteMemory.exports().sqlite3_column_type(statement, column),
  sqlite3_column_int64__deps: ['$sqliteMemory'],
  sqlite3_column_int64__sig: 'jpi',
  sqlite3_column_int64: (statement, column) => sqliteMemory.exports().sqlite3_column_int64(statement, column),
  sqlite3_column_double__deps: ['$sqliteMemory'],
  sqlite3_column_double: (statement, column) => sqliteMemory.exports().sqlite3_column_double(statement, column),
  sqlite3_column_bytes__deps: ['$sqliteMemory'],
  sqlite3_column_bytes: (statement, column) => sqliteMemory.exports().sqlite3_column_bytes(statement, column),
  sqlite3_column_text__deps: ['$sqliteMemory'],
  sqlite3_column_text: (statement, column) => {
    const text = sqliteMemory.exports().sqlite3_column_text(statement, column);
    return sqliteMemory.column(statement, column, text, sqliteMemory.exports().sqlite3_column_bytes(statement, column));
  },
  sqlite3_column_blob__deps: ['$sqliteMemory'],
  sqlite3_column_blob: (statement, column) => {
    const blob = sqliteMemory.exports().sqlite3_column_blob(statement, column);
    return sqliteMemory.column(statement, column, blob, sqliteMemory.exports().sqlite3_column_bytes(statement, column));
  },
});
