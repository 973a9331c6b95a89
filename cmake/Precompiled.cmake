# The standard headers that nearly every file includes, compiled once. Every file still includes what it uses: with a
# launcher (ccache cannot keep what was compiled with them), or AFTERLIFE_PRECOMPILE=OFF, nothing is precompiled.
#
#   afterlife_precompile(afterlife_model afterlife_solver)                # targets that are compiled alike
#   afterlife_precompile_alone(unit_tests <doctest/doctest.h>)            # one that is compiled otherwise, with more headers
option(AFTERLIFE_PRECOMPILE "Compile common headers once" ON)

set(afterlife_common_headers <algorithm> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view>
  <unordered_map> <vector> <tl/expected.hpp>)
if(NOT AFTERLIFE_PRECOMPILE OR CMAKE_CXX_COMPILER_LAUNCHER)
  set(afterlife_common_headers)
endif()

function(afterlife_precompile)
  if(NOT afterlife_common_headers)
    return()
  endif()
  if(NOT TARGET afterlife_precompiled)
    find_package(tl-expected REQUIRED)
    file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "")
    add_library(afterlife_precompiled STATIC ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(afterlife_precompiled PRIVATE tl::expected afterlife_warnings)
    target_precompile_headers(afterlife_precompiled PRIVATE ${afterlife_common_headers})
  endif()
  foreach(target ${ARGN})
    target_precompile_headers(${target} REUSE_FROM afterlife_precompiled)
  endforeach()
endfunction()

function(afterlife_precompile_alone target)
  if(afterlife_common_headers)
    target_precompile_headers(${target} PRIVATE ${afterlife_common_headers} ${ARGN})
  endif()
endfunction()
