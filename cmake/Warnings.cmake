# Warnings and sanitizers as an INTERFACE target that is never exported.
add_library(afterlife_warnings INTERFACE)
target_compile_options(afterlife_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wcast-qual)
# GCC 12 takes `"text" + std::move(string)` for an overlapping copy (GCC bug 105651). Where headers are precompiled it does
# not know them for the system's, and takes copies inside std::string for ones that are too long.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(afterlife_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-array-bounds)
endif()
# The stable sorts of libstdc++ 12 use what it has itself marked as deprecated, and clang reports that where they are used.
target_compile_options(afterlife_warnings INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
if(AFTERLIFE_WERROR)
  target_compile_options(afterlife_warnings INTERFACE -Werror)
endif()
# Objects for both: GCC compares types where it links its intermediate language, and programs are linked without it.
if(AFTERLIFE_ONE_DEFINITION)
  target_compile_options(afterlife_warnings INTERFACE -flto -ffat-lto-objects)
  target_link_options(afterlife_warnings INTERFACE -fno-lto)
endif()
# The code of the tests is not what is tested: the checks for undefined behaviour are nearly a third of what it takes to compile.
define_property(TARGET PROPERTY AFTERLIFE_OF_TESTS INITIALIZE_FROM_VARIABLE code_AFTERLIFE_OF_TESTS)
if(AFTERLIFE_SANITIZE)
  target_compile_options(afterlife_warnings INTERFACE
    -fsanitize=address$<$<NOT:$<BOOL:$<TARGET_PROPERTY:AFTERLIFE_OF_TESTS>>>:,undefined>
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(afterlife_warnings INTERFACE -fsanitize=address,undefined)
endif()
