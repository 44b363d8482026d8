#include "library/store/tag_store.h"

#include "error.h"
#include "library/search_plan.h"
#include "library/store/library_schema.h"
#include "library/store/tag_name.h"
#include "library/teaching.h"
#include "library/text.h"

namespace loupe {
namespace {

std::optional<int64_t> findTag(const Database& library, const std::string& name) {
  Statement row = library.prepare("SELECT id FROM tag WHERE name = trim(?)");
  return row.bind(name).step() ? std::optional(row.integer(0)) : std::nullopt;
}

int64_t tagId(const Database& library, const std::string& name) {
  const std::string checked = checkedTagName(name);
  library.prepare("INSERT INTO tag (name) VALUES (?) ON CONFLICT DO NOTHING").run(checked);
  return *findTag(library, checked);
}

void judge(const Database& library, int64_t tag, std::span<const int64_t> photos, int verdict) {
  Statement judgement = library.prepare(
      "INSERT INTO judgement SELECT hash, ?, ? FROM photo WHERE id = ? AND hash IS NOT NULL "
      "ON CONFLICT (hash, tag) DO UPDATE SET verdict = excluded.verdict");
  for (const int64_t photo : photos) judgement.run(tag, verdict, photo);
}

// Of those who say both of one content, copies or the same photo, nobody can tell what they mean.
void requireNoContradiction(const Database& library, int64_t tag, const std::string& name,
                            std::span<const int64_t> yes) {
  Statement row = library.prepare(
      "SELECT path FROM photo JOIN judgement ON judgement.hash = photo.hash WHERE photo.id = ? AND "
      "tag = ? AND NOT verdict");
  for (const int64_t photo : yes) {
    if (!row.bind(photo, tag).step()) continue;
    throw Error(ErrorCode::Storage, row.text(0) + ": is said to be '" + name +
                                        "' and not to be it; it can only be one of them");
  }
}

std::vector<size_t> judgedRows(const Database& library, const EmbeddingMatrix& matrix, int64_t tag,
                               int verdict) {
  Statement photos = library.prepare(
      "SELECT photo.id FROM judgement JOIN photo ON photo.hash = judgement.hash WHERE tag = ? AND "
      "verdict = ?");
  photos.bind(tag, verdict);
  std::vector<size_t> judged;
  while (photos.step()) {
    if (const std::optional<size_t> row = matrix.rowOf(photos.integer(0))) judged.push_back(*row);
  }
  return judged;
}

// What follows from a tag's judgements.
void refresh(const Database& library, Embeddings& embeddings, int64_t tag, bool isTaught) {
  library.prepare("DELETE FROM photo_tag WHERE tag = ?").run(tag);
  library
      .prepare(
          "INSERT INTO photo_tag SELECT tag, photo.id, 1000 FROM judgement "
          "JOIN photo ON photo.hash = judgement.hash WHERE tag = ? AND verdict")
      .run(tag);
  if (!isTaught) return;
  const EmbeddingMatrix& matrix = embeddings.matrix();
  const std::vector<uint32_t> permille =
      teachTag(matrix, judgedRows(library, matrix, tag, 1), judgedRows(library, matrix, tag, 0));
  Statement insert = library.prepare("INSERT OR IGNORE INTO photo_tag VALUES (?, ?, ?)");
  for (size_t row = 0; row < matrix.count(); ++row) {
    if (permille[row] >= kTaughtFrom) insert.run(tag, matrix.id(row), permille[row]);
  }
}

bool isTaught(const Database& library, int64_t tag) {
  Statement row = library.prepare("SELECT taught FROM tag WHERE id = ?");
  row.bind(tag).step();
  return row.integer(0) != 0;
}

// Takes concepts, and all below them, from a photo.
void removeConcepts(const Database& library, std::span<const uint32_t> concepts, int64_t photo) {
  const Vocabulary& vocabulary = builtInVocabulary();
  Statement remember = library.prepare(
      "INSERT OR IGNORE INTO removed_concept SELECT hash, ? FROM photo WHERE id = ? AND hash IS "
      "NOT NULL");
  // All copies of the photo.
  Statement score = library.prepare(
      "DELETE FROM photo_concept WHERE concept = ? AND photo IN (SELECT b.id FROM photo a JOIN "
      "photo b "
      "ON b.hash = a.hash WHERE a.id = ?)");
  Statement label = library.prepare(
      "UPDATE photo SET labels = (SELECT json_group_array(json(value)) FROM json_each(labels) "
      "WHERE json_extract(value, '$[0]') <> ?) WHERE hash = (SELECT hash FROM photo WHERE id = ?)");
  for (const uint32_t id : concepts) {
    remember.run(id, photo);
    for (const size_t below : vocabulary.downwards(*vocabulary.indexOf(id))) {
      score.run(vocabulary.concepts()[below].id, photo);
      label.run(vocabulary.concepts()[below].id, photo);
    }
  }
}

std::vector<std::string> namesOf(const std::vector<size_t>& concepts) {
  std::vector<std::string> names;
  for (const size_t index : concepts) names.push_back(builtInVocabulary().concepts()[index].name);
  return names;
}

}  // namespace

std::vector<TagCount> listTags(const Database& library) {
  std::vector<TagCount> tags;
  Statement own = library.prepare(
      "SELECT name, taught, (SELECT count(*) FROM photo_tag WHERE tag = tag.id) AS photos FROM tag "
      "ORDER BY photos DESC, name");
  while (own.step()) {
    tags.push_back({own.text(0), ownTagPath(own.text(0)), static_cast<size_t>(own.integer(2)), true,
                    own.integer(1) != 0});
  }
  Statement automatic = library.prepare(
      "SELECT concept, count(*) AS photos FROM photo_concept WHERE permille >= ? GROUP BY concept "
      "ORDER BY photos DESC, concept");
  automatic.bind(kCutOff);
  while (automatic.step()) {
    const auto index = builtInVocabulary().indexOf(static_cast<uint32_t>(automatic.integer(0)));
    if (!index || !builtInVocabulary().concepts()[*index].isTag) continue;
    std::vector<std::string> path = namesOf(builtInVocabulary().path(*index));
    std::string name = builtInVocabulary().concepts()[*index].name;
    tags.push_back({std::move(name), std::move(path), static_cast<size_t>(automatic.integer(1)),
                    false, false});
  }
  return tags;
}

void addTag(const Database& library, Embeddings& embeddings, const std::string& name,
            std::span<const int64_t> photos) {
  Transaction transaction(library);
  const int64_t tag = tagId(library, name);
  judge(library, tag, photos, 1);
  refresh(library, embeddings, tag, isTaught(library, tag));
  transaction.commit();
}

void removeTag(const Database& library, Embeddings& embeddings, const std::string& name,
               std::span<const int64_t> photos) {
  const std::vector<uint32_t> concepts = builtInVocabulary().find(foldText(name));
  Transaction transaction(library);
  const std::optional<int64_t> tag = findTag(library, name);
  if (!tag && concepts.empty()) {
    throw Error(ErrorCode::Storage, "there is no tag '" + name + "'");
  }
  if (tag) {
    judge(library, *tag, photos, 0);
    refresh(library, embeddings, *tag, isTaught(library, *tag));
  }
  for (const int64_t photo : photos) removeConcepts(library, concepts, photo);
  transaction.commit();
}

size_t teachTag(const Database& library, Embeddings& embeddings, const std::string& name,
                std::span<const int64_t> yes, std::span<const int64_t> no) {
  Transaction transaction(library);
  if (yes.empty() && !findTag(library, name)) {
    throw Error(ErrorCode::Storage,
                "there is no tag '" + name + "' yet: it needs photos that have it");
  }
  const int64_t tag = tagId(library, name);
  library.prepare("UPDATE tag SET taught = 1 WHERE id = ?").run(tag);
  judge(library, tag, yes, 1);
  judge(library, tag, no, 0);
  requireNoContradiction(library, tag, name, yes);
  refresh(library, embeddings, tag, /*isTaught=*/true);
  transaction.commit();
  Statement count = library.prepare("SELECT count(*) FROM photo_tag WHERE tag = ?");
  count.bind(tag).step();
  return static_cast<size_t>(count.integer(0));
}

void refreshTaughtTags(const Database& library, Embeddings& embeddings) {
  std::vector<int64_t> tags;
  Statement taught = library.prepare("SELECT id FROM tag WHERE taught");
  while (taught.step()) tags.push_back(taught.integer(0));
  if (tags.empty()) return;
  Transaction transaction(library);
  for (const int64_t tag : tags) refresh(library, embeddings, tag, /*isTaught=*/true);
  transaction.commit();
}

}  // namespace loupe
