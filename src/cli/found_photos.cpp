#include "cli/found_photos.h"

#include <cstdio>
#include <iostream>

#include "models/json_writer.h"

namespace loupe::cli {
namespace {

std::string toJson(const std::vector<FoundPhoto>& photos) {
  JsonWriter json;
  json.beginArray();
  for (const FoundPhoto& photo : photos) {
    json.beginObject()
        .member("file", photo.file)
        .member("score", photo.score)
        .key("tags")
        .beginArray();
    for (const std::string& tag : photo.tags) json.value(tag);
    json.endArray().endObject();
  }
  return json.endArray().text();
}

std::string toText(const FoundPhoto& photo) {
  char score[16];
  std::snprintf(score, sizeof score, "%.3f  ", photo.score);
  std::string text = score + photo.file;
  const char* separator = ": ";
  for (const std::string& tag : photo.tags) {
    text += separator + tag;
    separator = ", ";
  }
  return text;
}

}  // namespace

void print(const std::vector<FoundPhoto>& photos, bool asJson) {
  if (asJson) {
    std::cout << toJson(photos) << '\n';
    return;
  }
  for (const FoundPhoto& photo : photos) std::cout << toText(photo) << '\n';
}

}  // namespace loupe::cli
