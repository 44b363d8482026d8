#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/found_photos.h"
#include "cli/numbers.h"
#include "error.h"
#include "library/native/find_photo.h"
#include "library/native/library_file.h"
#include "library/native/whole_file.h"
#include "library/photo_reader.h"
#include "library/store/embeddings.h"
#include "library/store/library_model.h"
#include "library/store/library_schema.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string library;
  std::string photo;
  std::string model = "efficientnet-lite0";
  size_t limit = 20;
  bool json = false;
};

// Of a photo of the library, as it is kept there; nothing of another one.
std::optional<Embedding> knownEmbedding(const Database& library, const std::string& photo) {
  try {
    Statement row = library.prepare("SELECT scale, vector FROM embedding WHERE photo = ?");
    if (!row.bind(findPhoto(library, photo)).step()) return std::nullopt;
    return Embedding{static_cast<float>(row.real(0)), toValues(row.blob(1))};
  } catch (const Error& error) {
    if (error.code() != ErrorCode::Storage) throw;
    return std::nullopt;
  }
}

Embedding embeddingOf(const Options& options, const Database& library) {
  if (auto known = knownEmbedding(library, options.photo)) return *std::move(known);
  const std::vector<std::byte> file = readFile(options.photo);
  const std::vector<std::byte> model = readModel(options.model);
  requireModel(library, hashContent(model));
  ThreadPool pool(hardwareThreads());
  PhotoReader reader(model, pool, builtInVocabulary());
  try {
    return reader.embed(file);
  } catch (const Error& error) {
    throw Error(error.code(), options.photo + ": " + error.what());
  }
}

void similar(const Options& options) {
  const Database library = openLibrary(options.library);
  const Embedding embedding = embeddingOf(options, library);
  std::vector<std::pair<int64_t, int64_t>> scored;
  for (const SimilarPhoto& photo : Embeddings(library).matrix().nearest(embedding, options.limit)) {
    scored.emplace_back(photo.id, std::lround(1000 * photo.similarity));
  }
  print(describePhotos(library, scored), options.json);
}

}  // namespace

void addSimilar(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("similar", "Find photos of a library that look like another one");
  command->add_option("LIBRARY", options->library, "The library's file")->required();
  command->add_option("PHOTO", options->photo, "A photo, of the library or not")->required();
  command->add_option("--limit", options->limit, "The most photos to find")
      ->check(wholeNumber(1))
      ->capture_default_str();
  command->add_option("--model", options->model, "The model that the library was made with")
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON array on one line");
  command->callback([options] { similar(*options); });
}

}  // namespace loupe::cli
