#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "kernels/thread_pool.h"
#include "models/classifier.h"
#include "models/onnx_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string model;
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

void exportModel(const Options& options) {
  const std::vector<std::byte> model = readChecked(options.model);
  writeFile(options.out, options.format == "onnx" ? writeOnnx(model) : model);
}

}  // namespace

void addExport(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("export", "Write a model for other programs");
  command->add_option("MODEL", options->model, "A model's file or name")->required();
  command
      ->add_option("--to", options->format,
                   "onnx: for onnxruntime and others; safetensors: as Photoloupe keeps it")
      ->required()
      ->check(CLI::IsMember({"onnx", "safetensors"}));
  command->add_option("OUT", options->out, "The file to write")->required();
  command->callback([options] { exportModel(*options); });
}

}  // namespace loupe::cli
