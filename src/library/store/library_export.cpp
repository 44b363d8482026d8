#include "library/store/library_export.h"

#include <chrono>
#include <cstdio>

#include "library/store/labels.h"
#include "library/store/library_schema.h"
#include "library/store/tag_name.h"
#include "library/xmp.h"
#include "models/json_writer.h"

namespace loupe {
namespace {

struct ExportedTag {
  std::string name;
  std::vector<std::string> path;
  double probability = 0;
  bool isOwn = false;
};

struct ExportedPhoto {
  std::string root;
  std::string path;
  std::vector<ExportedTag> tags;
  std::string taken;
  std::string camera;
  size_t width = 0;
  size_t height = 0;

  std::string file() const { return root.empty() ? path : root + "/" + path; }
};

std::string isoTime(int64_t seconds) {
  constexpr int64_t kDay = 24 * 60 * 60;
  const int64_t days = (seconds >= 0 ? seconds : seconds - kDay + 1) / kDay;
  const int64_t time = seconds - days * kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time / 3600), static_cast<int>(time / 60 % 60),
                static_cast<int>(time % 60));
  return text;
}

std::vector<ExportedTag> automaticTags(const std::string& labels) {
  const Vocabulary& vocabulary = builtInVocabulary();
  std::vector<ExportedTag> tags;
  for (const Label& label : readLabels(labels)) {
    ExportedTag& tag = tags.emplace_back();
    tag.name = vocabulary.concepts()[label.index].name;
    for (const size_t level : vocabulary.path(label.index))
      tag.path.push_back(vocabulary.concepts()[level].name);
    tag.probability = label.probability;
  }
  return tags;
}

std::vector<ExportedPhoto> readPhotos(const Database& library, const ChosenPhotos& chosen) {
  std::vector<ExportedPhoto> photos;
  Statement own = library.prepare(
      "SELECT name, permille FROM photo_tag JOIN tag ON tag.id = tag WHERE photo = ? ORDER BY "
      "name");
  Statement rows = library.prepare(
      "SELECT photo.id, root.path, photo.path, labels, taken, camera, width, height FROM photo "
      "JOIN root ON root.id = root WHERE error IS NULL ORDER BY root.path, photo.path");
  while (rows.step()) {
    if (chosen && !chosen->contains(rows.integer(0))) continue;
    ExportedPhoto photo{rows.text(1),
                        rows.text(2),
                        {},
                        {},
                        rows.text(5),
                        static_cast<size_t>(rows.integer(6)),
                        static_cast<size_t>(rows.integer(7))};
    if (!rows.isNull(4)) photo.taken = isoTime(rows.integer(4));
    own.bind(rows.integer(0));
    while (own.step()) {
      photo.tags.push_back(
          {own.text(0), ownTagPath(own.text(0)), static_cast<double>(own.integer(1)) / 1000, true});
    }
    for (ExportedTag& tag : automaticTags(rows.text(3))) photo.tags.push_back(std::move(tag));
    photos.push_back(std::move(photo));
  }
  return photos;
}

// Spreadsheets take what starts so for a formula, and a file's name or its EXIF text comes from anybody: an apostrophe
// says that it is text.
bool looksLikeFormula(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string csvCell(const std::string& content) {
  std::string text = (looksLikeFormula(content) ? "'" : "") + content;
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

}  // namespace

std::string exportCsv(const Database& library, const ChosenPhotos& chosen) {
  std::string csv = "file,tags,taken,camera,width,height\r\n";
  for (const ExportedPhoto& photo : readPhotos(library, chosen)) {
    std::string tags;
    for (const ExportedTag& tag : photo.tags) tags += (tags.empty() ? "" : "; ") + tag.name;
    csv += csvCell(photo.file()) + "," + csvCell(tags) + "," + photo.taken + "," +
           csvCell(photo.camera) + "," + std::to_string(photo.width) + "," +
           std::to_string(photo.height) + "\r\n";
  }
  return csv;
}

std::string exportJson(const Database& library, const ChosenPhotos& chosen) {
  JsonWriter json;
  json.beginArray();
  for (const ExportedPhoto& photo : readPhotos(library, chosen)) {
    json.beginObject().member("file", photo.file()).key("tags").beginArray();
    for (const ExportedTag& tag : photo.tags) {
      json.beginObject().member("name", tag.name).key("path").beginArray();
      for (const std::string& level : tag.path) json.value(level);
      json.endArray().member("probability", tag.probability).member("own", tag.isOwn).endObject();
    }
    json.endArray()
        .member("taken", photo.taken)
        .member("camera", photo.camera)
        .member("width", photo.width)
        .member("height", photo.height)
        .endObject();
  }
  return json.endArray().text() + "\n";
}

std::vector<Sidecar> exportXmp(const Database& library, const ChosenPhotos& chosen) {
  const bool hasRoots = library.integer("SELECT count(*) FROM root") > 1;
  std::vector<Sidecar> sidecars;
  for (const ExportedPhoto& photo : readPhotos(library, chosen)) {
    if (photo.tags.empty()) continue;
    std::vector<std::vector<std::string>> paths;
    for (const ExportedTag& tag : photo.tags) paths.push_back(tag.path);
    const std::string folder = hasRoots ? photo.root.substr(photo.root.rfind('/') + 1) + "/" : "";
    sidecars.push_back({folder + photo.path + ".xmp", xmpSidecar(paths)});
  }
  return sidecars;
}

}  // namespace loupe
