#include <csignal>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <thread>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/progress_bar.h"
#include "error.h"
#include "library/native/indexer.h"
#include "library/native/library_file.h"
#include "library/native/photo_folder.h"
#include "library/native/tag_file.h"
#include "library/store/library_error.h"
#include "models/json_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string folder;
  std::string library;
  std::string model = "efficientnet-lite0";
  int threads = hardwareThreads();
  bool again = false;
  bool watch = false;
  bool json = false;
};

std::atomic<bool> stopAsked = false;

void stopAtSignal() {
  const auto stop = [](int) { stopAsked = true; };
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
}

// What was a library once, however little is left of it.
bool wasLibrary(const std::string& file) {
  std::error_code ignored;
  return isLibraryFile(file) || std::filesystem::exists(tagFileOf(file), ignored);
}

Database openOrRebuild(const std::string& file) {
  try {
    return openOrCreateLibrary(file);
  } catch (const LibraryError& damage) {
    if (damage.failure() != LibraryFailure::Damaged) throw;
    if (!wasLibrary(file)) {
      throw Error(ErrorCode::Storage,
                  file + ": this is another file, and no library; a new name is wanted");
    }
    std::cerr << "photoloupe: " << damage.what() << "; it is made anew, and kept as "
              << moveAside(file) << '\n';
    return openOrCreateLibrary(file);
  }
}

std::string toJson(const IndexReport& report, size_t photos, double seconds) {
  return JsonWriter()
      .beginObject()
      .member("photos", photos)
      .member("added", report.added)
      .member("changed", report.changed)
      .member("moved", report.moved)
      .member("removed", report.removed)
      .member("unchanged", report.unchanged)
      .member("failed", report.failed)
      .member("seconds", seconds)
      .endObject()
      .text();
}

std::string toText(const IndexReport& report, size_t photos, double seconds) {
  const size_t looked = report.added + report.changed + report.moved + report.failed;
  char rate[64];
  std::snprintf(rate, sizeof rate, "%.1f s, %.1f photos a second", seconds,
                static_cast<double>(looked) / std::max(seconds, 1e-9));
  const auto part = [](size_t count, const char* what) {
    return count > 0 ? ", " + std::to_string(count) + what : std::string();
  };
  return std::to_string(photos) + " photos: " + std::to_string(report.added) + " new" +
         part(report.changed, " changed") + part(report.moved, " moved") +
         part(report.removed, " removed") + part(report.failed, " not readable") + " (" + rate +
         ")";
}

bool hasChanged(const IndexReport& report) {
  return report.added + report.changed + report.moved + report.removed > 0;
}

// What was said of files that cannot be read: a watched folder is looked at again and again, and each is told of once.
using Told = std::set<std::string>;

void update(const Options& options, Indexer& indexer, const Database& library, bool isFirst,
            Told& told) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  std::unique_ptr<ProgressBar> progress;
  IndexEvents events;
  events.stop = &stopAsked;
  events.onProgress = [&](size_t done, size_t total) {
    if (!progress) progress = std::make_unique<ProgressBar>(total, "photos");
    progress->show(done);
  };
  Told toldNow;
  events.onSkipped = [&](const std::string& sentence) {
    toldNow.insert(sentence);
    if (told.contains(sentence)) return;
    if (progress) progress->wipe();
    std::cerr << "photoloupe: skipped: " << sentence << '\n';
  };
  const IndexReport report = indexer.update(library, options.folder, events);
  progress.reset();
  told = std::move(toldNow);
  if (!isFirst && !hasChanged(report)) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const auto photos =
      static_cast<size_t>(library.integer("SELECT count(*) FROM photo WHERE error IS NULL"));
  std::cout << (options.json ? toJson(report, photos, seconds) : toText(report, photos, seconds))
            << '\n'
            << std::flush;
}

void waitForChanges(std::chrono::milliseconds pause) {
  constexpr auto kStep = std::chrono::milliseconds(100);  // until a signal is seen
  for (auto waited = kStep; waited < pause && !stopAsked; waited += kStep) {
    std::this_thread::sleep_for(kStep);
  }
}

// A folder that is not there, on a disk that was taken out or in a network that is down, may come back, and a library that
// another program keeps busy is free later.
void keepUp(const Options& options, Indexer& indexer, const Database& library, Told& told) {
  try {
    update(options, indexer, library, /*isFirst=*/false, told);
  } catch (const LibraryError&) {
    throw;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::Storage) throw;
    const std::string sentence = error.what();
    if (!told.contains(sentence)) std::cerr << "photoloupe: waiting: " << sentence << '\n';
    told = {sentence};
  }
}

void watch(const Options& options, Indexer& indexer, const Database& library, Told& told) {
  // A folder that takes long to list is listed less often: a twentieth of the time goes into it.
  constexpr auto kPause = std::chrono::milliseconds(2000);
  std::chrono::milliseconds pause = kPause;
  while (true) {
    waitForChanges(pause);
    if (stopAsked) return;
    const auto start = std::chrono::steady_clock::now();
    keepUp(options, indexer, library, told);
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    pause = std::max(kPause, 20 * taken);
  }
}

void index(const Options& options) {
  constexpr int kInterrupted = 130;  // 128 + SIGINT, as shells have it
  stopAtSignal();
  static_cast<void>(canonicalFolder(options.folder));  // before a library is made
  const Database library = openOrRebuild(options.library);
  Indexer indexer(readModel(options.model), static_cast<size_t>(options.threads));
  if (options.again) indexer.lookAgain(library, options.folder);
  Told told;
  update(options, indexer, library, /*isFirst=*/true, told);
  if (options.watch) {
    watch(options, indexer, library, told);
  } else if (stopAsked) {
    throw CLI::RuntimeError(kInterrupted);
  }
}

}  // namespace

void addIndex(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "index", "Make a library of a folder's photos, or bring it up to date");
  command->add_option("PHOTO_DIR", options->folder, "The folder; those below it count")->required();
  command->add_option("--library", options->library, "The library's file")->required();
  command->add_option("--model", options->model, "Name or file of the model")
      ->capture_default_str();
  command->add_option("--jobs,--threads", options->threads, "Photos to look at at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command->add_flag("--again", options->again,
                    "Look at all photos again, as another model needs; people's tags stay");
  command->add_flag("--watch", options->watch, "Keep the library up to date until interrupted");
  command->add_flag("--json", options->json, "One JSON value each time that it is up to date");
  command->callback([options] { index(*options); });
}

}  // namespace loupe::cli
