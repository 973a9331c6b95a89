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
# Three of the checks are a third of what it takes to compile, and can find nothing here that others do not: without casts
# between types of objects nothing is misaligned or of another dynamic type, and what is read through null the address
# sanitizer stops; the library's assertions stop what is taken from an empty optional or pointer, or past an end. The code
# of the tests is not what is tested: there the other checks of undefined behaviour are left out as well.
define_property(TARGET PROPERTY AFTERLIFE_OF_TESTS INITIALIZE_FROM_VARIABLE code_AFTERLIFE_OF_TESTS)
if(AFTERLIFE_SANITIZE)
  set(undefined "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:AFTERLIFE_OF_TESTS>>>:-fsanitize=undefined;-fno-sanitize=null,alignment,vptr>")
  target_compile_options(afterlife_warnings INTERFACE
    -fsanitize=address "${undefined}" -fno-sanitize-recover=all -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  target_link_options(afterlife_warnings INTERFACE -fsanitize=address,undefined)
endif()
