# ses_client against servers on loopback.
# SPDX-License-Identifier: MIT
function(add_client_test name python script)
  add_test(NAME "ses_client ${name}" COMMAND ${python} ${CMAKE_CURRENT_LIST_DIR}/${script} ${ARGN})
  set_tests_properties("ses_client ${name}" PROPERTIES TIMEOUT 600
    ENVIRONMENT "SES_CLIENT=$<TARGET_FILE:ses_client>;PYTHONDONTWRITEBYTECODE=1")
endfunction()

foreach(name account connections journal journal_file pace rejected_entry report responses settings signature
    system_calls usage)
  add_client_test(${name} ${Python3_EXECUTABLE} ${name}_test.py)
endforeach()
set_tests_properties("ses_client system_calls" PROPERTIES SKIP_RETURN_CODE 77)
add_test(NAME send_with_curl
  COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/send_with_curl_test.py $<TARGET_FILE:send_with_curl>)
add_client_test(kills ${Python3_EXECUTABLE} campaign.py --rounds 3 --entries 5000)

# The figures of examples/ses_client/README.md.
add_custom_target(campaign
  COMMAND ${CMAKE_COMMAND} -E env SES_CLIENT=$<TARGET_FILE:ses_client>
    ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/campaign.py
  DEPENDS ses_client
  COMMENT "Killing ses_client at random moments while the service misbehaves at random"
  USES_TERMINAL VERBATIM)

find_program(NPM npm)
if(NPM AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(emulator ${CMAKE_CURRENT_BINARY_DIR}/emulator)
  add_test(NAME "ses_client emulator set-up"
    COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D FOLDER=${emulator} -P ${CMAKE_CURRENT_LIST_DIR}/emulator/install.cmake)
  set_tests_properties("ses_client emulator set-up" PROPERTIES FIXTURES_SETUP emulator TIMEOUT 300)
  add_client_test(emulator ${Python3_EXECUTABLE} emulator_test.py ${emulator})
  set_tests_properties("ses_client emulator" PROPERTIES FIXTURES_REQUIRED emulator)
else()
  message(STATUS "Skipping the test of ses_client against an SES emulator: it requires npm, and Linux on x86-64")
endif()
