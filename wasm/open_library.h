// The library that a worker has open, for all bindings that use it.
#pragma once

#include "library/store/completions.h"
#include "library/store/library_schema.h"
#include "library/store/tag_text.h"
#include "library_values.h"

namespace loupe {

// `file` is made when there is none; `tags` is what people said of its photos (tag_text.h), if that was kept beside it.
struct Library {
  Library(const std::string& file, const std::string& tags)
      : database(file, Database::Access::Create), embeddings(database), completions(database) {
    prepareLibrary(database);
    takeTags(database, tags, "tags.json");
  }

  Database database;
  Embeddings embeddings;
  Completions completions;
};

// Indexing: `files` are listed files, `scope` is 'folder', 'files' or 'loose' (IndexScope). In indexing_bindings.cpp,
// with what is bound of a run.
std::unique_ptr<IndexRun> startRun(Library& library, double folder, const val& files,
                                   const val& unreadableFolders, const std::string& scope);

}  // namespace loupe
