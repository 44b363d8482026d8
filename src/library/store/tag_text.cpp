#include "library/store/tag_text.h"

#include <charconv>

#include "library/content_hash.h"
#include "library/store/library_error.h"
#include "library/store/library_schema.h"
#include "library/store/tag_name.h"
#include "library/vocabulary.h"
#include "models/json.h"
#include "models/json_writer.h"

namespace loupe {
namespace {

constexpr size_t kVersion = 1;

ContentHash fromHex(const JsonValue& value) {
  const std::string text = value.string();
  ContentHash hash{};
  if (text.size() != 2 * hash.size()) value.fail("is no hash of a photo");
  for (size_t i = 0; i < hash.size(); ++i) {
    unsigned byte = 0;
    const char* start = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(start, start + 2, byte, 16);
    if (error != std::errc() || end != start + 2) value.fail("is no hash of a photo");
    hash[i] = static_cast<std::byte>(byte);
  }
  return hash;
}

void writeHashes(JsonWriter& json, Statement& rows) {
  json.beginArray();
  while (rows.step()) json.value(toHex(rows.blob(0)));
  json.endArray();
}

void take(const Database& database, const JsonValue& root) {
  if (root["version"].size() != kVersion)
    root["version"].fail("is not one that this Photoloupe knows");
  Statement tag = database.prepare("INSERT INTO tag (name, taught) VALUES (?, ?)");
  Statement judgement = database.prepare("INSERT OR IGNORE INTO judgement VALUES (?, ?, ?)");
  for (const JsonValue& item : root["tags"].items()) {
    tag.run(checkedTagName(item["name"].string()), int{item["taught"].boolean()});
    const int64_t id = database.lastId();
    for (const int verdict : {1, 0}) {
      for (const JsonValue& hash : item[verdict ? "yes" : "no"].items()) {
        judgement.run(std::span<const std::byte>(fromHex(hash)), id, verdict);
      }
    }
  }
  Statement removed = database.prepare("INSERT OR IGNORE INTO removed_concept VALUES (?, ?)");
  for (const JsonValue& item : root["removed"].items()) {
    const auto id = conceptIdOf(item["concept"].string());
    if (!id) item["concept"].fail("is no concept");
    for (const JsonValue& hash : item["photos"].items()) {
      removed.run(std::span<const std::byte>(fromHex(hash)), *id);
    }
  }
}

}  // namespace

std::string tagText(const Database& database) {
  JsonWriter json;
  json.beginObject().member("version", kVersion).key("tags").beginArray();
  Statement tags = database.prepare("SELECT id, name, taught FROM tag ORDER BY name");
  Statement hashes = database.prepare("SELECT hash FROM judgement WHERE tag = ? AND verdict = ?");
  while (tags.step()) {
    json.beginObject().member("name", tags.text(1)).member("taught", tags.integer(2) != 0);
    writeHashes(json.key("yes"), hashes.bind(tags.integer(0), 1));
    writeHashes(json.key("no"), hashes.bind(tags.integer(0), 0));
    json.endObject();
  }
  json.endArray().key("removed").beginArray();
  Statement concepts =
      database.prepare("SELECT DISTINCT concept FROM removed_concept ORDER BY concept");
  Statement photos = database.prepare("SELECT hash FROM removed_concept WHERE concept = ?");
  while (concepts.step()) {
    const int64_t id = concepts.integer(0);
    json.beginObject().member("concept", wnidOf(static_cast<uint32_t>(id)));
    writeHashes(json.key("photos"), photos.bind(id));
    json.endObject();
  }
  return json.endArray().endObject().text();
}

void takeTags(const Database& database, std::string_view text, const std::string& name) {
  if (!awaitsTags(database)) return;
  Transaction transaction(database);
  if (!awaitsTags(database)) return;  // another program was faster
  if (!text.empty()) {
    try {
      const JsonDocument document(text, "it");
      take(database, document.root());
    } catch (const LibraryError&) {
      throw;
    } catch (const Error& error) {
      throw Error(ErrorCode::Storage,
                  name + ": these are no tags of a library (" + error.what() + ")");
    }
  }
  database.run("INSERT INTO meta VALUES ('tag_file', 'taken')");
  transaction.commit();
}

}  // namespace loupe
