# Installs LIBRARY with CMAKE_INSTALL_DATAROOTDIR=DATA_ROOT and CMAKE_INSTALL_INCLUDEDIR=INCLUDE_DIR, moves all of it, and checks
# that both .pc files lead to the headers. An absolute path stays below the folder "root" here.
# SPDX-License-Identifier: MIT
file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${LIBRARY} -B ${FOLDER}/build ${OPTIONS}
    -DSESV2_BULK_EMAIL_BUILD_TESTS=OFF -DSESV2_BULK_EMAIL_BUILD_EXAMPLES=OFF "-DCMAKE_INSTALL_PREFIX=/pre fix"
    -DCMAKE_INSTALL_DATAROOTDIR=${DATA_ROOT} -DCMAKE_INSTALL_INCLUDEDIR=${INCLUDE_DIR}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(ENV{DESTDIR} ${FOLDER}/installed)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${FOLDER}/build OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${FOLDER}/installed ${FOLDER}/root)

cmake_path(ABSOLUTE_PATH DATA_ROOT BASE_DIRECTORY "/pre fix" OUTPUT_VARIABLE data_root)
set(ENV{PKG_CONFIG_PATH} "${FOLDER}/root${data_root}/pkgconfig:$ENV{PKG_CONFIG_PATH}")
foreach(package sesv2_bulk_email sesv2_bulk_email_json)
  foreach(question --cflags-only-I --variable=includedir)
    execute_process(COMMAND ${PKG_CONFIG} ${question} ${package} OUTPUT_VARIABLE answer COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(directories UNIX_COMMAND "${answer}")
    list(GET directories 0 directory)
    string(REGEX REPLACE "^-I|${FOLDER}/root" "" directory "${directory}")
    if(NOT EXISTS ${FOLDER}/root${directory}/sesv2/version.hpp)
      message(FATAL_ERROR "${package}.pc: expected the folder of the headers, found \"${directory}\" (${answer})")
    endif()
  endforeach()
endforeach()
