// The tool's commands. Each function adds one to the program: its options and what it does. A command
// throws loupe::Error for a failure (exit code 1) and CLI::ValidationError for wrong usage (2).
#pragma once

#include <CLI/CLI.hpp>

namespace loupe::cli {

void addClassify(CLI::App& program);
void addSummary(CLI::App& program);
void addTrain(CLI::App& program);
void addEvaluate(CLI::App& program);
void addFewShot(CLI::App& program);
void addExport(CLI::App& program);
void addIndex(CLI::App& program);
void addSearch(CLI::App& program);
void addSimilar(CLI::App& program);
void addTag(CLI::App& program);
void addBench(CLI::App& program);

}  // namespace loupe::cli
