# `cmake --workflow --preset package` makes both packages in build/package: the Debian package of the library, which leaves the
# programs out since it is for every architecture, and an archive of the sources that Git tracks.
# SPDX-License-Identifier: MIT
set(CPACK_PACKAGE_NAME libsesv2-bulk-email-dev)
set(CPACK_PACKAGE_CONTACT "sesv2_bulk_email authors <sesv2-bulk-email@example.org>")
set(CPACK_PACKAGE_DESCRIPTION
"This header-only C++17 library reads the response of the SendBulkEmail
operation of Amazon SES (API version 2): one typed result for each
recipient, with every status code. If the response is damaged, it reports
what is wrong and where, and keeps all that could be read.
.
The headers need the standard library only; the conversions for
nlohmann/json in sesv2/json.hpp need nlohmann-json3-dev.")

# What only the Debian package has: the changelog and the licence at the places that Debian asks for.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT changelog @ONLY CONTENT
[[@CPACK_PACKAGE_NAME@ (@PROJECT_VERSION@) unstable; urgency=medium

  * Release @PROJECT_VERSION@.

 -- @CPACK_PACKAGE_CONTACT@  @date@
]])
file(ARCHIVE_CREATE OUTPUT ${PROJECT_BINARY_DIR}/changelog.gz PATHS ${PROJECT_BINARY_DIR}/changelog
  FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9)
set(debian_doc ${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_PACKAGE_NAME})
install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION ${debian_doc} COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES LICENSE DESTINATION ${debian_doc} RENAME copyright COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_COMPONENTS_ALL sesv2_bulk_email debian)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nlohmann-json3-dev (>= ${nlohmann_version})")

# CPack would pack every file that lies in the source folder.
file(CONFIGURE OUTPUT export_sources.cmake @ONLY CONTENT
[[if(NOT CPACK_INSTALL_CMAKE_PROJECTS)  # the package of sources
  execute_process(COMMAND git checkout-index --all --prefix=${CMAKE_INSTALL_PREFIX}/
    WORKING_DIRECTORY "@PROJECT_SOURCE_DIR@" COMMAND_ERROR_IS_FATAL ANY)
endif()
]])
set(CPACK_INSTALL_SCRIPTS ${PROJECT_BINARY_DIR}/export_sources.cmake)
set(CPACK_SOURCE_INSTALLED_DIRECTORIES "")
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME ${PROJECT_NAME}-${PROJECT_VERSION})

include(CPack)
