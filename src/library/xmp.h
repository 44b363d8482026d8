// Tags as an XMP sidecar: the file beside a photo in which programs look for them.
//
// dc:subject has the names; lr:hierarchicalSubject (Lightroom, darktable) the paths with | between the levels, and
// digiKam:TagsList the same with /. XMP specification, part 1 (ISO 16684-1), and part 2 for dc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loupe {

// `paths`: each from the most general tag to the one that is meant; none is empty. A level's separators are replaced.
std::string xmpSidecar(const std::vector<std::vector<std::string>>& paths);

// Whether xmpSidecar wrote it, and no other program has written it since: those put their own names there.
bool isOwnSidecar(std::string_view xml);

}  // namespace loupe
