# Compile settings of everything that uses clang's headers, and the two functions
# that rooms call: ormlint_add_library and ormlint_add_unit_test. Included at the
# top: tests use them too.

# Debian's LLVM is built with RTTI, but a plugin must not refer to type
# information that the host need not export, so everything here goes without.
add_library(ormlintFlags INTERFACE)
target_include_directories(ormlintFlags INTERFACE ${PROJECT_SOURCE_DIR}/checker)
target_include_directories(ormlintFlags SYSTEM INTERFACE
                           ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(OrmlintLLVMDefinitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(ormlintFlags INTERFACE ${OrmlintLLVMDefinitions})
target_compile_options(ormlintFlags INTERFACE
  -Wall -Wextra -Werror -fno-rtti -fvisibility=hidden
  -fvisibility-inlines-hidden -ffunction-sections)
if(ORM_SANITIZE)
  target_compile_options(ormlintFlags INTERFACE -fno-sanitize=vptr)
endif()

# One precompiled header for all rooms that read the AST: it halves their compile
# time. -fno-pch-timestamp lets ccache recognise it.
set(OrmlintPrecompiled ${PROJECT_SOURCE_DIR}/checker/cmake/Precompiled.h)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(ormlintFlags INTERFACE
                         "SHELL:-Xclang -fno-pch-timestamp")
endif()
add_library(ormlintPrecompiled OBJECT
            ${PROJECT_SOURCE_DIR}/checker/cmake/Precompiled.cpp)
target_link_libraries(ormlintPrecompiled PRIVATE ormlintFlags)
set_target_properties(ormlintPrecompiled PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_precompile_headers(ormlintPrecompiled PRIVATE ${OrmlintPrecompiled})

# From a source to findings. (OBJECT libraries give their objects to direct
# dependents alone, so this is a list and no target.) Hosts of clang-tidy add
# ormlintTidy.
set(OrmlintAllRooms
  ormlintVocabulary ormlintFacts ormlintIndex ormlintAnalysis ormlintReport)

# A room: an OBJECT library, so that the plugin, the tools and the unit tests take
# the same objects. NO_CLANG keeps clang's headers out of a room that works on
# facts alone (they would otherwise come with the precompiled header).
#
#   ormlint_add_library(<name> [NO_CLANG] <sources>...)
function(ormlint_add_library Name)
  cmake_parse_arguments(PARSE_ARGV 1 Arg "NO_CLANG" "" "")
  add_library(${Name} OBJECT ${Arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${Name} PUBLIC ormlintFlags)
  set_target_properties(${Name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  if(NOT Arg_NO_CLANG)
    target_precompile_headers(${Name} REUSE_FROM ormlintPrecompiled)
  endif()
endfunction()

# A GoogleTest program over the objects of some rooms, known to CTest by its name
# with the label "unit".
#
#   ormlint_add_unit_test(<name> ROOMS <rooms>... SOURCES <sources>...)
function(ormlint_add_unit_test Name)
  cmake_parse_arguments(PARSE_ARGV 1 Arg "" "" "ROOMS;SOURCES")
  add_executable(${Name} ${Arg_SOURCES})
  target_link_libraries(${Name} PRIVATE ormlintFlags ${Arg_ROOMS}
                        clang-cpp LLVM GTest::gmock GTest::gtest_main)
  add_dependencies(unit-tests ${Name})
  add_test(NAME ${Name} COMMAND ${Name})
  set_tests_properties(${Name} PROPERTIES LABELS unit)
endfunction()
