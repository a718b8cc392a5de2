# Packages, made by `cpack`: one for Debian, and a tarball that runs wherever
# LLVM's libraries of the same version are.
set(CPACK_PACKAGE_NAME coroscope)
set(CPACK_PACKAGE_VENDOR "Coroscope")
set(CPACK_PACKAGE_CONTACT "Coroscope's developers <coroscope@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Coroscope shows the frames of C++20 coroutines \
as Clang ${LLVM_VERSION_MAJOR} lays them out: every byte with its owner, why it \
is there, and what change would free it. It has a command line, a clang-tidy \
module, checkers for the Clang static analyzer, and a gate for pull requests.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_THREADS 1) # More change the bytes of what is compressed.
# The times of all files are that of the release, not of the build.
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/SetFileTimes.cmake)

set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
# The libraries that are linked, in the versions that were linked.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers (stddef.h), without which nothing is parsed.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${LLVM_VERSION_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libstdc++-12-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
  "clang-tidy-${LLVM_VERSION_MAJOR}, clang-${LLVM_VERSION_MAJOR}, git")

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(architecture x86_64)
else()
  set(architecture ${CMAKE_SYSTEM_PROCESSOR})
endif()
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)
set(CPACK_ARCHIVE_FILE_NAME
  coroscope-${PROJECT_VERSION}-${system}-${architecture}-llvm${LLVM_VERSION_MAJOR})
set(CPACK_PACKAGE_FILE_NAME ${CPACK_ARCHIVE_FILE_NAME})
include(CPack)
