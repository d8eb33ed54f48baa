# SPDX-License-Identifier: MIT
# Configures SOURCE in BINARY with GENERATOR and OPTIONS, afresh unless AFTER names an earlier test. That SUCCEEDS or FAILS, as
# OUTCOME says; what it prints, with each run of whitespace as one space, must match the expression PRINTS.
if(NOT AFTER)
  file(REMOVE_RECURSE ${BINARY})
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${BINARY} ${OPTIONS}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REGEX REPLACE "[ \n]+" " " line "${output}")
if(status EQUAL 0)
  set(outcome SUCCEEDS)
else()
  set(outcome FAILS)
endif()
if(NOT outcome STREQUAL OUTCOME OR NOT line MATCHES "${PRINTS}")
  message(FATAL_ERROR "Expected that configuring ${SOURCE} ${OUTCOME} and prints \"${PRINTS}\"; it ${outcome}:\n${output}")
endif()
