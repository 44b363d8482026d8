// A dataset from a folder that holds a folder of photos for each class.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "train/data/dataset.h"

namespace loupe {

struct FolderOptions {
  DatasetOptions dataset;
  int threads = 1;                              // that decode
  size_t memoryBudget = size_t{1'000'000'000};  // bytes of pixels; more go to a temporary file
  std::function<void(size_t done, size_t total)> onProgress;  // on the caller's thread
  const std::atomic<bool>* abort = nullptr;
};

struct ClassPhotoFile {
  std::string path;
  std::string name;  // its path below the folder of all classes
  std::string className;
};

struct ClassFolders {
  std::vector<std::string> classNames;
  std::vector<ClassPhotoFile> photos;  // class by class
};

// Folders and photos are taken as Keras's image_dataset_from_directory takes them: the folders below `folder`
// are the classes, photos may lie deeper, hidden files and folders do not count, and the order is that of
// sorted names. Links are followed, but not back to what holds them; each folder is read once for its class.
// Files count by their extension: .bmp, .gif, .jpeg, .jpg and .png, and also what else is decoded here, or is
// named when it is skipped. Throws Error(Storage) for a folder that cannot be read.
ClassFolders listClassFolders(const std::string& folder);

// Throws Error: Storage for a folder that cannot be read, Aborted, and what DatasetBuilder::build throws.
Dataset readFolder(const std::string& folder, const FolderOptions& options);

}  // namespace loupe
