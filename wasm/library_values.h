// What a photo library gives and takes, as JavaScript sees it.
#pragma once

#include <cmath>

#include "library/photo_reader.h"
#include "library/store/completions.h"
#include "library/store/index_run.h"
#include "library/store/library_error.h"
#include "library/store/library_export.h"
#include "library/store/photo_store.h"
#include "library/store/photo_table.h"
#include "translation.h"

namespace loupe {

// As translatingErrors; why a library fails is the error's `reason`.
template <typename Work>
auto translatingFailures(Work work) {
  return translatingErrors([&] {
    try {
      return work();
    } catch (const LibraryError& failure) {
      val error = val::global("Error").new_(std::string(failure.what()));
      error.set("code", std::string(toString(failure.code())));
      error.set("reason", std::string(nameOf(failure.failure())));
      error.throw_();
    }
  });
}

template <typename T>
val copied(std::span<const T> values) {
  return val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice");
}

inline val toBytes(std::span<const std::byte> bytes) {
  return copied(std::span(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()));
}

inline std::vector<std::byte> bytesFrom(const val& array) {
  std::vector<std::byte> bytes(array["length"].as<size_t>());
  val(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<uint8_t*>(bytes.data())))
      .call<void>("set", array);
  return bytes;
}

inline val texts(const std::vector<std::string>& list) {
  return toArray(list, [](const std::string& text) { return text; });
}

inline std::vector<int64_t> idsFrom(const val& array) {
  const auto numbers = emscripten::convertJSArrayToNumberVector<double>(array);
  return {numbers.begin(), numbers.end()};
}

inline ChosenPhotos chosenFrom(const val& array) {
  if (array.isNull()) return std::nullopt;
  const std::vector<int64_t> ids = idsFrom(array);
  return std::set<int64_t>(ids.begin(), ids.end());
}

inline ContentHash hashFrom(const val& array) { return toHash(bytesFrom(array)); }

inline val scoresToJavaScript(const std::vector<ConceptScore>& scores) {
  std::vector<uint32_t> flat;
  for (const ConceptScore& score : scores) flat.insert(flat.end(), {score.id, score.permille});
  return copied(std::span<const uint32_t>(flat));
}

inline std::vector<ConceptScore> scoresFrom(const val& array) {
  const auto flat = emscripten::convertJSArrayToNumberVector<uint32_t>(array);
  std::vector<ConceptScore> scores;
  for (size_t i = 0; i + 1 < flat.size(); i += 2) scores.push_back({flat[i], flat[i + 1]});
  return scores;
}

inline val toJavaScript(const TypedMatches& found) {
  std::vector<uint32_t> ids;
  std::vector<float> scores;
  for (const auto& [id, permille] : found.matches.photos) {
    ids.push_back(static_cast<uint32_t>(id));
    scores.push_back(static_cast<float>(permille) / 1000);
  }
  val object = val::object();
  object.set("ids", copied(std::span<const uint32_t>(ids)));
  object.set("scores", copied(std::span<const float>(scores)));
  object.set("unknown", texts(found.matches.unknown));
  object.set("suggestion", found.matches.suggestion);
  object.set("completed", found.completed);
  return object;
}

inline val toJavaScript(const Embedding& embedding) {
  val object = val::object();
  object.set("scale", embedding.scale);
  object.set("values", copied(std::span<const int8_t>(embedding.values)));
  return object;
}

inline Embedding embeddingFrom(const val& object) {
  const std::vector<std::byte> bytes = bytesFrom(object["values"]);
  const auto* values = reinterpret_cast<const int8_t*>(bytes.data());
  return {object["scale"].as<float>(), {values, values + bytes.size()}};
}

inline val toJavaScript(const PhotoRecord& record) {
  val object = val::object();
  object.set("hash", toBytes(record.hash));
  object.set("width", record.width);
  object.set("height", record.height);
  object.set("orientation", record.orientation);
  object.set("taken", record.taken ? val(static_cast<double>(*record.taken)) : val::null());
  object.set("camera", record.camera);
  object.set("text", record.text);
  object.set("labels", scoresToJavaScript(record.labels));
  object.set("concepts", scoresToJavaScript(record.concepts));
  object.set("embedding", toJavaScript(record.embedding));
  object.set("thumbnail", toBytes(record.thumbnail));
  return object;
}

inline PhotoRecord recordFrom(const val& object) {
  PhotoRecord record;
  record.hash = hashFrom(object["hash"]);
  record.width = object["width"].as<int>();
  record.height = object["height"].as<int>();
  record.orientation = object["orientation"].as<int>();
  if (!object["taken"].isNull()) record.taken = static_cast<int64_t>(object["taken"].as<double>());
  record.camera = object["camera"].as<std::string>();
  record.text = object["text"].as<std::string>();
  record.labels = scoresFrom(object["labels"]);
  record.concepts = scoresFrom(object["concepts"]);
  record.embedding = embeddingFrom(object["embedding"]);
  record.thumbnail = bytesFrom(object["thumbnail"]);
  return record;
}

inline PhotoFile fileFrom(const val& object) {
  return {object["path"].as<std::string>(), static_cast<int64_t>(object["bytes"].as<double>()),
          static_cast<int64_t>(object["modified"].as<double>())};
}

inline val toJavaScript(const PhotoFile& file) {
  val object = val::object();
  object.set("path", file.path);
  object.set("bytes", static_cast<double>(file.bytes));
  object.set("modified", static_cast<double>(file.modified));
  return object;
}

inline val toJavaScript(const FoundPhoto& photo) {
  val object = val::object();
  object.set("id", static_cast<double>(photo.id));
  object.set("file", photo.file);
  object.set("score", photo.score);
  object.set("tags", texts(photo.tags));
  return object;
}

inline val toJavaScript(const PhotoTag& tag) {
  val object = val::object();
  object.set("name", tag.name);
  object.set("path", texts(tag.path));
  object.set("probability", tag.probability);
  object.set("own", tag.isOwn);
  object.set("taught", tag.isTaught);
  return object;
}

inline val toJavaScript(const PhotoDetails& photo) {
  val object = val::object();
  object.set("id", static_cast<double>(photo.id));
  object.set("file", photo.file);
  object.set("folder", photo.folder);
  object.set("path", photo.path);
  object.set("bytes", static_cast<double>(photo.bytes));
  object.set("modified", static_cast<double>(photo.modified));
  object.set("width", photo.width);
  object.set("height", photo.height);
  object.set("orientation", photo.orientation);
  object.set("taken", photo.taken ? val(static_cast<double>(*photo.taken)) : val::null());
  object.set("camera", photo.camera);
  object.set("text", photo.text);
  object.set("tags", toArray(photo.tags, [](const PhotoTag& tag) { return toJavaScript(tag); }));
  object.set("burst", toArray(photo.burst, [](int64_t id) { return static_cast<double>(id); }));
  return object;
}

inline val toJavaScript(const IndexReport& report) {
  val object = val::object();
  object.set("added", report.added);
  object.set("changed", report.changed);
  object.set("moved", report.moved);
  object.set("removed", report.removed);
  object.set("unchanged", report.unchanged);
  object.set("failed", report.failed);
  return object;
}

}  // namespace loupe
