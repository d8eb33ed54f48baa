# ses_client against servers on loopback.
if(NOT TARGET ses_client)
  message(STATUS "The tests of ses_client are left out: ses_client is not built")
  return()
endif()
find_package(Python3 3.9 QUIET COMPONENTS Interpreter)
if(NOT Python3_FOUND)
  message(STATUS "The tests of ses_client are left out: they need Python 3.9 or later, which was not found")
  return()
endif()

function(add_client_test name python script)
  add_test(NAME "ses_client ${name}" COMMAND ${python} ${CMAKE_CURRENT_LIST_DIR}/${script} ${ARGN})
  set_tests_properties("ses_client ${name}" PROPERTIES TIMEOUT 180
    ENVIRONMENT "SES_CLIENT=$<TARGET_FILE:ses_client>;PYTHONDONTWRITEBYTECODE=1")
endfunction()

add_client_test(faults ${Python3_EXECUTABLE} faults_test.py)

# The first Python in the path need not be the one that Debian's python3-botocore is installed for.
foreach(python ${Python3_EXECUTABLE} /usr/bin/python3)
  execute_process(COMMAND ${python} -c "import botocore.auth" RESULT_VARIABLE without_botocore OUTPUT_QUIET ERROR_QUIET)
  if(without_botocore EQUAL 0)
    add_client_test(signature ${python} signature_test.py)
    break()
  endif()
endforeach()
if(NOT without_botocore EQUAL 0)
  message(STATUS "The test of ses_client's signature is left out: it needs botocore (Debian: python3-botocore)")
endif()
