# Installing: the executable, the two libraries with their public headers, and a package for find_package(afterlife).
include(CMakePackageConfigHelpers)

set(afterlife_public_headers
  model/action.hpp
  model/diagnostic.hpp
  model/framework.hpp
  model/hazard.hpp
  model/kept.hpp
  model/notes.hpp
  model/reader/reader.hpp
  model/scenario.hpp
  model/verdict.hpp
  solver/check.hpp
  solver/conform.hpp
  solver/export.hpp
  solver/orders.hpp
  solver/precedence.hpp
  solver/simulation.hpp
  solver/util/counting_limits.hpp
  solver/util/deadline.hpp
  solver/util/stopped.hpp
)
foreach(header IN LISTS afterlife_public_headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/afterlife/${folder})
endforeach()

set_target_properties(afterlife_model PROPERTIES EXPORT_NAME model)
set_target_properties(afterlife_solver PROPERTIES EXPORT_NAME solver)
install(TARGETS afterlife RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS afterlife_model afterlife_solver EXPORT afterlifeTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})

set(afterlife_package ${CMAKE_INSTALL_LIBDIR}/cmake/afterlife)
install(EXPORT afterlifeTargets NAMESPACE afterlife:: DESTINATION ${afterlife_package})
configure_package_config_file(cmake/afterlifeConfig.cmake.in ${PROJECT_BINARY_DIR}/afterlifeConfig.cmake
  INSTALL_DESTINATION ${afterlife_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/afterlifeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/afterlifeConfig.cmake ${PROJECT_BINARY_DIR}/afterlifeConfigVersion.cmake
  DESTINATION ${afterlife_package})
