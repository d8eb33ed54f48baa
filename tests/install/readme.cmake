# The quick start in README is examples/quick_start.cpp, to the letter.
file(READ ${README} readme)
file(READ ${QUICK_START} program)
string(FIND "${readme}" "```cpp\n${program}```" position)
if(position EQUAL -1)
  message(FATAL_ERROR "The quick start in ${README} is not ${QUICK_START}")
endif()
