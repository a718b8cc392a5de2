# Writes OUTPUT, a source file with the commit of the checkout SOURCE, if that has
# changed: git's short name, with "-dirty" behind it if files differ from it.
# COMMIT is used instead if it is set, as for a release, whose sources have no
# repository around them.
if(NOT COMMIT)
  execute_process(
    COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    RESULT_VARIABLE failed)
  if(failed)
    set(COMMIT unknown)
  endif()
endif()
set(text "#include \"outputs/Commit.h\"\n\nconst char coroscope::Commit[] = \"${COMMIT}\";\n")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT "${old}" STREQUAL "${text}")
  file(WRITE ${OUTPUT} "${text}")
endif()
