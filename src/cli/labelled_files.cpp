#include "cli/labelled_files.h"

#include <algorithm>
#include <map>

#include "error.h"
#include "train/data/folder.h"

namespace loupe::cli {
namespace {

ClassFolders list(const std::string& folder) {
  ClassFolders found = listClassFolders(folder);
  if (!found.classNames.empty()) return found;
  throw Error(ErrorCode::BadDataset,
              folder + ": there are no folders in it; a folder of photos for each class is wanted");
}

}  // namespace

std::vector<std::string> listClasses(const std::string& folder) { return list(folder).classNames; }

std::vector<LabelledFile> listLabelled(const std::string& folder,
                                       std::span<const std::string> classNames) {
  const ClassFolders found = list(folder);
  std::map<std::string, uint32_t> labels;
  for (const std::string& name : found.classNames) {
    const auto known = std::ranges::find(classNames, name);
    if (known == classNames.end()) {
      throw Error(ErrorCode::BadDataset,
                  folder + ": the folder '" + name +
                      "' is no class of the model, whose classes start with '" +
                      classNames.front() + "'");
    }
    labels[name] = static_cast<uint32_t>(known - classNames.begin());
  }
  std::vector<LabelledFile> files;
  for (const ClassPhotoFile& photo : found.photos)
    files.push_back({photo.path, labels.at(photo.className)});
  return files;
}

}  // namespace loupe::cli
