#include "cli/photo_features.h"

#include <algorithm>
#include <iostream>
#include <new>
#include <variant>

#include "cli/files.h"
#include "cli/progress_bar.h"
#include "error.h"
#include "library/native/whole_file.h"
#include "ordered_work.h"

namespace loupe::cli {
namespace {

// A photo's features, or the sentence that says why there are none.
using Outcome = std::variant<std::vector<float>, std::string>;

Outcome featuresOf(FeatureNetwork& network, const std::string& path) {
  try {
    const std::span<const float> features = network.embed(readFile(path));
    return std::vector<float>(features.begin(), features.end());
  } catch (const Error& error) {
    return error.code() == ErrorCode::Storage ? error.what() : path + ": " + error.what();
  } catch (const std::bad_alloc&) {
    return path + ": there is not enough memory for this photo";
  }
}

}  // namespace

FeatureWorkers::FeatureWorkers(std::span<const std::byte> model, int threads) {
  pools_.reserve(static_cast<size_t>(threads));
  for (int i = 0; i < threads; ++i) {
    pools_.emplace_back(1);
    networks_.emplace_back(model, pools_.back());
  }
}

FeatureWorkers::Photos FeatureWorkers::embed(const std::string& folder,
                                             const std::vector<std::string>& classNames) {
  return embed(folder, listLabelled(folder, classNames));
}

FeatureWorkers::Photos FeatureWorkers::embedUnlabelled(const std::string& folder) {
  std::vector<LabelledFile> files;
  for (const std::string& path : listPhotos({folder})) files.push_back({path, 0});
  return embed(folder, files);
}

FeatureWorkers::Photos FeatureWorkers::embed(const std::string& folder,
                                             const std::vector<LabelledFile>& files) {
  Photos photos;
  ProgressBar progress(files.size(), "photos");
  workInOrder<Outcome>(
      files.size(), networks_.size(),
      [&](size_t worker, size_t i) { return featuresOf(networks_[worker], files[i].path); },
      [&](size_t i, const Outcome& outcome) {
        if (const auto* features = std::get_if<std::vector<float>>(&outcome)) {
          photos.features.push_back(*features);
          photos.labels.push_back(files[i].label);
        } else {
          progress.wipe();
          std::cerr << "photoloupe: skipped: " << std::get<std::string>(outcome) << '\n';
        }
        progress.show(i + 1);
        return true;
      });
  progress.wipe();
  if (photos.labels.empty()) {
    throw Error(ErrorCode::BadDataset, folder + ": none of the photos could be read");
  }
  return photos;
}

}  // namespace loupe::cli
