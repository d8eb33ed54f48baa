# SPDX-License-Identifier: MIT
# Writes the public headers, all but sesv2/json.hpp, as one file, with the version, the license and the commit on top.
#
#   cmake -P tests/tools/single_header.cmake OUTPUT
#
# Each header takes the place of its first #include and keeps its include guard, so the file and the folder can be mixed.
cmake_minimum_required(VERSION 3.22)
set(root ${CMAKE_CURRENT_LIST_DIR}/../..)
math(EXPR last "${CMAKE_ARGC} - 1")
set(output ${CMAKE_ARGV${last}})

function(append_header header)  # to `text`
  get_property(known GLOBAL PROPERTY ${header})
  if(known)
    return()
  endif()
  set_property(GLOBAL PROPERTY ${header} TRUE)
  file(READ ${root}/include/${header} rest)
  string(PREPEND rest "\n")  # so that each directive follows the end of a line
  while(rest MATCHES "\n#include <(sesv2/[^>]+)>\n")
    set(next ${CMAKE_MATCH_1})
    string(FIND "${rest}" "${CMAKE_MATCH_0}" begin)
    string(SUBSTRING "${rest}" 0 ${begin} before)
    string(APPEND text "${before}")
    append_header(${next})
    string(LENGTH "${CMAKE_MATCH_0}" length)
    math(EXPR begin "${begin} + ${length} - 1")
    string(SUBSTRING "${rest}" ${begin} -1 rest)
  endwhile()
  set(text "${text}${rest}" PARENT_SCOPE)
endfunction()

set(text "")
file(GLOB headers RELATIVE ${root}/include ${root}/include/sesv2/*.hpp)
list(REMOVE_ITEM headers sesv2/json.hpp)
foreach(header IN LISTS headers)
  append_header(${header})
endforeach()
if(NOT text MATCHES "define SESV2_BULK_EMAIL_VERSION_MAJOR ([0-9]+).*VERSION_MINOR ([0-9]+).*VERSION_PATCH ([0-9]+)")
  message(FATAL_ERROR "${root}/include: expected the three macros of the version")
endif()
set(title "sesv2_bulk_email ${CMAKE_MATCH_1}.${CMAKE_MATCH_2}.${CMAKE_MATCH_3}, all headers but sesv2/json.hpp")
if(EXISTS ${root}/.git)
  execute_process(COMMAND git describe --always --dirty --abbrev=40 --exclude=* WORKING_DIRECTORY ${root}
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0)
    string(APPEND title ", from commit ${commit}")
  endif()
endif()
file(READ ${root}/LICENSE license)
string(STRIP "${license}" license)
string(REPLACE "\n" "\n// " license "\n${license}")
string(REGEX REPLACE " +\n" "\n" license "${license}")
file(WRITE ${output} "// ${title}.\n//${license}\n${text}\n")
