# Writes the profiles into a C++ source, so that a binary needs no files beside
# it. Run as a script:
#   cmake -DOUTPUT=out.cpp -DPROFILES=a.yaml|b.yaml -P EmbedProfiles.cmake
# Only the files' names go into the output, no folder of this machine.

# Compilers must accept no string literal longer than 65536 characters; a text
# is cut at line ends into pieces far below that.
set(PIECE_LENGTH 8000)

function(append_pieces TEXT)
  string(LENGTH "${TEXT}" LEFT)
  while(LEFT GREATER PIECE_LENGTH)
    string(SUBSTRING "${TEXT}" 0 ${PIECE_LENGTH} PIECE)
    string(FIND "${PIECE}" "\n" LINE_END REVERSE)
    if(LINE_END EQUAL -1)
      message(FATAL_ERROR "a line is longer than ${PIECE_LENGTH} characters")
    endif()
    math(EXPR CUT "${LINE_END} + 1")
    string(SUBSTRING "${TEXT}" 0 ${CUT} PIECE)
    string(APPEND SOURCE "    R\"__profile(${PIECE})__profile\",\n")
    string(SUBSTRING "${TEXT}" ${CUT} -1 TEXT)
    string(LENGTH "${TEXT}" LEFT)
  endwhile()
  string(APPEND SOURCE "    R\"__profile(${TEXT})__profile\",\n")
  set(SOURCE "${SOURCE}" PARENT_SCOPE)
endfunction()

string(REPLACE "|" ";" PROFILES "${PROFILES}")
set(SOURCE "// Written by EmbedProfiles.cmake from checker/profiles/*.yaml.\n"
           "\n#include \"vocabulary/EmbeddedProfiles.h\"\n"
           "\nnamespace ormlint::vocabulary {\n")
string(CONCAT SOURCE ${SOURCE})
set(TABLE "")
set(NUMBER 0)
foreach(PROFILE IN LISTS PROFILES)
  file(READ "${PROFILE}" TEXT)
  get_filename_component(NAME "${PROFILE}" NAME)
  string(APPEND SOURCE
         "\nstatic constexpr llvm::StringLiteral Pieces${NUMBER}[] = {\n")
  append_pieces("${TEXT}")
  string(APPEND SOURCE "};\n")
  string(APPEND TABLE "    {\"${NAME}\", Pieces${NUMBER}},\n")
  math(EXPR NUMBER "${NUMBER} + 1")
endforeach()
string(APPEND SOURCE
       "\nstatic constexpr EmbeddedProfile All[] = {\n${TABLE}};\n"
       "\nllvm::ArrayRef<EmbeddedProfile> embeddedProfiles() { return All; }\n"
       "\n} // namespace ormlint::vocabulary\n")
file(WRITE "${OUTPUT}" "${SOURCE}")
