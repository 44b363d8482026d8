#include "library/native/album.h"

#include <chrono>
#include <fstream>
#include <set>
#include <system_error>

#include "library/native/find_photo.h"
#include "library/native/library_file.h"
#include "library/native/tag_file.h"
#include "library/store/tag_store.h"
#include "support/model_file.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

namespace fs = std::filesystem;

constexpr uint8_t kStrong = 220;
constexpr uint8_t kWeak = 20;

std::vector<std::byte> naming(ModelFile model) {
  model.metadata["taxonomy"] =
      R"({"threshold":0.5,"class_wnids":["n02111889","n02123045","n09428293"],"concepts":[)"
      R"({"wnid":"n02111889","name":"Samoyed","parents":["n02084071"]},)"
      R"({"wnid":"n02084071","name":"dog","parents":[]},)"
      R"({"wnid":"n02123045","name":"tabby cat","parents":[]},)"
      R"({"wnid":"n09428293","name":"seashore","parents":[]}]})";
  return model.bytes();
}

}  // namespace

Album::Album() : model_(naming(colourModel())) {
  std::string name = (fs::temp_directory_path() / "loupe-album-XXXXXX").string();
  folder_ = mkdtemp(name.data());
  fs::create_directories(folder_ / "photos");
}

Album::~Album() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

fs::path Album::photo(const std::string& name) const { return folder_ / "photos" / name; }

void Album::paint(const std::string& name, size_t channel, uint8_t shade) const {
  Picture picture{8, 8, 3, {}};
  for (size_t i = 0; i < 8 * 8 * 3; ++i) {
    picture.pixels.push_back(i % 3 == channel ? kStrong : static_cast<uint8_t>(kWeak + shade));
  }
  write(name, bmpFile(picture));
}

void Album::write(const std::string& name, const std::vector<std::byte>& bytes) const {
  fs::create_directories(photo(name).parent_path());
  std::ofstream(photo(name), std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

void Album::touch(const std::string& name) const {
  fs::last_write_time(photo(name), fs::last_write_time(photo(name)) + std::chrono::seconds(5));
}

IndexReport Album::index() const { return index(photos()); }

IndexReport Album::index(const std::string& folder) const { return index(folder, /*again=*/false); }

IndexReport Album::indexAgain() const { return index(photos(), /*again=*/true); }

IndexReport Album::index(const std::string& folder, bool again) const {
  IndexEvents events;
  events.onSkipped = [this](const std::string& sentence) { skipped.push_back(sentence); };
  events.onProgress = [this](size_t done, size_t) {
    if (done == 1) meanwhile();
  };
  const Database open = openOrCreateLibrary(library());
  Indexer indexer(model_, threads);
  if (again) indexer.lookAgain(open, folder);
  return indexer.update(open, folder, events);
}

void Album::useOtherModel() { model_ = naming(quantizedColourModel()); }

std::vector<std::string> Album::search(const std::string& query) const {
  std::set<std::string> names;
  for (const FoundPhoto& found :
       searchLibrary(openLibrary(library()), query, 100, kCutOff).photos) {
    names.insert(fs::path(found.file).filename().string());
  }
  return {names.begin(), names.end()};
}

std::vector<int64_t> Album::ids(const Database& library,
                                const std::vector<std::string>& names) const {
  std::vector<int64_t> ids;
  for (const std::string& name : names) ids.push_back(findPhoto(library, photo(name).string()));
  return ids;
}

void Album::addTag(const std::string& name, const std::vector<std::string>& photos) const {
  const Database open = openLibrary(library());
  Embeddings embeddings(open);
  loupe::addTag(open, embeddings, name, ids(open, photos));
  writeTagFile(open);
}

void Album::removeTag(const std::string& name, const std::vector<std::string>& photos) const {
  const Database open = openLibrary(library());
  Embeddings embeddings(open);
  loupe::removeTag(open, embeddings, name, ids(open, photos));
  writeTagFile(open);
}

void Album::teachTag(const std::string& name, const std::vector<std::string>& yes,
                     const std::vector<std::string>& no) const {
  const Database open = openLibrary(library());
  Embeddings embeddings(open);
  loupe::teachTag(open, embeddings, name, ids(open, yes), ids(open, no));
  writeTagFile(open);
}

}  // namespace loupe::test
