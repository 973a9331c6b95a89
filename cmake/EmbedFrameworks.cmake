# Framework files are part of the tool: this writes them into a C++ file, as text.
#
#   afterlife_embed_frameworks(OUTPUT shipped_files.cpp DEFAULT wdf READINGS wdf-immediate wdf … FOLDER specs/frameworks)
#
# READINGS are the shipped readings, from the most permissive to the most determined; every other *.yaml in FOLDER is
# embedded too (types to extend, other frameworks). Run as a script (cmake -P) it does the writing.

function(afterlife_embed_frameworks)
  cmake_parse_arguments(arg "" "OUTPUT;DEFAULT;FOLDER" "READINGS" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS "${arg_FOLDER}/*.yaml")
  set(script "${PROJECT_SOURCE_DIR}/cmake/EmbedFrameworks.cmake")
  add_custom_command(
    OUTPUT "${arg_OUTPUT}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${arg_OUTPUT}" "-DDEFAULT=${arg_DEFAULT}" "-DREADINGS=${arg_READINGS}" "-DFOLDER=${arg_FOLDER}"
            -P "${script}"
    DEPENDS ${files} "${script}"
    COMMENT "Embedding the framework files"
    VERBATIM)
endfunction()

function(afterlife_write_embedded)
  file(GLOB others "${FOLDER}/*.yaml")
  list(SORT others)
  set(ordered)
  set(number_of_readings 0)
  foreach(reading IN LISTS READINGS)
    set(file "${FOLDER}/${reading}.yaml")
    if(EXISTS "${file}")
      list(APPEND ordered "${file}")
      list(REMOVE_ITEM others "${file}")
      math(EXPR number_of_readings "${number_of_readings} + 1")
    endif()
  endforeach()
  list(APPEND ordered ${others})
  set(rows "")
  set(index 0)
  foreach(file IN LISTS ordered)
    get_filename_component(name "${file}" NAME_WLE)
    file(READ "${file}" text)
    set(is_reading false)
    if(index LESS number_of_readings)
      set(is_reading true)
    endif()
    string(APPEND rows "    {\"${name}\", R\"framework(${text})framework\", ${is_reading}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  # An array has at least one element, so an entry without a name closes it.
  file(WRITE "${OUTPUT}" "// Written by cmake/EmbedFrameworks.cmake.
#include \"model/reader/shipped.hpp\"

namespace afterlife {
namespace {

constexpr ShippedFile kFiles[] = {
${rows}    {\"\", \"\", false},
};

}  // namespace

std::span<const ShippedFile> shipped_files() { return {kFiles, std::size(kFiles) - 1}; }

std::string default_reading() { return \"${DEFAULT}\"; }

}  // namespace afterlife
")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  afterlife_write_embedded()
endif()
