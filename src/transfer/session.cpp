#include "transfer/session.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "error.h"

namespace loupe {
namespace {

void requireName(const std::string& name) {
  if (name.empty()) throw Error(ErrorCode::BadDataset, "a class needs a name");
}

}  // namespace

void TransferSession::setClasses(const std::vector<std::string>& names) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    requireName(name);
    if (!seen.insert(name).second) {
      throw Error(ErrorCode::BadDataset, "there are two classes named '" + name + "'");
    }
  }
  std::vector<uint32_t> labels;
  for (const uint32_t label : examples_.labels()) {
    const auto found = std::ranges::find(names, classNames_[label]);
    if (found == names.end()) {
      throw Error(ErrorCode::BadDataset,
                  "the class '" + classNames_[label] + "' still has photos; remove them first");
    }
    labels.push_back(static_cast<uint32_t>(found - names.begin()));
  }
  for (size_t i = 0; i < labels.size(); ++i) examples_.setLabel(i, labels[i]);
  classNames_ = names;
  trained_.reset();
}

void TransferSession::renameClass(const std::string& from, const std::string& to) {
  requireName(to);
  const auto found = std::ranges::find(classNames_, from);
  if (found == classNames_.end()) {
    throw Error(ErrorCode::BadDataset, "there is no class '" + from + "'");
  }
  if (from != to && std::ranges::find(classNames_, to) != classNames_.end()) {
    throw Error(ErrorCode::BadDataset, "there is a class named '" + to + "' already");
  }
  *found = to;
}

uint32_t TransferSession::add(std::span<const float> features, const std::string& className) {
  requireName(className);
  const auto known = std::ranges::find(classNames_, className) - classNames_.begin();
  examples_.add(features, static_cast<uint32_t>(known));
  labelOf(className);
  ids_.push_back(nextId_);
  trained_.reset();
  return nextId_++;
}

void TransferSession::move(uint32_t id, const std::string& className) {
  const size_t index = indexOf(id);
  examples_.setLabel(index, labelOf(className));
  trained_.reset();
}

void TransferSession::remove(uint32_t id) {
  const size_t index = indexOf(id);
  examples_.remove(index);
  ids_.erase(ids_.begin() + static_cast<std::ptrdiff_t>(index));
  trained_.reset();
}

Classification TransferSession::classify(std::span<const float> features, size_t topK) {
  const Head& head = trained().head;
  if (features.size() != examples_.size()) {
    throw Error(ErrorCode::BadDataset, "these features are of another network");
  }
  std::vector<float> all(classNames_.size());
  const std::vector<float> known = probabilities(head, features);
  for (size_t i = 0; i < known.size(); ++i) all[head.classes[i]] = known[i];

  std::vector<uint32_t> order(all.size());
  std::iota(order.begin(), order.end(), uint32_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](uint32_t i) { return all[i]; });
  order.resize(std::min(topK, order.size()));

  Classification classification;
  for (const uint32_t index : order) {
    classification.predictions.push_back({classNames_[index], index, all[index]});
  }
  const float cosine = similarity(head.novelty, features);
  classification.familiarity = {cosine, cosine < head.novelty.threshold};
  return classification;
}

TransferReport TransferSession::report() {
  TransferReport report;
  report.classNames = classNames_;
  report.counts.resize(classNames_.size());
  report.confusion.assign(classNames_.size(), std::vector<size_t>(classNames_.size()));
  if (ids_.empty()) return report;
  const TrainedHead& head = trained();
  const std::vector<uint32_t>& classes = head.head.classes;
  size_t judged = 0;
  size_t right = 0;
  for (size_t i = 0; i < ids_.size(); ++i) {
    const uint32_t label = examples_.labels()[i];
    const auto p = std::span(head.leftOut).subspan(i * classes.size(), classes.size());
    const auto best = static_cast<size_t>(std::ranges::max_element(p) - p.begin());
    const auto own = static_cast<size_t>(std::ranges::find(classes, label) - classes.begin());
    report.photos.push_back({ids_[i], label, classes[best], p[own], head.shots[i], head.judged[i]});
    ++report.counts[label];
    if (!head.judged[i]) continue;
    ++judged;
    ++report.confusion[label][classes[best]];
    right += classes[best] == label;
  }
  if (judged > 0) report.accuracy = static_cast<double>(right) / static_cast<double>(judged);
  report.strength = head.strength;
  report.sharpness = head.sharpness;
  return report;
}

std::vector<std::byte> TransferSession::model() {
  return network_.modelWith(trained().head, classNames_,
                            "a head trained on " + std::to_string(ids_.size()) + " photos");
}

bool TransferSession::train() {
  if (trained_ || ids_.empty()) return false;
  trained();
  return true;
}

const TrainedHead& TransferSession::trained() {
  if (!trained_) trained_ = trainHead(examples_);
  return *trained_;
}

size_t TransferSession::indexOf(uint32_t id) const {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) {
    throw Error(ErrorCode::BadDataset, "there is no photo " + std::to_string(id) + " any more");
  }
  return static_cast<size_t>(found - ids_.begin());
}

uint32_t TransferSession::labelOf(const std::string& className) {
  requireName(className);
  const auto found = std::ranges::find(classNames_, className);
  const auto label = static_cast<uint32_t>(found - classNames_.begin());
  if (found == classNames_.end()) classNames_.push_back(className);
  return label;
}

}  // namespace loupe
