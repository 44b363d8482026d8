// photoloupe: the engine as a command line tool.
#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include "cli/commands.h"

namespace {

constexpr int kFailure = 1;
constexpr int kWrongUsage = 2;

// One line, whatever a file is called.
int fail(int exitCode, std::string sentence) {
  std::ranges::replace_if(sentence, [](char c) { return c >= 0 && c < ' '; }, ' ');
  std::cout.flush();
  std::cerr << "photoloupe: error: " << sentence << '\n';
  return exitCode;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit is a write that fails, as on a full disk
  CLI::App program("Names what is in photos, on this machine.", "photoloupe");
  program.set_version_flag("--version", "photoloupe " LOUPE_VERSION);
  program.require_subcommand(1);
  loupe::cli::addClassify(program);
  loupe::cli::addSummary(program);
  loupe::cli::addTrain(program);
  loupe::cli::addEvaluate(program);
  loupe::cli::addFewShot(program);
  loupe::cli::addExport(program);
  loupe::cli::addIndex(program);
  loupe::cli::addSearch(program);
  loupe::cli::addSimilar(program);
  loupe::cli::addTag(program);
  loupe::cli::addBench(program);
  try {
    program.parse(argc, argv);
    std::cout.flush();
    return 0;
  } catch (const CLI::Success& help) {
    return program.exit(help);
  } catch (const CLI::RuntimeError& stopped) {
    return stopped.get_exit_code();
  } catch (const CLI::ParseError& error) {
    return fail(kWrongUsage, std::string(error.what()) + "; see 'photoloupe --help'");
  } catch (const std::bad_alloc&) {
    return fail(kFailure, "there is not enough memory");
  } catch (const std::exception& error) {
    return fail(kFailure, error.what());
  }
}
