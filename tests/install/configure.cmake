# Configures SOURCE afresh in BINARY with GENERATOR and OPTIONS. That must succeed, or fail if FAILS is on; what it prints,
# with each run of whitespace as one space, must match the regular expression PRINTS.
# SPDX-License-Identifier: MIT
file(REMOVE_RECURSE ${BINARY})
execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${BINARY} ${OPTIONS}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REGEX REPLACE "[ \n]+" " " line "${output}")
if(FAILS AND status EQUAL 0)
  message(FATAL_ERROR "Configuring ${SOURCE} was expected to fail, and did not:\n${output}")
elseif(NOT FAILS AND NOT status EQUAL 0)
  message(FATAL_ERROR "Configuring ${SOURCE} failed:\n${output}")
elseif(NOT line MATCHES "${PRINTS}")
  message(FATAL_ERROR "Expected \"${PRINTS}\", found:\n${output}")
endif()
