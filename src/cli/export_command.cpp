#include <filesystem>
#include <memory>
#include <span>
#include <system_error>

#include "cli/commands.h"
#include "cli/files.h"
#include "kernels/thread_pool.h"
#include "library/native/library_file.h"
#include "library/store/library_export.h"
#include "models/classifier.h"
#include "models/onnx_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string source;
  std::string format;
  std::string out;
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

void exportModel(const Options& options) {
  const std::vector<std::byte> model = readChecked(options.source);
  writeFile(options.out, options.format == "onnx" ? writeOnnx(model) : model);
}

void writeSidecars(const Database& library, const std::string& folder) {
  for (const Sidecar& sidecar : exportXmp(library)) {
    const std::filesystem::path path = std::filesystem::path(folder) / sidecar.path;
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    writeFile(path.string(), std::as_bytes(std::span(sidecar.content)));
  }
}

void exportLibrary(const Options& options) {
  const Database library = openLibrary(options.source);
  if (options.format == "xmp") {
    writeSidecars(library, options.out);
    return;
  }
  const std::string text = options.format == "csv" ? exportCsv(library) : exportJson(library);
  writeFile(options.out, std::as_bytes(std::span(text)));
}

void exportSource(const Options& options) {
  const bool isLibrary = isLibraryFile(options.source);
  if (isLibrary != isLibraryFormat(options.format)) {
    throw CLI::ValidationError(
        "--to", options.source + (isLibrary ? " is a library: csv, json or xmp is wanted"
                                            : " is no library: onnx or safetensors is wanted"));
  }
  isLibrary ? exportLibrary(options) : exportModel(options);
}

}  // namespace

void addExport(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("export", "Write a model, or a library's tags, for other programs");
  command->add_option("SOURCE", options->source, "A model's file or name, or a library")
      ->required();
  command
      ->add_option(
          "--to", options->format,
          "Of a model, onnx: for onnxruntime and others; safetensors: as Photoloupe keeps it. Of a "
          "library, csv or json: a file; xmp: a sidecar for each photo")
      ->required()
      ->check(CLI::IsMember({"onnx", "safetensors", "csv", "json", "xmp"}));
  command
      ->add_option("OUT", options->out,
                   "The file to write; for xmp the folder, such as that of the photos")
      ->required();
  command->callback([options] { exportSource(*options); });
}

}  // namespace loupe::cli
