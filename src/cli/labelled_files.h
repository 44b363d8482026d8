// Photos in a folder for each class, the same ones for all that learns from them or is measured by them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace loupe::cli {

struct LabelledFile {
  std::string path;
  uint32_t label = 0;  // index of its class
};

// The classes in `folder`, as train/data/folder.h takes them. Throws what listClassFolders throws, and
// Error(BadDataset) when there is none.
std::vector<std::string> listClasses(const std::string& folder);

// The photos in `folder`, whose classes must be among `classNames`: throws Error(BadDataset) for another one.
std::vector<LabelledFile> listLabelled(const std::string& folder,
                                       std::span<const std::string> classNames);

}  // namespace loupe::cli
