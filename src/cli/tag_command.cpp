#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/list_option.h"
#include "library/native/find_photo.h"
#include "library/native/library_file.h"
#include "library/native/tag_file.h"
#include "library/store/tag_store.h"
#include "library/text.h"
#include "models/json_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string library;
  std::string name;
  std::vector<std::string> photos;
  std::vector<std::string> yes;
  std::vector<std::string> no;
  bool json = false;
};

std::vector<int64_t> findPhotos(const Database& library, const std::vector<std::string>& files) {
  std::vector<int64_t> photos;
  for (const std::string& file : files) photos.push_back(findPhoto(library, file));
  return photos;
}

void list(const Options& options) {
  const std::vector<TagCount> tags = listTags(openLibrary(options.library));
  JsonWriter json;
  json.beginArray();
  for (const TagCount& tag : tags) {
    if (!options.json) {
      std::cout << tag.photos << '\t' << tag.name
                << (tag.isTaught ? "\ttaught"
                    : tag.isOwn  ? "\town"
                                 : "")
                << '\n';
      continue;
    }
    json.beginObject()
        .member("name", tag.name)
        .member("photos", tag.photos)
        .member("own", tag.isOwn)
        .member("taught", tag.isTaught)
        .endObject();
  }
  if (options.json) std::cout << json.endArray().text() << '\n';
}

size_t countPhotos(const Database& library, const std::string& name) {
  const std::vector<TagCount> tags = listTags(library);
  const auto words = splitWords(foldText(name));
  const auto tag = std::ranges::find_if(
      tags, [&](const TagCount& known) { return splitWords(foldText(known.name)) == words; });
  return tag == tags.end() ? 0 : tag->photos;
}

// After every change: the file beside the library, and how many photos have the tag now.
void finish(const Options& options, const Database& library) {
  writeTagFile(library);
  if (!options.json) return;
  std::cout << JsonWriter()
                   .beginObject()
                   .member("name", options.name)
                   .member("photos", countPhotos(library, options.name))
                   .endObject()
                   .text()
            << '\n';
}

void add(const Options& options) {
  const Database library = openLibrary(options.library);
  Embeddings embeddings(library);
  loupe::addTag(library, embeddings, options.name, findPhotos(library, options.photos));
  finish(options, library);
}

void remove(const Options& options) {
  const Database library = openLibrary(options.library);
  Embeddings embeddings(library);
  removeTag(library, embeddings, options.name, findPhotos(library, options.photos));
  finish(options, library);
}

void teach(const Options& options) {
  const Database library = openLibrary(options.library);
  Embeddings embeddings(library);
  const size_t count = teachTag(library, embeddings, options.name, findPhotos(library, options.yes),
                                findPhotos(library, options.no));
  finish(options, library);
  if (!options.json) std::cout << count << " photos are '" << options.name << "' now\n";
}

CLI::App* addAction(CLI::App* command, const char* name, const char* description, const char* json,
                    Options& options) {
  CLI::App* action = command->add_subcommand(name, description);
  action->add_option("LIBRARY", options.library, "The library's file")->required();
  action->add_flag("--json", options.json, json);
  return action;
}

void addPhotos(CLI::App* action, Options& options) {
  action->add_option("NAME", options.name, "The tag")->required();
  addList(*action, "PHOTO", options.photos, "Photos of the library")->required();
}

}  // namespace

void addTag(CLI::App& program) {
  constexpr const char* kCount = "One JSON value: how many photos have the tag now";
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("tag", "Tags of a library's photos: list, add, remove, teach");
  command->require_subcommand(1);

  CLI::App* listing = addAction(command, "list", "All tags, and how many photos have them",
                                "One JSON array on one line", *options);
  listing->callback([options] { list(*options); });

  CLI::App* adding = addAction(
      command, "add", "Give photos a tag of your own; \"Family|Anna\" is Anna below Family", kCount,
      *options);
  addPhotos(adding, *options);
  adding->callback([options] { add(*options); });

  CLI::App* removing =
      addAction(command, "remove", "Take a tag from photos, your own or an automatic one, for good",
                kCount, *options);
  addPhotos(removing, *options);
  removing->callback([options] { remove(*options); });

  CLI::App* teaching = addAction(
      command, "teach", "Say of some photos that a tag is theirs or is not; it finds the others",
      kCount, *options);
  teaching->add_option("NAME", options->name, "The tag")->required();
  CLI::Option_group* examples = teaching->add_option_group("EXAMPLES");
  examples->add_option("--yes", options->yes, "Photos that have it");
  examples->add_option("--no", options->no, "Photos that have not");
  examples->require_option(1, 2);
  teaching->callback([options] { teach(*options); });
}

}  // namespace loupe::cli
