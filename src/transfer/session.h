// Classes that somebody is collecting photos for, and a head that always knows them: photos come, go and move from
// class to class, and what is asked is answered by all that there are at that moment.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/classifier.h"
#include "transfer/feature_network.h"

namespace loupe {

struct CrossValidatedPhoto {
  uint32_t id = 0;
  uint32_t label = 0;     // index of its class
  uint32_t given = 0;     // of the class that it is given by a training without its shot (shots.h)
  float probability = 0;  // of its own class then
  uint32_t shot = 0;      // equal for those of one shot
  bool judged = false;  // whether its class has enough other shots; else the two above say nothing
};

struct TransferReport {
  std::vector<std::string> classNames;
  std::vector<size_t> counts;               // photos of each
  std::vector<CrossValidatedPhoto> photos;  // in the order in which they came
  // Of the photos that are judged: [class of the photo][class that it was given], and the share of right ones, 0
  // when there are none.
  std::vector<std::vector<size_t>> confusion;
  double accuracy = 0;
  double strength = 0;   // of the regularisation
  double sharpness = 0;  // of the softmax
};

class TransferSession {
 public:
  // Throws what FeatureNetwork's constructor throws.
  TransferSession(std::span<const std::byte> pretrained, ThreadPool& pool)
      : network_(pretrained, pool), examples_(network_.size()) {}

  FeatureNetwork& network() { return network_; }

  // The classes in the order in which they are answered, those without photos included. Throws
  // Error(BadDataset) for a name that is empty or comes twice, and for a class with photos that is left out.
  void setClasses(const std::vector<std::string>& names);
  // Throws Error(BadDataset) when there is no class `from`, or there is one named `to`.
  void renameClass(const std::string& from, const std::string& to);

  // Returns the photo's id. A class that is not there yet comes last. Throws what Examples::add throws.
  uint32_t add(std::span<const float> features, const std::string& className);
  // Both throw Error(BadDataset) when there is no such photo.
  void move(uint32_t id, const std::string& className);
  void remove(uint32_t id);

  const std::vector<std::string>& classNames() const { return classNames_; }
  size_t photoCount() const { return ids_.size(); }

  // Trains the head if a photo has come, gone or moved since it last was: false when there was nothing to do. What
  // is asked below does so by itself.
  bool train();

  // A class without photos has probability 0. Throws Error(BadDataset) while there are no photos.
  Classification classify(std::span<const float> features, size_t topK);
  TransferReport report();

  // Throws what FeatureNetwork::modelWith throws.
  std::vector<std::byte> model();

 private:
  const TrainedHead& trained();
  size_t indexOf(uint32_t id) const;
  uint32_t labelOf(const std::string& className);

  FeatureNetwork network_;
  Examples examples_;
  std::vector<std::string> classNames_;
  std::vector<uint32_t> ids_;  // of the examples; ascending
  uint32_t nextId_ = 0;
  std::optional<TrainedHead> trained_;  // until something changes
};

}  // namespace loupe
