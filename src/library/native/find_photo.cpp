#include "library/native/find_photo.h"

#include <filesystem>
#include <system_error>

#include "error.h"
#include "library/native/whole_file.h"
#include "library/store/photo_store.h"

namespace loupe {

int64_t findPhoto(const Database& library, const std::string& file) {
  std::error_code error;
  const std::string path = std::filesystem::weakly_canonical(file, error).string();
  if (const std::optional<int64_t> photo = photoAt(library, path)) return *photo;
  if (const std::optional<int64_t> photo = photoOf(library, hashContent(readFile(file)))) {
    return *photo;
  }
  throw Error(ErrorCode::Storage,
              file + ": this photo is not in the library; index the folder that it is in");
}

}  // namespace loupe
