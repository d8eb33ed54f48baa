# Runs PROGRAM on RESPONSE. Exit status 1 is no fault here: it says that not all emails of the response were sent.
execute_process(COMMAND ${PROGRAM} ${RESPONSE} RESULT_VARIABLE status)
if(NOT status MATCHES "^[01]$")
  message(FATAL_ERROR "${PROGRAM} ${RESPONSE}: expected exit status 0 or 1, found ${status}")
endif()
