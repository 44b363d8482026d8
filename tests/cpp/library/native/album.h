// A folder of pictures and the library of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "library/native/indexer.h"
#include "library/search_plan.h"
#include "library/store/library_search.h"

namespace loupe::test {

// Gone with the test. A small model names what is in its pictures by their colour: red is a Samoyed, green a tabby cat,
// blue a seashore.
class Album {
 public:
  Album();
  ~Album();

  std::filesystem::path photo(const std::string& name) const;
  std::string photos() const { return (folder_ / "photos").string(); }
  std::string library() const { return (folder_ / "L.sqlite").string(); }

  // A picture in which `channel` is strong; `shade` makes files of one colour differ.
  void paint(const std::string& name, size_t channel, uint8_t shade = 0) const;
  void write(const std::string& name, const std::vector<std::byte>& bytes) const;
  // Changes when the file was changed last.
  void touch(const std::string& name) const;

  IndexReport index() const;
  IndexReport index(const std::string& folder) const;
  // As `index --again`.
  IndexReport indexAgain() const;
  // Another network from now on, which names colours likewise.
  void useOtherModel();
  // Names of what is found, in alphabetical order.
  std::vector<std::string> search(const std::string& query) const;
  std::vector<int64_t> ids(const Database& library, const std::vector<std::string>& names) const;

  // As the command line changes tags: the file beside the library is written too.
  void addTag(const std::string& name, const std::vector<std::string>& photos) const;
  void removeTag(const std::string& name, const std::vector<std::string>& photos) const;
  void teachTag(const std::string& name, const std::vector<std::string>& yes,
                const std::vector<std::string>& no) const;

  mutable std::vector<std::string> skipped;  // what index() said
  size_t threads = 2;                        // of index()
  // What happens after index() has looked at its first photo.
  std::function<void()> meanwhile = [] {};

 private:
  IndexReport index(const std::string& folder, bool again) const;

  std::filesystem::path folder_;
  std::vector<std::byte> model_;
};

}  // namespace loupe::test
