# The documentation pages: `cmake --workflow --preset docs` makes build/docs/html. A warning is an error.
find_package(Doxygen REQUIRED)
set(folder ${CMAKE_CURRENT_LIST_DIR})
set(examples ${PROJECT_SOURCE_DIR}/examples)

set(DOXYGEN_USE_MDFILE_AS_MAINPAGE ${folder}/main_page.md)
set(DOXYGEN_EXAMPLE_PATH ${examples})
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
set(DOXYGEN_GENERATE_TREEVIEW YES)
set(DOXYGEN_TREEVIEW_WIDTH 340)
set(DOXYGEN_HTML_EXTRA_STYLESHEET ${folder}/style.css)
set(DOXYGEN_SORT_MEMBER_DOCS NO)  # the order of the header
file(GLOB headers ${PROJECT_SOURCE_DIR}/include/sesv2/*.hpp)
doxygen_add_docs(docs ${headers} ${folder}/main_page.md ${folder}/examples.dox)
