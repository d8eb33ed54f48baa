# SPDX-License-Identifier: MIT
# Shows what PROGRAM prints for RESPONSE, truncated and complete, and the output of NAIVE_READER for the truncated one, in at most
# 100 columns.
cmake_minimum_required(VERSION 3.22)

function(say text)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo ${text})
endfunction()

# Prints a text with its long lines broken at a space.
function(say_wrapped text)
  string(REPEAT "[^\n]" 67 long)
  string(REGEX REPLACE "(${long}[^ \n]*) " "\\1\n      " text "  ${text}")
  say("${text}")
endfunction()

# Prints the entries of a response below one another.
function(say_body body)
  string(REPLACE "[" "<" body "${body}")  # lists of CMake cannot hold a bracket alone
  string(REPLACE "]" ">" body "${body}")
  string(REGEX REPLACE "([,<]){" "\\1;{" entries "${body}")
  foreach(entry IN LISTS entries)
    string(REPLACE "<" "[" entry "${entry}")
    string(REPLACE ">" "]" entry "${entry}")
    say_wrapped("${entry}")
  endforeach()
endfunction()

function(run file expected_status)
  execute_process(COMMAND ${PROGRAM} ${file} RESULT_VARIABLE status)
  if(NOT status MATCHES "^[${expected_status}]$")
    message(FATAL_ERROR "${PROGRAM} ${file}: expected exit status ${expected_status}, found ${status}")
  endif()
endfunction()

file(READ ${RESPONSE} body)
string(SUBSTRING "${body}" 0 140 beginning)
set(truncated ${CMAKE_CURRENT_BINARY_DIR}/truncated.json)
file(WRITE ${truncated} "${beginning}")
cmake_path(GET PROGRAM STEM name)

say("---- A response to a request of three entries, truncated in transit:")
say_body("${beginning}")
if(NAIVE_READER)
  execute_process(COMMAND ${NAIVE_READER} ${truncated} OUTPUT_VARIABLE output)
  string(STRIP "${output}" output)
  say("---- Output of a program that calls nlohmann::json::parse:")
  say_wrapped("${output}")
endif()
say("---- Output of ${name}:")
run(${truncated} 2)

say("\n---- The complete response, from an SES emulator. It is the emulator that gives failed entries a MessageId:")
say_body("${body}")
say("---- Output of ${name}:")
run(${RESPONSE} 01)

file(RELATIVE_PATH path ${SOURCE_DIR} ${PROGRAM})
say("\nTo run it on your own file:  ${path} FILE")
