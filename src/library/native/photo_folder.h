// Folders and files on the disk, as they are at this moment.
#pragma once

#include <optional>
#include <string>
#include <system_error>

#include "library/photo_listing.h"

namespace loupe {

// One path for a folder, however it is called. Throws Error(Storage) when it cannot be read.
std::string canonicalFolder(const std::string& folder);

// Of the folder and those below it, hidden ones and links to folders left out, so that links cannot loop; files by
// their endings. Throws Error(Storage) when the folder itself cannot be read.
PhotoListing listPhotoFolder(const std::string& folder);

// The file as it is now; nothing when it is gone. `error` says why that cannot be told.
std::optional<PhotoFile> statPhoto(const std::string& root, const std::string& path,
                                   std::error_code& error);

}  // namespace loupe
