# orm_lint(<target>... [NAME <name>] [ALL] [BASELINE <file>]
#          [OPTIONS <name=value>...] [ARGUMENTS <argument>...] [DEPENDS <target>...])
#
# A target, `orm-lint` or <name>, that checks the sources of <target>... as one
# program: a step for each source, which runs when it or a header of it has
# changed, and one that links them. It fails while there are findings.
#
#   ALL        part of the default build
#   BASELINE   the findings that are accepted (docs/orm-lint.md)
#   OPTIONS    of the checks, such as OrmMinConfidence=likely
#   ARGUMENTS  further ones for `orm-lint link`: --checks, --report html=FILE
#   DEPENDS    targets that make headers
#
# Call it when the targets' sources are complete. Sources that are named by
# generator expressions are not seen, and said.

# Depfiles are relative to the build's top, and what is quoted is text.
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

function(orm_lint)
  cmake_parse_arguments(PARSE_ARGV 0 Arg "ALL" "NAME;BASELINE"
                        "OPTIONS;ARGUMENTS;DEPENDS")
  if(NOT CMAKE_GENERATOR MATCHES "^(Ninja|Unix Makefiles)$")
    message(FATAL_ERROR "orm_lint: CMake writes compile_commands.json for Ninja "
                        "and Unix Makefiles, not for ${CMAKE_GENERATOR}")
  endif()
  if(NOT Arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "orm_lint: no target to check")
  endif()
  if(NOT Arg_NAME)
    set(Arg_NAME orm-lint)
  endif()
  # Not CMakeFiles/<name>.dir, where Makefiles have targets of their own.
  set(Folder ${CMAKE_CURRENT_BINARY_DIR}/orm-lint.dir/${Arg_NAME})
  set(Program $<TARGET_FILE:orm-lint::orm-lint>)
  list(TRANSFORM Arg_OPTIONS PREPEND --option=)

  # What .clang-tidy files say of the checks; one that appears counts, too.
  set(Configurations "")
  set(Above ${CMAKE_CURRENT_SOURCE_DIR})
  while(TRUE)
    file(GLOB Here CONFIGURE_DEPENDS ${Above}/.clang-tidy)
    list(APPEND Configurations ${Here})
    cmake_path(GET Above PARENT_PATH Next)
    if(Next STREQUAL Above)
      break()
    endif()
    set(Above ${Next})
  endwhile()

  set(AllFacts "")
  foreach(Target IN LISTS Arg_UNPARSED_ARGUMENTS)
    if(NOT TARGET ${Target})
      message(FATAL_ERROR "orm_lint: there is no target '${Target}'")
    endif()
    # Its sources have no commands of their own, and CMake chooses later which
    # of them it compiles as one.
    get_target_property(Unity ${Target} UNITY_BUILD)
    if(Unity)
      message(FATAL_ERROR "orm_lint: ${Target} is a unity build, whose sources are "
                          "not compiled one by one: configure without UNITY_BUILD, or "
                          "check it with 'orm-lint -p ${CMAKE_BINARY_DIR}'")
    endif()
    set_target_properties(${Target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
    get_target_property(Sources ${Target} SOURCES)
    get_target_property(SourceFolder ${Target} SOURCE_DIR)
    get_target_property(BinaryFolder ${Target} BINARY_DIR)
    foreach(Source IN LISTS Sources)
      if(Source MATCHES "\\$<")
        message(STATUS "orm_lint: not checked: ${Source} of ${Target}")
        continue()
      elseif(NOT Source MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C|CPP)$")
        continue()
      endif()
      # As CMake looks for it: what the build makes is elsewhere.
      cmake_path(ABSOLUTE_PATH Source BASE_DIRECTORY ${SourceFolder} NORMALIZE
                 OUTPUT_VARIABLE Path)
      if(NOT EXISTS ${Path})
        cmake_path(ABSOLUTE_PATH Source BASE_DIRECTORY ${BinaryFolder} NORMALIZE
                   OUTPUT_VARIABLE Path)
      endif()
      cmake_path(GET Path FILENAME File)
      string(MD5 Hash ${Path})
      string(SUBSTRING ${Hash} 0 8 Hash)
      set(Facts ${Folder}/${Target}/${File}-${Hash}.facts)
      add_custom_command(
        OUTPUT ${Facts}
        COMMAND ${Program} extract -p ${CMAKE_BINARY_DIR}/compile_commands.json
                --cache=${CMAKE_BINARY_DIR}/.orm-lint
                --objects=${BinaryFolder}/CMakeFiles/${Target}.dir
                ${Arg_OPTIONS} --depfile=${Facts}.d -o ${Facts} ${Path}
        DEPENDS ${Path} ${CMAKE_BINARY_DIR}/compile_commands.json ${Program}
                ${Arg_DEPENDS} ${Configurations}
        DEPFILE ${Facts}.d
        WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
        COMMENT "Reading ${Target}: ${File}"
        VERBATIM)
      list(APPEND AllFacts ${Facts})
    endforeach()
    file(MAKE_DIRECTORY ${Folder}/${Target})
  endforeach()
  if(NOT AllFacts)
    message(FATAL_ERROR "orm_lint: ${Arg_UNPARSED_ARGUMENTS} have no C++ source")
  endif()

  # A command line is too short for all.
  list(TRANSFORM AllFacts REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE Quoted)
  list(JOIN Quoted "\n" Quoted)
  file(CONFIGURE OUTPUT ${Folder}/facts.rsp CONTENT "${Quoted}\n" @ONLY)
  set(Baseline "")
  if(Arg_BASELINE)
    cmake_path(ABSOLUTE_PATH Arg_BASELINE NORMALIZE)
    set(Baseline --baseline=${Arg_BASELINE})
  endif()
  add_custom_command(
    OUTPUT ${Folder}/checked
    COMMAND ${Program} link --cache=${Folder} ${Arg_OPTIONS} ${Baseline}
            ${Arg_ARGUMENTS}
            @${Folder}/facts.rsp
    COMMAND ${CMAKE_COMMAND} -E touch ${Folder}/checked
    BYPRODUCTS ${Folder}/reports
    DEPENDS ${AllFacts} ${Folder}/facts.rsp ${Arg_BASELINE} ${Program}
            ${Configurations}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    COMMENT "Checking ${Arg_NAME}"
    VERBATIM)
  set(All "")
  if(Arg_ALL)
    set(All ALL)
  endif()
  add_custom_target(${Arg_NAME} ${All} DEPENDS ${Folder}/checked)
endfunction()

cmake_policy(POP)
