# clang-tidy over the sources of the libraries and the tool, thirty at a time: most of what it takes goes to the headers
# that they all include. One check takes a quarter of all and finds only copies: it runs with ALL.
#   cmake -D SOURCE=<this project> -D BUILD=<folder> -D CXX=<compiler> -D RUN=<run-clang-tidy> -D TIDY=<clang-tidy> [-D ALL=ON] -P Tidy.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "failed (${code}): ${ARGN}")
  endif()
endfunction()

run(${CMAKE_COMMAND} -S ${SOURCE} -B ${BUILD} -G Ninja -D CMAKE_BUILD_TYPE=Release -D CMAKE_CXX_COMPILER=${CXX}
  -D AFTERLIFE_TESTS=OFF -D AFTERLIFE_PRECOMPILE=OFF -D AFTERLIFE_UNITY=30)
set(left_out -bugprone-suspicious-include)
if(NOT ALL)
  string(APPEND left_out ",-performance-unnecessary-value-param")
endif()
# The frameworks as a C++ file are not written here.
run(${RUN} -quiet -j 2 -clang-tidy-binary ${TIDY} -config-file=${SOURCE}/.clang-tidy -checks=${left_out}
  -p ${BUILD} "^(?!.*/shipped_files[.]cpp).*/(model|solver|cli)/")
