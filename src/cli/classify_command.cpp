#include <algorithm>
#include <iostream>
#include <memory>
#include <variant>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_option.h"
#include "cli/numbers.h"
#include "cli/photo_workers.h"
#include "cli/progress_bar.h"
#include "error.h"
#include "models/json_writer.h"
#include "ordered_work.h"

namespace loupe::cli {
namespace {

struct Options {
  std::vector<std::string> photos;
  std::string model = "efficientnet-lite0";
  size_t top = 5;
  int threads = hardwareThreads();
  bool json = false;
  bool strict = false;
};

std::string toJson(const std::string& file, const Classification& classification) {
  JsonWriter json;
  json.beginObject().member("file", file).key("predictions").beginArray();
  for (const Prediction& prediction : classification.predictions) {
    json.beginObject()
        .member("label", prediction.label)
        .member("index", prediction.index)
        .member("probability", prediction.probability)
        .endObject();
  }
  json.endArray().key("tags").beginArray();
  for (const Tag& tag : classification.tags) {
    json.beginObject()
        .member("name", tag.name)
        .member("probability", tag.probability)
        .member("wnid", tag.wnid)
        .endObject();
  }
  json.endArray();
  if (const auto& familiarity = classification.familiarity) {
    json.member("unlike", familiarity->unlike).member("similarity", familiarity->similarity);
  }
  return json.endObject().text();
}

std::string percent(float probability) {
  char text[16];
  std::snprintf(text, sizeof text, "%5.1f%%", 100.0 * static_cast<double>(probability));
  return text;
}

std::string toText(const std::string& file, const Classification& classification) {
  std::string tags;
  for (const Tag& tag : classification.tags) tags += (tags.empty() ? "" : ", ") + tag.name;
  const auto& familiarity = classification.familiarity;
  std::string text = file + ": ";
  if (familiarity) {
    text += familiarity->unlike ? "unlike anything that the model was shown"
                                : classification.predictions.front().label;
  } else {
    text += tags.empty() ? "not sure" : tags;
  }
  for (const Prediction& prediction : classification.predictions) {
    text += "\n  " + percent(prediction.probability) + "  " + prediction.label;
  }
  return text;
}

void classify(const Options& options) {
  const std::vector<std::string> photos = listPhotos(options.photos);
  if (photos.empty()) throw Error(ErrorCode::Storage, "no photos were named on standard input");
  const size_t workerCount = std::min(photos.size(), static_cast<size_t>(options.threads));
  PhotoWorkers workers(readModel(options.model), workerCount, options.threads);

  ProgressBar progress(photos.size(), "photos");
  std::vector<std::string> failures;
  const auto consume = [&](size_t index, const Outcome& outcome) {
    progress.wipe();
    if (const auto* classification = std::get_if<Classification>(&outcome)) {
      const std::string& file = photos[index];
      std::cout << (options.json ? toJson(file, *classification) : toText(file, *classification))
                << '\n';
      if (!std::cout.flush()) throw Error(ErrorCode::Storage, "standard output cannot be written");
    } else {
      failures.push_back(std::get<std::string>(outcome));
      if (options.strict) return false;
      if (photos.size() > 1) std::cerr << "photoloupe: skipped: " << failures.back() << '\n';
    }
    progress.show(index + 1);
    return true;
  };
  workInOrder<Outcome>(
      photos.size(), workers.count(),
      [&](size_t worker, size_t index) {
        return workers.classify(worker, photos[index], options.top);
      },
      consume);

  if (failures.empty()) return;
  if (options.strict || photos.size() == 1) throw Error(ErrorCode::BadImage, failures.front());
  if (failures.size() == photos.size()) {
    throw Error(ErrorCode::BadImage,
                "none of the " + std::to_string(photos.size()) + " photos could be read");
  }
}

}  // namespace

void addClassify(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("classify", "Name what is in photos");
  addList(*command, "PHOTO", options->photos,
          "Photos, folders of photos, or - for a list on standard input")
      ->required();
  command->add_option("--model", options->model, "Name or file of the model")
      ->capture_default_str();
  command->add_option("--top", options->top, "How many labels a photo gets")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command->add_option("--threads", options->threads, "Threads to use")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON value a photo and line");
  command->add_flag("--strict", options->strict, "Fail at the first photo that cannot be read");
  command->callback([options] { classify(*options); });
}

}  // namespace loupe::cli
