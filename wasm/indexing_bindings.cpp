// What takes photos into a library, as JavaScript sees it: those that read them, and a run that keeps what was read.
#include "image/decode.h"
#include "library/thumbnail.h"
#include "open_library.h"

namespace loupe {
namespace {

// What reads photos, in a worker of its own.
class Reader {
 public:
  explicit Reader(const Buffer& model)
      : pool_(1), reader_(model.bytes(), pool_, builtInVocabulary()) {}

  val read(const Buffer& file) {
    return translatingErrors([&] {
      const Image image = decode(file.bytes());
      return describe(file, image.view());
    });
  }
  // Of a format that the browser decodes.
  val readPixels(const Buffer& file, const Buffer& pixels, int width, int height) {
    return translatingErrors([&] { return describe(file, rgba(pixels, width, height)); });
  }
  val embed(const Buffer& file) {
    return translatingErrors(
        [&] { return toJavaScript(reader_.embed(decode(file.bytes()).view())); });
  }
  val embedPixels(const Buffer& pixels, int width, int height) {
    return translatingErrors(
        [&] { return toJavaScript(reader_.embed(rgba(pixels, width, height))); });
  }

 private:
  val describe(const Buffer& file, const ImageView& photo) {
    PhotoRecord record = reader_.read(file.bytes(), photo);
    record.thumbnail = makeThumbnail(photo);
    return toJavaScript(record);
  }

  ThreadPool pool_;
  PhotoReader reader_;
};

std::unique_ptr<Reader> makeReader(const Buffer& model) {
  return translatingErrors([&] { return std::make_unique<Reader>(model); });
}

val hashOf(const Buffer& file) { return toBytes(hashContent(file.bytes())); }

IndexScope scopeNamed(const std::string& name) {
  if (name == "folder") return IndexScope::WholeFolder;
  return name == "files" ? IndexScope::SomeFiles : IndexScope::LooseFiles;
}

val jobs(const IndexRun& run) {
  return toArray(run.jobs(), [](const IndexJob& job) {
    val object = val::object();
    object.set("path", job.file.path);
    object.set("listed", job.listed);
    const bool isKnown = job.known && job.known->hash && !job.known->again;
    object.set("hash", isKnown ? toBytes(*job.known->hash) : val::null());
    return object;
  });
}

val missing(const IndexRun& run) {
  return toArray(run.missing(), [](const ContentHash& hash) { return toBytes(hash); });
}

void addRecord(IndexRun& run, size_t job, const val& file, const val& record) {
  translatingFailures([&] { run.add(job, fileFrom(file), recordFrom(record)); });
}

// False when no photo has this content any more: it must be looked at.
bool addSame(IndexRun& run, size_t job, const val& file, const val& hash) {
  return translatingFailures([&] {
    const auto id = run.claim(job, hashFrom(hash));
    if (id) run.add(job, fileFrom(file), SameContent{*id});
    return id.has_value();
  });
}

void addUnreadable(IndexRun& run, size_t job, const val& file, const std::string& reason,
                   bool isFinal) {
  translatingFailures([&] { run.add(job, fileFrom(file), UnreadablePhoto{reason, isFinal}); });
}

void flush(IndexRun& run) {
  translatingFailures([&] { run.flush(); });
}

val finish(IndexRun& run, bool wasStopped) {
  return translatingFailures([&] { return toJavaScript(run.finish(wasStopped)); });
}

std::unique_ptr<ThreadPool> makeThreadPool(int threads) {
  return translatingErrors([&] { return std::make_unique<ThreadPool>(threads); });
}

EMSCRIPTEN_BINDINGS(indexing) {
  emscripten::class_<Buffer>("Buffer").constructor<size_t>().function("view", &Buffer::view);

  emscripten::class_<ThreadPool>("ThreadPool")
      .constructor(&makeThreadPool)
      .property("threads", &ThreadPool::threads);

  emscripten::class_<Reader>("Reader")
      .constructor(&makeReader)
      .function("read", &Reader::read)
      .function("readPixels", &Reader::readPixels)
      .function("embed", &Reader::embed)
      .function("embedPixels", &Reader::embedPixels);
  emscripten::function("hashOf", &hashOf);

  emscripten::class_<IndexRun>("IndexRun")
      .function("jobs", &jobs)
      .function("missing", &missing)
      .function("addRecord", &addRecord)
      .function("addSame", &addSame)
      .function("addUnreadable", &addUnreadable)
      .function("flush", &flush)
      .function("finish", &finish);
}

}  // namespace

std::unique_ptr<IndexRun> startRun(Library& library, double folder, const val& files,
                                   const val& unreadableFolders, const std::string& scope) {
  return translatingFailures([&] {
    PhotoListing listing;
    const auto length = files["length"].as<size_t>();
    for (size_t i = 0; i < length; ++i) listing.photos.push_back(fileFrom(files[i]));
    listing.unreadable = emscripten::vecFromJSArray<std::string>(unreadableFolders);
    return std::make_unique<IndexRun>(library.database, library.embeddings,
                                      static_cast<int64_t>(folder), listing, scopeNamed(scope));
  });
}

}  // namespace loupe
