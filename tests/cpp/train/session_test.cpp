#include "train/session.h"

#include <doctest/doctest.h>

#include <set>

#include "models/classifier.h"
#include "support/errors.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

using Part = TrainingSession::Part;
using Outcome = PhotoCollection::Outcome;

constexpr int kSide = 16;  // pixels

std::string optionsWith(const std::string& more = "") {
  return "{" + more + (more.empty() ? "" : ",") +
         R"("imageSize":[16,16],"filters":[4],"units":8,"batchSize":4,"epochs":3,"seed":5})";
}

std::unique_ptr<PixelStore> inMemory(Part, size_t photoBytes) {
  return std::make_unique<MemoryStore>(photoBytes);
}

Picture photoOf(int label, unsigned seed) {
  Picture picture = randomPicture(kSide, kSide, 3, seed);
  for (uint8_t& value : picture.pixels) value = static_cast<uint8_t>(value / 4 + label * 180);
  return picture;
}

// Dark and bright ones by turns, and one between them that is none.
void addPhotos(PhotoCollection& photos, int count = 12) {
  for (int i = 0; i < count; ++i) {
    if (i == 3) photos.skip("broken.jpg", "dark", "it is broken");
    photos.add(std::to_string(i), i % 2 ? "bright" : "dark",
               photoOf(i % 2, static_cast<unsigned>(i)).view());
  }
}

void runToEnd(TrainingSession& session) {
  while (session.trainer().advance() != Trainer::Event::Finished) {
  }
}

TEST_CASE("a session trains on what was handed in, and knows each photo by its number") {
  ThreadPool pool(1);
  TrainingSession session(optionsWith(R"("epochs":30,"validationSplit":0.25,"learningRate":0.01)"),
                          pool, inMemory);
  addPhotos(session.photos(Part::Training));
  session.begin();
  std::set<uint32_t> numbers;
  for (const uint32_t number : session.trainingPhotos()) numbers.insert(number);
  for (const uint32_t number : session.validationPhotos()) numbers.insert(number);
  CHECK(session.validationPhotos().size() == 3);
  CHECK(numbers.size() == 12);
  CHECK(!numbers.contains(3));  // the one that was skipped
  CHECK(*numbers.rbegin() == 12);
  CHECK(session.memoryBytes() > 12 * 16 * 16 * 3);

  runToEnd(session);
  const std::vector<uint32_t> asked = {0, 4};  // dark, and bright: class 1 and 0
  const std::vector<float> probabilities = session.predict(asked);
  REQUIRE(probabilities.size() == 4);
  CHECK(probabilities[1] > 0.5f);
  CHECK(probabilities[2] > 0.5f);
  CHECK(session.predict({}).empty());
  checkError(ErrorCode::BadDataset, "photo 3 was skipped",
             [&] { session.predict(std::vector<uint32_t>{3}); });
  checkError(ErrorCode::BadDataset, "photo 13 is not one of the 13",
             [&] { session.predict(std::vector<uint32_t>{13}); });

  Classifier classifier(session.model(), pool);
  CHECK(classifier.classNames() == std::vector<std::string>{"bright", "dark"});
  CHECK(classifier.classify(photoOf(1, 99).view(), 1).predictions[0].label == "bright");
}

TEST_CASE(
    "a session says what mean colours alone get right, where there are photos to validate on") {
  ThreadPool pool(1);
  TrainingSession validated(optionsWith(R"("validationSplit":0.25)"), pool, inMemory);
  addPhotos(validated.photos(Part::Training));
  validated.begin();
  CHECK(validated.baselineAccuracy() == 1);  // of dark and bright ones
  TrainingSession alone(optionsWith(), pool, inMemory);
  addPhotos(alone.photos(Part::Training));
  alone.begin();
  CHECK(!alone.baselineAccuracy());
}

TEST_CASE("a session goes on from its checkpoint as if it had not stopped") {
  ThreadPool pool(1);
  const auto made = [&] {
    auto session =
        std::make_unique<TrainingSession>(optionsWith(R"("augment":{})"), pool, inMemory);
    addPhotos(session->photos(Part::Training));
    session->begin();
    return session;
  };
  const auto whole = made();
  runToEnd(*whole);
  const auto first = made();
  for (int i = 0; i < 4; ++i) first->trainer().advance();
  const auto second = made();
  second->restoreCheckpoint(first->saveCheckpoint());
  runToEnd(*second);
  CHECK(second->model() == whole->model());
}

TEST_CASE("a session trains on from a model, or from what a stopped training left") {
  ThreadPool pool(1);
  TrainingSession first(optionsWith(R"("interpolation":"area","learningRate":0.01)"), pool,
                        inMemory);
  addPhotos(first.photos(Part::Training));
  first.begin();
  runToEnd(first);
  for (const std::vector<std::byte>& file : {first.model(), first.saveCheckpoint()}) {
    // Its layers and its format are the model's, whatever the rest of the options says.
    const std::string model = optionsOfModel(file);
    const std::string options = R"({"epochs":1,"batchSize":4,)" + model.substr(1);
    TrainingSession second(options, pool, inMemory);
    addPhotos(second.photos(Part::Training));
    second.begin(file);
    const std::vector<uint32_t> asked = {0, 1, 5};
    CHECK(second.predict(asked) == first.predict(asked));
    second.trainer().advance();
    CHECK(second.predict(asked) != first.predict(asked));
  }
}

TEST_CASE("a session starts from no model that does not fit, and says why") {
  ThreadPool pool(1);
  TrainingSession first(optionsWith(), pool, inMemory);
  addPhotos(first.photos(Part::Training));
  first.begin();
  const std::vector<std::byte> model = first.model();
  TrainingSession threeClasses(optionsWith(), pool, inMemory);
  addPhotos(threeClasses.photos(Part::Training));
  threeClasses.photos(Part::Training).add("x", "grey", photoOf(0, 77).view());
  checkError(ErrorCode::BadDataset, "tells 2 classes apart, but the photos are of 3",
             [&] { threeClasses.begin(model); });
  TrainingSession otherLayers(optionsWith(R"("units":9)"), pool, inMemory);
  addPhotos(otherLayers.photos(Part::Training));
  checkError(ErrorCode::BadModel, "dense.kernel", [&] { otherLayers.begin(model); });
  checkError(ErrorCode::BadModel, "", [&] { optionsOfModel(std::span(model).first(50)); });
}

TEST_CASE("a session validates on photos of their own") {
  ThreadPool pool(1);
  TrainingSession session(optionsWith(R"("hasValidation":true)"), pool, inMemory);
  addPhotos(session.photos(Part::Training));
  addPhotos(session.photos(Part::Validation), 4);
  session.begin();
  CHECK(session.trainingPhotos().size() == 12);
  CHECK(session.validationPhotos() == std::vector<uint32_t>{0, 1, 2, 4});
}

TEST_CASE("photos beyond the budget go to the store, and nothing else changes") {
  ThreadPool pool(1);
  const auto modelWith = [&](const std::string& more) {
    TrainingSession session(optionsWith(more), pool, inMemory);
    bool needed = false;
    addPhotos(session.photos(Part::Training));
    needed = session.needsStore(Part::Training);
    session.begin();
    runToEnd(session);
    return std::make_pair(needed, session.model());
  };
  const auto all = modelWith("");
  const auto some = modelWith(R"("pixelBudget":3000)");
  CHECK(!all.first);
  CHECK(some.first);
  CHECK(all.second == some.second);
}

TEST_CASE("a preview changes with its number, and is the photo itself without augmentation") {
  ThreadPool pool(1);
  const Picture photo = photoOf(0, 0);
  TrainingSession plain(optionsWith(), pool, inMemory);
  addPhotos(plain.photos(Part::Training));
  plain.begin();
  const std::vector<uint8_t> rgba = plain.preview(0, 7).rgba;
  REQUIRE(rgba.size() == kSide * kSide * 4);
  CHECK(rgba[0] == photo.pixels[0]);
  CHECK(rgba[3] == 255);
  CHECK(rgba[6] == photo.pixels[5]);

  TrainingSession augmented(optionsWith(R"("augment":{"rotation":90})"), pool, inMemory);
  addPhotos(augmented.photos(Part::Training));
  augmented.begin();
  CHECK(augmented.preview(0, 1).rgba == augmented.preview(0, 1).rgba);
  CHECK(augmented.preview(0, 1).rgba != augmented.preview(0, 2).rgba);
  const Preview alone = previewPhoto(optionsWith(R"("augment":{"rotation":90})"), photo.view(), 1);
  CHECK(alone.width == kSide);
  CHECK(alone.rgba == augmented.preview(0, 1).rgba);
}

TEST_CASE("a photo in a format for somebody else's decoder is handed back") {
  ThreadPool pool(1);
  TrainingSession session(optionsWith(), pool, inMemory);
  PhotoCollection& photos = session.photos(Part::Training);
  const std::string webp("RIFF\x10\0\0\0WEBPVP8 ", 16);
  CHECK(photos.add("a.webp", "a", std::as_bytes(std::span(webp))) == Outcome::Undecoded);
  const std::string text = "no photo";
  CHECK(photos.add("a.jpg", "a", std::as_bytes(std::span(text))) == Outcome::Skipped);
  CHECK(photos.photoCount() == 0);
}

TEST_CASE("options that make no sense are named") {
  ThreadPool pool(1);
  const auto refused = [&](const std::string& options, ErrorCode code, const std::string& words) {
    checkError(code, words, [&] { TrainingSession(options, pool, inMemory); });
  };
  refused("{", ErrorCode::NotSupported, "options");
  refused(optionsWith(R"("batchSize":0)"), ErrorCode::NotSupported, "options");
  refused(R"({"epochs":0})", ErrorCode::NotSupported, "options.epochs must be at least 1");
  refused(R"({"optimizer":"magic"})", ErrorCode::NotSupported, "magic");
  refused(R"({"interpolation":"magic"})", ErrorCode::NotSupported, "options.interpolation");
  refused(R"({"dropout":2})", ErrorCode::NotSupported, "options.dropout");
  refused(R"({"augment":{"zoom":[1]}})", ErrorCode::NotSupported, "options.augment.zoom");
  refused(R"({"imageSize":[0,16]})", ErrorCode::BadDataset, "0 x 16");
  refused(R"({"architecture":"{}"})", ErrorCode::BadModel, "architecture");
}

TEST_CASE("a training that does not fit into memory is refused before it takes any") {
  ThreadPool pool(1);
  for (const char* limit : {R"("memoryLimit":10000)", R"("memoryLimit":40000)"}) {
    TrainingSession session(optionsWith(limit), pool, inMemory);
    addPhotos(session.photos(Part::Training));
    checkError(ErrorCode::OutOfMemory, "MB", [&] { session.begin(); });
  }
}

}  // namespace
}  // namespace loupe::test
