# A room: a folder whose sources belong to one library and, in a unity build, are compiled together. What it may include
# stands in tests/house/allowed_includes.txt.
#
#   afterlife_room(afterlife_solver births.cpp deletions.cpp)     # in the room's CMakeLists.txt
set(AFTERLIFE_UNITY OFF CACHE STRING "ON: compile the sources of each room together; a number: so many at a time, across rooms")

function(afterlife_room target)
  set(sources ${ARGN})
  list(TRANSFORM sources PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE room)
  string(REPLACE "/" "_" room ${room})
  target_sources(${target} PRIVATE ${sources})
  set_source_files_properties(${sources} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${room})
  if(AFTERLIFE_UNITY GREATER 0)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${AFTERLIFE_UNITY})
  elseif(AFTERLIFE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endif()
endfunction()
