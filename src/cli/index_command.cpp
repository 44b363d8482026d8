#include <csignal>

#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/progress_bar.h"
#include "library/native/indexer.h"
#include "library/native/library_file.h"
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

Database openOrRebuild(const std::string& file) {
  try {
    return openOrCreateLibrary(file);
  } catch (const LibraryError& damage) {
    if (damage.failure() != LibraryFailure::Damaged) throw;
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

void update(const Options& options, Indexer& indexer, const Database& library, bool isFirst) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  std::unique_ptr<ProgressBar> progress;
  IndexEvents events;
  events.stop = &stopAsked;
  events.onProgress = [&](size_t done, size_t total) {
    if (!progress) progress = std::make_unique<ProgressBar>(total, "photos");
    progress->show(done);
  };
  events.onSkipped = [&](const std::string& sentence) {
    if (progress) progress->wipe();
    std::cerr << "photoloupe: skipped: " << sentence << '\n';
  };
  const IndexReport report = indexer.update(library, options.folder, events);
  progress.reset();
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

void index(const Options& options) {
  stopAtSignal();
  const Database library = openOrRebuild(options.library);
  Indexer indexer(readModel(options.model), static_cast<size_t>(options.threads));
  if (options.again) indexer.lookAgain(library, options.folder);
  for (bool isFirst = true; !stopAsked; isFirst = false) {
    const auto start = std::chrono::steady_clock::now();
    update(options, indexer, library, isFirst);
    if (!options.watch) return;
    // A folder that takes long to list is listed less often: a twentieth of the time goes into it.
    constexpr auto kPause = std::chrono::milliseconds(2000);
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    waitForChanges(isFirst ? kPause : std::max(kPause, 20 * taken));
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
