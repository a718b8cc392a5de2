# Run by CPack between installing and packing: with SOURCE_DATE_EPOCH, the same
# files give the same package (https://reproducible-builds.org).
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(
    COMMAND find ${CPACK_TEMPORARY_DIRECTORY}
      -exec touch --no-dereference --date=@$ENV{SOURCE_DATE_EPOCH} {} +
    COMMAND_ERROR_IS_FATAL ANY)
endif()
