#include <filesystem>
#include <iostream>
#include <memory>
#include <span>
#include <system_error>

#include "cli/commands.h"
#include "cli/files.h"
#include "error.h"
#include "kernels/thread_pool.h"
#include "library/native/library_file.h"
#include "library/native/whole_file.h"
#include "library/store/library_export.h"
#include "library/xmp.h"
#include "models/classifier.h"
#include "models/head_file.h"
#include "models/json_writer.h"
#include "models/onnx_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string source;
  std::string format;
  std::string out;
  bool json = false;
};

// What classifies is a model: a damaged file is not passed on.
std::vector<std::byte> readChecked(const std::string& model) {
  std::vector<std::byte> file = readModel(model);
  ThreadPool pool(1);
  static_cast<void>(Classifier(file, pool));
  return file;
}

bool isLibraryFormat(const std::string& format) {
  return format == "csv" || format == "json" || format == "xmp";
}

// Of whichever network that set-up made it was learned on.
std::vector<std::byte> headOf(std::span<const std::byte> model) {
  const std::string quantized = "efficientnet-lite0";
  try {
    return headAlone(model, readModel(quantized), quantized);
  } catch (const Error&) {
    const std::string name = quantized + "-float32";
    return headAlone(model, readModel(name), name);
  }
}

size_t exportModel(const Options& options) {
  const std::vector<std::byte> model = readChecked(options.source);
  writeFile(options.out, options.format == "onnx"   ? writeOnnx(model)
                         : options.format == "head" ? headOf(model)
                                                    : model);
  return 1;
}

// A library may come from anybody: nothing is written elsewhere.
bool staysBelow(const std::filesystem::path& path) {
  const std::filesystem::path normal = path.lexically_normal();
  return normal.is_relative() && *normal.begin() != "..";
}

// Why a sidecar is not written; empty when it is.
std::string objectionTo(const Sidecar& sidecar, const std::filesystem::path& path) {
  if (!staysBelow(sidecar.path)) return "this path leads out of the folder";
  if (!std::filesystem::exists(path)) return {};
  const std::vector<std::byte> known = readFile(path.string());
  const bool isOwn = isOwnSidecar({reinterpret_cast<const char*>(known.data()), known.size()});
  return isOwn ? "" : "another program wrote this sidecar; it stays as it is";
}

size_t writeSidecars(const Database& library, const std::string& folder) {
  size_t written = 0;
  for (const Sidecar& sidecar : exportXmp(library)) {
    const std::filesystem::path path = std::filesystem::path(folder) / sidecar.path;
    if (const std::string objection = objectionTo(sidecar, path); !objection.empty()) {
      std::cerr << "photoloupe: skipped: " << path.string() << ": " << objection << '\n';
      continue;
    }
    std::error_code ignored;  // the file says what is wrong
    std::filesystem::create_directories(path.parent_path(), ignored);
    writeFile(path.string(), std::as_bytes(std::span(sidecar.content)));
    ++written;
  }
  return written;
}

size_t writeText(const std::string& path, const std::string& text) {
  writeFile(path, std::as_bytes(std::span(text)));
  return 1;
}

size_t exportLibrary(const Options& options) {
  const Database library = openLibrary(options.source);
  if (options.format == "xmp") return writeSidecars(library, options.out);
  return writeText(options.out, options.format == "csv" ? exportCsv(library) : exportJson(library));
}

void exportSource(const Options& options) {
  const bool isLibrary = isLibraryFile(options.source);
  if (isLibrary != isLibraryFormat(options.format)) {
    throw CLI::ValidationError(
        "--to",
        options.source + (isLibrary ? " is a library: csv, json or xmp is wanted"
                                    : " is no library: onnx, safetensors or head is wanted"));
  }
  const size_t files = isLibrary ? exportLibrary(options) : exportModel(options);
  if (options.json) {
    std::cout << JsonWriter()
                     .beginObject()
                     .member("out", options.out)
                     .member("files", files)
                     .endObject()
                     .text()
              << '\n';
  }
}

}  // namespace

void addExport(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("export", "Write a model, or a library's tags, for other programs");
  command->add_option("SOURCE", options->source, "A model's file or name, or a library")
      ->required();
  command
      ->add_option("--to", options->format,
                   "Of a model, onnx: for onnxruntime and others; safetensors: as Photoloupe keeps "
                   "it; head: what was learned, for who has the network. Of a library, csv or "
                   "json: a file; xmp: a sidecar for each photo")
      ->required()
      ->check(CLI::IsMember({"onnx", "safetensors", "head", "csv", "json", "xmp"}));
  command
      ->add_option("OUT", options->out,
                   "The file to write; for xmp the folder, such as that of the photos")
      ->required();
  command->add_flag("--json", options->json, "One JSON value: what was written");
  command->callback([options] { exportSource(*options); });
}

}  // namespace loupe::cli
