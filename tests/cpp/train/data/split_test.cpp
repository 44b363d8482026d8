#include "train/data/split.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/errors.h"
#include "train/data/small_datasets.h"

namespace loupe::test {
namespace {

Dataset datasetOf(const std::vector<std::string>& classes) {
  DatasetBuilder builder(smallOptions());
  const Picture picture = randomPicture(4, 4, 3, 1);
  for (const std::string& name : classes) builder.add(name, name, picture.view());
  return builder.build();
}

}  // namespace

TEST_CASE("a split keeps the last fraction of the shuffled photos, rounded down") {
  const Dataset dataset = smallDataset(25);
  const Split split = splitPhotos(dataset, 0.3, 5);
  CHECK(split.validation.size() == 7);
  CHECK(split.training.size() == 18);
  std::vector<uint32_t> all = split.training;
  all.insert(all.end(), split.validation.begin(), split.validation.end());
  CHECK(!std::ranges::is_sorted(all));
  std::ranges::sort(all);
  CHECK(all == allPhotos(dataset));
}

TEST_CASE("a split depends on its seed alone") {
  const Dataset dataset = smallDataset(25);
  CHECK(splitPhotos(dataset, 0.2, 1).validation == splitPhotos(dataset, 0.2, 1).validation);
  CHECK(splitPhotos(dataset, 0.2, 1).validation != splitPhotos(dataset, 0.2, 2).validation);
}

TEST_CASE("a split that leaves no photo on one side is refused") {
  const Dataset dataset = smallDataset(4);
  for (const double fraction : {0.0, 1.0, -0.1, 2.0, double(NAN)}) {
    checkError(ErrorCode::BadDataset, "between 0 and 1",
               [&] { splitPhotos(dataset, fraction, 0); });
  }
  checkError(ErrorCode::BadDataset, "no photo to validate on of 4",
             [&] { splitPhotos(dataset, 0.2, 0); });
}

TEST_CASE("validation photos must have the training photos' classes") {
  const Dataset training = datasetOf({"cat", "dog", "emu"});
  requireSameClasses(training, datasetOf({"emu", "dog", "cat"}));
  checkError(ErrorCode::BadDataset, "they lack 'emu'; only they have 'Cat', 'owl'",
             [&] { requireSameClasses(training, datasetOf({"cat", "dog", "owl", "Cat"})); });
}

}  // namespace loupe::test
