# The documentation pages: `cmake --workflow --preset docs` makes build/docs/html. A warning is an error.
# SPDX-License-Identifier: MIT
find_package(Doxygen REQUIRED)
set(folder ${CMAKE_CURRENT_LIST_DIR})
set(pages ${PROJECT_BINARY_DIR}/pages)

# A page for each example, and a row in the main page with the sentence that the example begins with.
file(GLOB examples RELATIVE ${PROJECT_SOURCE_DIR}/examples ${PROJECT_SOURCE_DIR}/examples/*.cpp)
set(example_rows "")
set(example_pages "/// @example bulk_report/main.cpp\n/// @example ses_client/main.cpp\n")
foreach(example IN LISTS examples)
  file(STRINGS ${PROJECT_SOURCE_DIR}/examples/${example} first_line LIMIT_COUNT 1)
  string(REGEX REPLACE "^// *" "" sentence "${first_line}")
  string(APPEND example_rows "| @ref ${example} | ${sentence} |\n")
  string(APPEND example_pages "/// @example ${example}\n")
endforeach()
file(CONFIGURE OUTPUT ${pages}/examples.dox CONTENT "${example_pages}")
configure_file(${folder}/main_page.md ${pages}/main_page.md @ONLY)

set(DOXYGEN_USE_MDFILE_AS_MAINPAGE ${pages}/main_page.md)
set(DOXYGEN_EXAMPLE_PATH ${PROJECT_SOURCE_DIR}/examples)
set(DOXYGEN_STRIP_FROM_PATH ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_STRIP_FROM_INC_PATH ${PROJECT_SOURCE_DIR}/include)
set(DOXYGEN_EXCLUDE_SYMBOLS sesv2::detail)
set(DOXYGEN_QUIET YES)
set(DOXYGEN_WARN_AS_ERROR FAIL_ON_WARNINGS)
set(DOXYGEN_JAVADOC_AUTOBRIEF YES)
set(DOXYGEN_MACRO_EXPANSION YES)
set(DOXYGEN_ALWAYS_DETAILED_SEC YES)
set(DOXYGEN_SHOW_GROUPED_MEMB_INC YES)  # each function names its header
set(DOXYGEN_SHOW_INCLUDE_FILES NO)
set(DOXYGEN_HAVE_DOT NO)
set(DOXYGEN_SORT_MEMBER_DOCS NO)  # the order of the header
set(DOXYGEN_GENERATE_TREEVIEW YES)
set(DOXYGEN_TREEVIEW_WIDTH 340)
set(DOXYGEN_HTML_EXTRA_STYLESHEET ${folder}/style.css)
file(GLOB headers ${PROJECT_SOURCE_DIR}/include/sesv2/*.hpp)
doxygen_add_docs(docs ${headers} ${pages}/main_page.md ${pages}/examples.dox)
