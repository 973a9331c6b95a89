# Style: `format` rewrites the sources, the tests labelled `style` check them. The tests need clang-format-19 and
# clang-tidy-19; where one is not installed its test is left out, and said to be.
find_program(AFTERLIFE_CLANG_FORMAT NAMES clang-format-19)
find_program(AFTERLIFE_RUN_CLANG_TIDY NAMES run-clang-tidy-19)
find_program(AFTERLIFE_CLANG_TIDY NAMES clang-tidy-19)
set(AFTERLIFE_TIDY ON CACHE STRING "Register clang-tidy as a test; ALL: with the check that takes longest, too")

set(afterlife_globs)
foreach(folder model solver cli tests)
  list(APPEND afterlife_globs ${PROJECT_SOURCE_DIR}/${folder}/*.hpp ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
endforeach()
file(GLOB_RECURSE afterlife_sources CONFIGURE_DEPENDS ${afterlife_globs})

if(AFTERLIFE_CLANG_FORMAT)
  add_custom_target(format COMMAND ${AFTERLIFE_CLANG_FORMAT} -i ${afterlife_sources} VERBATIM)
  add_test(NAME format COMMAND ${AFTERLIFE_CLANG_FORMAT} --dry-run -Werror --ferror-limit=3 ${afterlife_sources})
  set_tests_properties(format PROPERTIES LABELS style)
else()
  message(STATUS "clang-format-19 is not installed: the test `format` is left out")
endif()

if(AFTERLIFE_TIDY AND AFTERLIFE_CLANG_TIDY AND AFTERLIFE_RUN_CLANG_TIDY)
  add_test(NAME tidy COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR} -D BUILD=${PROJECT_BINARY_DIR}/tidy
    -D CXX=${CMAKE_CXX_COMPILER} -D RUN=${AFTERLIFE_RUN_CLANG_TIDY} -D TIDY=${AFTERLIFE_CLANG_TIDY}
    -D ALL=$<STREQUAL:${AFTERLIFE_TIDY},ALL>
    -P ${PROJECT_SOURCE_DIR}/cmake/Tidy.cmake)
  set_tests_properties(tidy PROPERTIES LABELS style TIMEOUT 1200 PROCESSORS 2)
elseif(AFTERLIFE_TIDY)
  message(STATUS "clang-tidy-19 is not installed: the test `tidy` is left out")
endif()
