# Configures and builds what the test `sanitized-tests` runs.
#   cmake -D SOURCE=<this project> -D BUILD=<folder> -D CXX=<compiler> -D LAUNCHER=<launcher or nothing> -P build.cmake
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "failed (${code}): ${ARGN}")
  endif()
endfunction()

# Line numbers are all that a sanitizer's report needs.
run(${CMAKE_COMMAND} --preset dev -B ${BUILD} -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_CXX_FLAGS_DEBUG=-g1
  -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER} -D AFTERLIFE_UNITY=30)
run(${CMAKE_COMMAND} --build ${BUILD} --target sanitized --parallel 2)
