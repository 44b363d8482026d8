#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/files.h"
#include "kernels/thread_pool.h"
#include "models/architecture.h"
#include "models/classifier.h"
#include "models/convnet.h"
#include "models/json_writer.h"

namespace loupe::cli {
namespace {

struct Options {
  std::string model;
  bool json = false;
};

std::string toJson(const SummaryRow& row) {
  JsonWriter json;
  json.beginObject()
      .member("name", row.name)
      .member("type", row.type)
      .key("outputShape")
      .beginArray();
  for (const size_t extent : row.outputShape.extents()) json.value(extent);
  return json.endArray().member("parameters", row.parameters).endObject().text();
}

void print(const std::string& name, const std::vector<SummaryRow>& rows, bool json) {
  if (!json) {
    std::cout << formatSummary(name, rows);
    return;
  }
  for (const SummaryRow& row : rows) std::cout << toJson(row) << '\n';
}

void summarize(const Options& options) {
  if (options.model == "convnet") {
    const Architecture convnet = readArchitecture(convnetArchitecture());
    print(convnet.graph.name(), convnet.graph.summary(), options.json);
    return;
  }
  ThreadPool pool(1);
  const Classifier classifier(readModel(options.model), pool);
  print(classifier.name(), classifier.summary(), options.json);
}

}  // namespace

void addSummary(CLI::App& program) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("summary", "Print a model's layers, shapes and parameters");
  command->add_option("MODEL", options->model, "A model's file or name, or convnet")->required();
  command->add_flag("--json", options->json, "One JSON value a layer and line");
  command->callback([options] { summarize(*options); });
}

}  // namespace loupe::cli
