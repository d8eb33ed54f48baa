# SPDX-License-Identifier: MIT
# Installs the headers, the CMake package and the .pc files. What is installed does not depend on what this machine has.
include(CMakePackageConfigHelpers)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME sesv2_bulk_email)
set(package_dir ${CMAKE_INSTALL_DATAROOTDIR}/cmake/sesv2_bulk_email)
set(pc_dir ${CMAKE_INSTALL_DATAROOTDIR}/pkgconfig)
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE pc_include_dir)
set(pc_prefix ${CMAKE_INSTALL_PREFIX})
if(NOT IS_ABSOLUTE ${pc_dir})  # the installed tree can be moved
  set(root /)
  cmake_path(RELATIVE_PATH root BASE_DIRECTORY /${pc_dir} OUTPUT_VARIABLE pc_prefix)
  string(PREPEND pc_prefix "\${pcfiledir}/")
endif()
string(REPLACE " " "\\ " pc_prefix "${pc_prefix}")
string(REPLACE " " "\\ " pc_include_dir "${pc_include_dir}")

foreach(name sesv2_bulk_email sesv2_bulk_email_json)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in ${name}.pc @ONLY)
  install(TARGETS ${name} EXPORT ${name}-targets)
  install(EXPORT ${name}-targets NAMESPACE sesv2:: DESTINATION ${package_dir})
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${pc_dir})
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/sesv2_bulk_email-config.cmake.in sesv2_bulk_email-config.cmake @ONLY)
write_basic_package_version_file(sesv2_bulk_email-config-version.cmake COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/sesv2_bulk_email-config.cmake
  ${PROJECT_BINARY_DIR}/sesv2_bulk_email-config-version.cmake DESTINATION ${package_dir})
install(DIRECTORY include/sesv2 DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT sesv2_bulk_email_license)
