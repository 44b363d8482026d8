// Many photos of a library at once, and one with all that is known of it, for a page that shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "library/photo_record.h"
#include "library/store/database.h"

namespace loupe {

// A column an attribute, the newest photo first.
struct PhotoTable {
  std::vector<uint32_t> ids;
  std::vector<float> aspects;    // width / height, upright
  std::vector<double> taken;     // seconds since 1970 of the camera's clock; NaN where nobody knows
  std::vector<uint32_t> bursts;  // the same number: copies and shots of one burst; 0 for none
};
PhotoTable readPhotoTable(const Database& library);

struct PhotoTag {
  std::string name;
  std::vector<std::string> path;  // leads down to it, its own name last
  double probability = 0;
  bool isOwn = false;
  bool isTaught = false;
};

struct PhotoDetails {
  int64_t id = 0;
  std::string file;    // whole path
  std::string folder;  // its root's
  std::string path;    // below it
  int64_t bytes = 0;
  int64_t modified = 0;  // milliseconds since 1970
  int width = 0;         // upright, in pixels
  int height = 0;
  int orientation = 1;
  std::optional<int64_t> taken;
  std::string camera;
  std::string text;
  std::vector<PhotoTag> tags;  // people's own first
  std::vector<int64_t> burst;  // the others
};
// Nothing when there is no such photo.
std::optional<PhotoDetails> readPhotoDetails(const Database& library, int64_t photo);

// A folder that is indexed; loose photos are in none.
struct IndexedFolder {
  int64_t id = 0;
  std::string path;
  size_t photos = 0;
};
std::vector<IndexedFolder> listFolders(const Database& library);
// At most `limit` photos of a folder, as if drawn by lot: by them it is known again under another name.
std::vector<PhotoFile> somePhotos(const Database& library, int64_t folder, size_t limit);

}  // namespace loupe
