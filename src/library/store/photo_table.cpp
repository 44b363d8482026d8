#include "library/store/photo_table.h"

#include <limits>

#include "library/store/labels.h"
#include "library/store/library_schema.h"
#include "library/store/photo_store.h"
#include "library/store/tag_name.h"

namespace loupe {
namespace {

std::vector<PhotoTag> ownTags(const Database& library, int64_t photo) {
  std::vector<PhotoTag> tags;
  Statement rows = library.prepare(
      "SELECT name, permille, taught FROM photo_tag JOIN tag ON tag.id = tag WHERE photo = ? "
      "ORDER BY permille DESC, name");
  rows.bind(photo);
  while (rows.step()) {
    tags.push_back({rows.text(0), ownTagPath(rows.text(0)),
                    static_cast<double>(rows.integer(1)) / 1000, true, rows.integer(2) != 0});
  }
  return tags;
}

// `labels` as table photo has them.
void addAutomaticTags(const std::string& labels, std::vector<PhotoTag>& tags) {
  const Vocabulary& vocabulary = builtInVocabulary();
  for (const Label& label : readLabels(labels)) {
    PhotoTag& tag = tags.emplace_back();
    tag.name = vocabulary.concepts()[label.index].name;
    for (const size_t level : vocabulary.path(label.index))
      tag.path.push_back(vocabulary.concepts()[level].name);
    tag.probability = label.probability;
  }
}

std::vector<int64_t> othersOfBurst(const Database& library, int64_t photo) {
  std::vector<int64_t> others;
  Statement rows = library.prepare(
      "SELECT id FROM photo WHERE burst = (SELECT burst FROM photo WHERE id = ?1) AND id <> ?1");
  rows.bind(photo);
  while (rows.step()) others.push_back(rows.integer(0));
  return others;
}

}  // namespace

PhotoTable readPhotoTable(const Database& library) {
  PhotoTable table;
  Statement rows = library.prepare(
      "SELECT id, width, height, taken, burst FROM photo WHERE error IS NULL "
      "ORDER BY coalesce(taken, modified / 1000) DESC, id DESC");
  while (rows.step()) {
    table.ids.push_back(static_cast<uint32_t>(rows.integer(0)));
    table.aspects.push_back(static_cast<float>(rows.real(1) / rows.real(2)));
    table.taken.push_back(rows.isNull(3) ? std::numeric_limits<double>::quiet_NaN() : rows.real(3));
    table.bursts.push_back(static_cast<uint32_t>(rows.integer(4)));
  }
  return table;
}

std::optional<PhotoDetails> readPhotoDetails(const Database& library, int64_t photo) {
  Statement row = library.prepare(
      "SELECT " + std::string(kWholePath) +
      ", root.path, photo.path, bytes, modified, width, height, orientation, taken, camera, text, "
      "labels FROM photo JOIN root ON root.id = root WHERE photo.id = ? AND error IS NULL");
  if (!row.bind(photo).step()) return std::nullopt;
  PhotoDetails details;
  details.id = photo;
  details.file = row.text(0);
  details.folder = row.text(1);
  details.path = row.text(2);
  details.bytes = row.integer(3);
  details.modified = row.integer(4);
  details.width = static_cast<int>(row.integer(5));
  details.height = static_cast<int>(row.integer(6));
  details.orientation = static_cast<int>(row.integer(7));
  if (!row.isNull(8)) details.taken = row.integer(8);
  details.camera = row.text(9);
  details.text = row.text(10);
  details.tags = ownTags(library, photo);
  addAutomaticTags(row.text(11), details.tags);
  details.burst = othersOfBurst(library, photo);
  return details;
}

std::vector<IndexedFolder> listFolders(const Database& library) {
  std::vector<IndexedFolder> folders;
  Statement rows = library.prepare(
      "SELECT id, path, (SELECT count(*) FROM photo WHERE root = root.id AND error IS NULL) FROM "
      "root WHERE path <> '' ORDER BY path");
  while (rows.step()) {
    folders.push_back({rows.integer(0), rows.text(1), static_cast<size_t>(rows.integer(2))});
  }
  return folders;
}

std::vector<PhotoFile> somePhotos(const Database& library, int64_t folder, size_t limit) {
  std::vector<PhotoFile> photos;
  Statement rows = library.prepare(
      "SELECT path, bytes, modified FROM photo WHERE root = ? ORDER BY hash LIMIT ?");
  rows.bind(folder, static_cast<int64_t>(limit));
  while (rows.step()) photos.push_back({rows.text(0), rows.integer(1), rows.integer(2)});
  return photos;
}

}  // namespace loupe
