// The main function of the doctest executables; in a file of its own because doctest takes long to compile.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
