// The features of a folder's photos, for transfer learning.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/labelled_files.h"
#include "transfer/feature_network.h"

namespace loupe::cli {

// `threads` copies of one network, each on one thread.
class FeatureWorkers {
 public:
  FeatureWorkers(std::span<const std::byte> model, int threads);

  const FeatureNetwork& network() const { return networks_.front(); }

  struct Photos {
    std::vector<std::vector<float>> features;
    std::vector<uint32_t> labels;
  };
  // Of the folders that `folder` holds, which must be among `classNames`. A photo that cannot be read is
  // reported and left out. Throws Error(BadDataset) for another folder, and when no photo can be read.
  Photos embed(const std::string& folder, const std::vector<std::string>& classNames);

  // Of all photos in the folder and below, without labels that mean anything.
  Photos embedUnlabelled(const std::string& folder);

 private:
  Photos embed(const std::string& folder, const std::vector<LabelledFile>& files);

  std::vector<ThreadPool> pools_;
  std::vector<FeatureNetwork> networks_;
};

}  // namespace loupe::cli
