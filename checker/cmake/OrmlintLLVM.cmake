# LLVM of exactly the version asked for: a plugin serves that version alone.
# Included at the top, since imported targets are seen from there downwards.
# (LLVM's package file takes "22" for 22.0, so the major is compared here.)
find_package(LLVM QUIET CONFIG HINTS /usr/lib/llvm-${ORM_LLVM_VERSION})
if(LLVM_FOUND AND LLVM_VERSION_MAJOR EQUAL ORM_LLVM_VERSION)
  find_package(Clang QUIET CONFIG HINTS ${LLVM_INSTALL_PREFIX} NO_DEFAULT_PATH)
endif()
if(NOT Clang_FOUND)
  message(FATAL_ERROR
    "LLVM ${ORM_LLVM_VERSION} with clang's development files was not found. "
    "On Debian and Ubuntu: apt install libclang-${ORM_LLVM_VERSION}-dev "
    "llvm-${ORM_LLVM_VERSION}-dev clang-${ORM_LLVM_VERSION}. Elsewhere: "
    "-DLLVM_DIR=<prefix>/lib/cmake/llvm. Without the checker: "
    "-DORM_BUILD_CHECKER=OFF.")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_INSTALL_PREFIX}")

