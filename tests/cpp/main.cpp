#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
#ifdef __EMSCRIPTEN__
  // Under node every output passes for a terminal.
  context.setOption("no-colors", true);
#endif
  return context.run();
}
