#include "train/data/dataset.h"

#include <doctest/doctest.h>

#include "support/errors.h"
#include "train/data/small_datasets.h"

namespace loupe::test {
namespace {

const Picture kPicture = randomPicture(9, 7, 3, 1);

// `classes` of one photo each.
DatasetBuilder builderOf(const std::vector<std::string>& classes,
                         const DatasetOptions& options = smallOptions()) {
  DatasetBuilder builder(options);
  for (const std::string& name : classes) builder.add(name + "/photo.png", name, kPicture.view());
  return builder;
}

std::vector<std::byte> brokenFile() {
  std::vector<std::byte> file = pngFile(kPicture);
  file.resize(file.size() / 2);
  return file;
}

class FailingStore : public PixelStore {
 public:
  void append(std::span<const uint8_t>) override {
    if (fails) throw Error(ErrorCode::Storage, "the quota is used up");
  }
  std::span<const uint8_t> read(size_t, std::span<uint8_t> scratch) const override {
    return scratch;
  }

  bool fails = false;
};

}  // namespace

TEST_CASE("a dataset has its photos in order, with the labels of sorted classes") {
  DatasetBuilder builder(smallOptions());
  builder.add("1.png", "dog", kPicture.view());
  builder.add("2.png", "cat", pngFile(randomPicture(20, 30, 3, 2)));
  builder.add("3.png", "dog", randomPicture(3, 3, 4, 3).view(Orientation::Rotate90));
  CHECK(builder.photoCount() == 3);
  const Dataset dataset = builder.build();
  CHECK(dataset.classNames() == std::vector<std::string>{"cat", "dog"});
  REQUIRE(dataset.photos().size() == 3);
  CHECK(dataset.photos()[0].name == "1.png");
  CHECK(dataset.photos()[0].label == 1);
  CHECK(dataset.photos()[1].label == 0);
  CHECK(dataset.photos()[2].label == 1);
  CHECK(dataset.photosPerClass() == std::vector<size_t>{1, 2});
  CHECK(dataset.skipped().empty());
  CHECK(dataset.labelMode() == LabelMode::Binary);
  CHECK(builder.photoCount() == 0);

  std::vector<uint8_t> expected(dataset.format().bytes());
  PhotoResizer(dataset.format()).apply(kPicture.view(), expected);
  CHECK(pixelsOf(dataset, 0) == expected);
}

TEST_CASE("classes are sorted as Python sorts them: by code point") {
  const Dataset dataset = builderOf({"b", "ä", "a/b", "B", "\xf0\x9f\x90\x88", "a"}).build();
  CHECK(dataset.classNames() ==
        std::vector<std::string>{"B", "a", "a/b", "b", "ä", "\xf0\x9f\x90\x88"});
  CHECK(dataset.labelMode() == LabelMode::Categorical);
}

TEST_CASE("photos that cannot be read are skipped by name, with the decoder's sentence") {
  DatasetBuilder builder = builderOf({"cat", "dog"});
  builder.add("broken.png", "cat", brokenFile());
  builder.add("empty.png", "dog", std::span<const std::byte>());
  const Dataset dataset = builder.build();
  CHECK(dataset.photos().size() == 2);
  REQUIRE(dataset.skipped().size() == 2);
  CHECK(dataset.skipped()[0].name == "broken.png");
  CHECK(dataset.skipped()[0].className == "cat");
  CHECK(dataset.skipped()[0].reason.find("damaged") != std::string::npos);
  CHECK(dataset.skipped()[1].reason.find("empty") != std::string::npos);
}

TEST_CASE("grey photos have one channel") {
  DatasetOptions options = smallOptions();
  options.format.colorMode = ColorMode::Grayscale;
  const Dataset dataset = builderOf({"a", "b"}, options).build();
  CHECK(pixelsOf(dataset, 1).size() == 6 * 8);
}

TEST_CASE("what cannot be trained on is refused, saying what is wanted") {
  const auto build = [](DatasetBuilder& builder) { return [&] { builder.build(); }; };
  const ErrorCode code = ErrorCode::BadDataset;

  DatasetBuilder nothing(smallOptions());
  checkError(code, "there are no photos", build(nothing));
  nothing.addClass("cat");
  checkError(code, "there are no photos", build(nothing));

  DatasetBuilder one = builderOf({"cat"});
  checkError(code, "one class, 'cat'", build(one));

  DatasetBuilder empty = builderOf({"cat", "dog"});
  empty.addClass("empty");
  checkError(code, "class 'empty' has no photos", build(empty));

  DatasetBuilder corrupt(smallOptions());
  corrupt.add("a.png", "cat", brokenFile());
  corrupt.add("b.png", "dog", brokenFile());
  checkError(code, "none of the 2 photos can be read; the first is a.png", build(corrupt));

  DatasetBuilder corruptClass = builderOf({"cat", "dog"});
  corruptClass.add("c.png", "bird", brokenFile());
  checkError(code, "class 'bird' has no photo that can be read (of 1); the first is c.png",
             build(corruptClass));

  DatasetOptions binary = smallOptions();
  binary.labelMode = LabelMode::Binary;
  DatasetBuilder three = builderOf({"a", "b", "c"}, binary);
  checkError(code, "there are 3; use categorical", build(three));

  DatasetBuilder twice = builderOf({"cat"});
  checkError(code, "two classes named 'cat'", [&] { twice.addClass("cat"); });
  checkError(code, "no name", [&] { twice.addClass(""); });
  checkError(code, "no name", [&] { twice.add("x.png", "", kPicture.view()); });

  checkError(code, "0 x 8", [] { const DatasetBuilder builder(smallOptions(0)); });
  checkError(code, "6 x 5000", [] { const DatasetBuilder builder(smallOptions(6, 5000)); });
}

TEST_CASE("two classes may have categorical labels") {
  DatasetOptions options = smallOptions();
  options.labelMode = LabelMode::Categorical;
  CHECK(builderOf({"a", "b"}, options).build().labelMode() == LabelMode::Categorical);
}

TEST_CASE("a refused dataset can be completed") {
  DatasetBuilder builder = builderOf({"cat"});
  checkError(ErrorCode::BadDataset, "one class", [&] { builder.build(); });
  builder.add("dog.png", "dog", kPicture.view());
  CHECK(builder.build().photos().size() == 2);
}

TEST_CASE("a full store loses no photo that was added before") {
  auto store = std::make_unique<FailingStore>();
  FailingStore& quota = *store;
  DatasetBuilder builder(smallOptions(), std::move(store));
  builder.add("a.png", "a", kPicture.view());
  builder.add("b.png", "b", kPicture.view());
  quota.fails = true;
  checkError(ErrorCode::Storage, "quota", [&] { builder.add("c.png", "c", kPicture.view()); });
  const Dataset dataset = builder.build();
  CHECK(dataset.photos().size() == 2);
  CHECK(dataset.classNames() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a photo of 100 megapixels becomes a training photo") {
  const Picture huge{12'000, 8'400, 3, std::vector<uint8_t>(size_t{12'000} * 8'400 * 3, 90)};
  DatasetBuilder builder = builderOf({"a"});
  builder.add("huge", "b", huge.view());
  const Dataset dataset = builder.build();
  CHECK(pixelsOf(dataset, 1) == std::vector<uint8_t>(dataset.format().bytes(), 90));
}

}  // namespace loupe::test
