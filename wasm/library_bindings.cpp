// A photo library as JavaScript sees it: types are translated here, and nothing else happens.
#include <cmath>

#include "library/store/library_export.h"
#include "library/store/library_model.h"
#include "library/store/tag_store.h"
#include "library/store/tag_undo.h"
#include "open_library.h"

namespace loupe {
namespace {

std::unique_ptr<Library> openLibrary(const std::string& file, const std::string& tags) {
  return translatingFailures([&] { return std::make_unique<Library>(file, tags); });
}

val find(Library& library, const std::string& text, double limit) {
  return translatingFailures([&] {
    return toJavaScript(
        TypedMatches{findPhotos(library.database, text, static_cast<size_t>(limit), kCutOff), {}});
  });
}

// As find, for somebody who is still typing.
val findTyped(Library& library, const std::string& text, double limit) {
  return translatingFailures([&] {
    return toJavaScript(
        findTyped(library.database, library.completions, text, static_cast<size_t>(limit)));
  });
}

// `scores` in 0 to 1.
val describe(Library& library, const val& ids, const val& scores) {
  return translatingFailures([&] {
    const std::vector<int64_t> photos = idsFrom(ids);
    const auto known = emscripten::convertJSArrayToNumberVector<float>(scores);
    std::vector<ScoredPhoto> scored;
    for (size_t i = 0; i < photos.size(); ++i) {
      scored.emplace_back(photos[i], std::lround(1000 * known.at(i)));
    }
    return toArray(describePhotos(library.database, scored),
                   [](const FoundPhoto& photo) { return toJavaScript(photo); });
  });
}

val similar(Library& library, const Embedding& embedding, double limit) {
  std::vector<ScoredPhoto> scored;
  for (const SimilarPhoto& photo :
       library.embeddings.matrix().nearest(embedding, static_cast<size_t>(limit))) {
    scored.emplace_back(photo.id, std::lround(1000 * std::max(0.0f, photo.similarity)));
  }
  return toArray(describePhotos(library.database, scored),
                 [](const FoundPhoto& photo) { return toJavaScript(photo); });
}

val similarTo(Library& library, const val& embedding, double limit) {
  return translatingFailures([&] { return similar(library, embeddingFrom(embedding), limit); });
}

val similarPhotos(Library& library, double photo, double limit) {
  return translatingFailures([&] {
    const EmbeddingMatrix& matrix = library.embeddings.matrix();
    const auto row = matrix.rowOf(static_cast<int64_t>(photo));
    if (!row) throw Error(ErrorCode::Storage, "this photo is not in the library");
    return similar(library, matrix.embedding(*row), limit);
  });
}

val complete(Library& library, const std::string& text, double limit) {
  return translatingFailures([&] {
    return toArray(library.completions.of(text, static_cast<size_t>(limit)),
                   [](const Completion& completion) {
                     val object = val::object();
                     object.set("text", completion.text);
                     object.set("photos", completion.photos);
                     return object;
                   });
  });
}

double count(Library& library) {
  return translatingFailures([&] {
    return static_cast<double>(
        library.database.integer("SELECT count(*) FROM photo WHERE error IS NULL"));
  });
}

val table(Library& library) {
  return translatingFailures([&] {
    const PhotoTable table = readPhotoTable(library.database);
    val object = val::object();
    object.set("ids", copied(std::span<const uint32_t>(table.ids)));
    object.set("aspects", copied(std::span<const float>(table.aspects)));
    object.set("taken", copied(std::span<const double>(table.taken)));
    object.set("bursts", copied(std::span<const uint32_t>(table.bursts)));
    return object;
  });
}

// Null when there is no such photo.
val photo(Library& library, double id) {
  return translatingFailures([&] {
    const auto details = readPhotoDetails(library.database, static_cast<int64_t>(id));
    return details ? toJavaScript(*details) : val::null();
  });
}

val thumbnail(Library& library, double id) {
  return translatingFailures([&] {
    Statement row = library.database.prepare("SELECT jpeg FROM thumbnail WHERE photo = ?");
    return row.bind(static_cast<int64_t>(id)).step() ? toBytes(row.blob(0)) : val::null();
  });
}

val unreadable(Library& library) {
  return translatingFailures([&] {
    val array = val::array();
    Statement rows = library.database.prepare(
        "SELECT " + std::string(kWholePath) +
        ", error FROM photo JOIN root ON root.id = root WHERE error IS NOT NULL ORDER BY 1");
    for (size_t i = 0; rows.step(); ++i) {
      val object = val::object();
      object.set("file", rows.text(0));
      object.set("reason", rows.text(1));
      array.set(i, object);
    }
    return array;
  });
}

val tags(Library& library) {
  return translatingFailures([&] {
    return toArray(listTags(library.database), [](const TagCount& tag) {
      val object = val::object();
      object.set("name", tag.name);
      object.set("path", texts(tag.path));
      object.set("photos", tag.photos);
      object.set("own", tag.isOwn);
      object.set("taught", tag.isTaught);
      return object;
    });
  });
}

void addTagTo(Library& library, const std::string& name, const val& photos) {
  translatingFailures([&] {
    const TagRecording recording(library.database);
    addTag(library.database, library.embeddings, name, idsFrom(photos));
  });
}

void removeTagFrom(Library& library, const std::string& name, const val& photos) {
  translatingFailures([&] {
    const TagRecording recording(library.database);
    removeTag(library.database, library.embeddings, name, idsFrom(photos));
  });
}

void undoTags(Library& library) {
  translatingFailures([&] { takeBackTags(library.database); });
}

size_t teach(Library& library, const std::string& name, const val& yes, const val& no) {
  return translatingFailures([&] {
    return teachTag(library.database, library.embeddings, name, idsFrom(yes), idsFrom(no));
  });
}

std::string tagsText(Library& library) {
  return translatingFailures([&] { return tagText(library.database); });
}

void removePhotos(Library& library, const val& photos) {
  translatingFailures([&] {
    Transaction transaction(library.database);
    PhotoStore store(library.database, library.embeddings);
    for (const int64_t id : idsFrom(photos)) store.remove(id);
    transaction.commit();
  });
}

val folders(Library& library) {
  return translatingFailures([&] {
    return toArray(listFolders(library.database), [](const IndexedFolder& folder) {
      val object = val::object();
      object.set("id", static_cast<double>(folder.id));
      object.set("path", folder.path);
      object.set("photos", folder.photos);
      return object;
    });
  });
}

double folderId(Library& library, const std::string& path) {
  return translatingFailures([&] {
    return static_cast<double>(PhotoStore(library.database, library.embeddings).rootId(path));
  });
}

val somePhotosOf(Library& library, double folder, double limit) {
  return translatingFailures([&] {
    return toArray(
        somePhotos(library.database, static_cast<int64_t>(folder), static_cast<size_t>(limit)),
        [](const PhotoFile& photo) { return toJavaScript(photo); });
  });
}

void forgetFolder(Library& library, double folder) {
  translatingFailures([&] {
    const auto id = static_cast<int64_t>(folder);
    Transaction transaction(library.database);
    PhotoStore store(library.database, library.embeddings);
    for (const auto& [path, photo] : store.photosBelow(id)) store.remove(photo.id);
    library.database.prepare("DELETE FROM root WHERE id = ?").run(id);
    transaction.commit();
  });
}

// 'csv' or 'json'; of the photos given, or all for null.
std::string exportText(Library& library, const std::string& format, const val& photos) {
  return translatingFailures([&] {
    const ChosenPhotos chosen = chosenFrom(photos);
    return format == "csv" ? exportCsv(library.database, chosen)
                           : exportJson(library.database, chosen);
  });
}

// use(bytes) for each page of the library's file, in order; they are gone when it returns.
void eachPage(Library& library, const val& use) {
  translatingFailures([&] {
    Statement pages = library.database.prepare("SELECT data FROM sqlite_dbpage");
    while (pages.step()) {
      const std::span<const std::byte> page = pages.blob(0);
      use(val(emscripten::typed_memory_view(page.size(),
                                            reinterpret_cast<const uint8_t*>(page.data()))));
    }
  });
}

val exportSidecars(Library& library, const val& photos) {
  return translatingFailures([&] {
    return toArray(exportXmp(library.database, chosenFrom(photos)), [](const Sidecar& sidecar) {
      val object = val::object();
      object.set("path", sidecar.path);
      object.set("content", sidecar.content);
      return object;
    });
  });
}

void requireModelOf(Library& library, const val& model) {
  translatingFailures([&] { requireModel(library.database, hashFrom(model)); });
}

void takeModelOf(Library& library, const val& model) {
  translatingFailures([&] { takeModel(library.database, hashFrom(model)); });
}

void lookAgainAt(Library& library, double folder, const val& model) {
  translatingFailures([&] {
    lookAgain(library.database, library.embeddings, static_cast<int64_t>(folder), hashFrom(model));
  });
}

EMSCRIPTEN_BINDINGS(library) {
  emscripten::class_<Library>("Library")
      .constructor(&openLibrary)
      .function("find", &find)
      .function("findTyped", &findTyped)
      .function("describe", &describe)
      .function("similarTo", &similarTo)
      .function("similarPhotos", &similarPhotos)
      .function("complete", &complete)
      .function("count", &count)
      .function("table", &table)
      .function("photo", &photo)
      .function("thumbnail", &thumbnail)
      .function("unreadable", &unreadable)
      .function("tags", &tags)
      .function("addTag", &addTagTo)
      .function("removeTag", &removeTagFrom)
      .function("undoTags", &undoTags)
      .function("teach", &teach)
      .function("tagsText", &tagsText)
      .function("remove", &removePhotos)
      .function("folders", &folders)
      .function("folderId", &folderId)
      .function("somePhotos", &somePhotosOf)
      .function("forget", &forgetFolder)
      .function("exportText", &exportText)
      .function("exportSidecars", &exportSidecars)
      .function("eachPage", &eachPage)
      .function("requireModel", &requireModelOf)
      .function("takeModel", &takeModelOf)
      .function("lookAgain", &lookAgainAt)
      .function("startRun", &startRun);
}

}  // namespace
}  // namespace loupe
