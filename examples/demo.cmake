# Shows RESPONSE, whole and damaged, and what PROGRAM makes of it; in at most 100 columns.
# SPDX-License-Identifier: MIT
cmake_minimum_required(VERSION 3.22)

function(say text)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo ${text})
endfunction()

# Prints the entries of a response below one another; a long one is broken at a space.
function(say_body body)
  string(REPLACE "[" "<" body "${body}")  # lists of CMake cannot hold a bracket alone
  string(REPLACE "]" ">" body "${body}")
  string(REGEX REPLACE "([,<]){" "\\1;{" entries "${body}")
  string(REPEAT "." 67 dots)
  foreach(entry IN LISTS entries)
    string(REGEX REPLACE "(${dots}[^ ]*) " "\\1\n      " entry "  ${entry}")
    string(REPLACE "<" "[" entry "${entry}")
    string(REPLACE ">" "]" entry "${entry}")
    say("${entry}")
  endforeach()
endfunction()

function(show what file expected_status)
  file(READ ${file} body)
  say("")
  say("---- ${what}:")
  say_body("${body}")
  say("")
  say("---- What ${name} makes of it:")
  execute_process(COMMAND ${PROGRAM} ${file} RESULT_VARIABLE status)
  if(NOT status MATCHES "^[${expected_status}]$")
    message(FATAL_ERROR "${PROGRAM} ${file}: expected exit status ${expected_status}, found ${status}")
  endif()
endfunction()

cmake_path(GET PROGRAM STEM name)
show("A response that the SES emulator gave to a request of three entries" ${RESPONSE} 01)

file(READ ${RESPONSE} body)
string(FIND "${body}" "Expected property" end)
string(SUBSTRING "${body}" 0 ${end} beginning)
set(truncated ${CMAKE_CURRENT_BINARY_DIR}/truncated.json)
file(WRITE ${truncated} "${beginning}")
show("The same response, truncated on its way" ${truncated} 2)

file(RELATIVE_PATH path ${SOURCE_DIR} ${PROGRAM})
say("")
say("Run it on your own file:  ${path} FILE")
