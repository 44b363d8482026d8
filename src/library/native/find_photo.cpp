#include "library/native/find_photo.h"

#include <filesystem>
#include <system_error>

#include "error.h"
#include "library/native/photo_folder.h"
#include "library/store/photo_store.h"

namespace loupe {

int64_t findPhoto(const Database& library, const std::string& file) {
  std::error_code error;
  const std::string path = std::filesystem::weakly_canonical(file, error).string();
  if (const std::optional<int64_t> photo = photoAt(library, path)) return *photo;
  const std::optional<ContentHash> hash = hashFile(file);
  if (const std::optional<int64_t> photo = hash ? photoOf(library, *hash) : std::nullopt) {
    return *photo;
  }
  throw Error(ErrorCode::Storage, file + ": this photo is not in the library");
}

}  // namespace loupe
