# SPDX-License-Identifier: MIT
# `cmake --workflow --preset package` makes both packages in build/package: the Debian package of the library, without the
# programs because it is for every architecture, and an archive of the sources. Both have the single header.
set(single_header ${CMAKE_COMMAND} -P ${PROJECT_SOURCE_DIR}/tests/tools/single_header.cmake)
add_custom_target(single_header COMMAND ${single_header} ${PROJECT_BINARY_DIR}/sesv2_bulk_email.hpp
  COMMENT "Writing ${PROJECT_BINARY_DIR}/sesv2_bulk_email.hpp" VERBATIM)
if(NOT SESV2_BULK_EMAIL_INSTALL)
  return()
endif()

set(CPACK_PACKAGE_NAME libsesv2-bulk-email-dev)
set(CPACK_PACKAGE_CONTACT "sesv2_bulk_email authors <sesv2-bulk-email@example.org>")
set(CPACK_PACKAGE_DESCRIPTION
"This header-only C++17 library parses the responses of the SendBulkEmail
operation of Amazon SES (API version 2) into one typed result per entry.
If a response is damaged, the library reports what is wrong and where,
and keeps everything that could be read.
.
The headers need only the standard library; the conversions for
nlohmann/json in sesv2/json.hpp need nlohmann-json3-dev. All other
headers are also in one file, sesv2_bulk_email.hpp.")

# Only in the Debian package: the single header, and the changelog and the license in the paths that Debian requires.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in changelog @ONLY)
file(ARCHIVE_CREATE OUTPUT ${PROJECT_BINARY_DIR}/changelog.gz PATHS ${PROJECT_BINARY_DIR}/changelog
  FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
set(debian_doc ${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_PACKAGE_NAME})
install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${debian_doc} COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES LICENSE DESTINATION ${debian_doc} RENAME copyright COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_BINARY_DIR}/sesv2_bulk_email.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_COMPONENTS_ALL sesv2_bulk_email debian)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nlohmann-json3-dev (>= ${nlohmann_version})")

set(CPACK_SOURCE_INSTALLED_DIRECTORIES "")  # CPack would pack every file in the source folder
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME ${PROJECT_NAME}-${PROJECT_VERSION})
cmake_path(RELATIVE_PATH PROJECT_BINARY_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE build_folder)
string(REGEX REPLACE "/.*" "" build_folder ${build_folder})
configure_file(${CMAKE_CURRENT_LIST_DIR}/export_files.cmake.in export_files.cmake @ONLY)
set(CPACK_INSTALL_SCRIPTS ${PROJECT_BINARY_DIR}/export_files.cmake)

include(CPack)
