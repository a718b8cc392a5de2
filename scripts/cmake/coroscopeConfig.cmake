# find_package(coroscope): the program, and audits as a part of a build.
#
# coroscope_audit(TARGET... [NAME name] [OPT level] [RULES rule=value...])
#
# Adds a target NAME, by default coroscope-TARGET for the first target, that is
# not part of `all`. It audits each C++ source of the targets in an edge of its
# own, with a dependency file, and merges the parts to NAME.json and NAME.txt in
# the current build directory. Findings do not fail the build; a unit that
# cannot be analyzed does.
#
# Needs CMAKE_EXPORT_COMPILE_COMMANDS, and Ninja or Makefiles.

find_program(COROSCOPE_PROGRAM coroscope
  HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin" REQUIRED)

function(coroscope_audit)
  cmake_parse_arguments(PARSE_ARGV 0 AUDIT "" "NAME;OPT" "RULES")
  set(targets ${AUDIT_UNPARSED_ARGUMENTS})
  if(NOT targets)
    message(FATAL_ERROR "coroscope_audit: name at least one target")
  endif()
  if(NOT CMAKE_EXPORT_COMPILE_COMMANDS)
    message(FATAL_ERROR "coroscope_audit: set CMAKE_EXPORT_COMPILE_COMMANDS to "
      "ON before the targets are made; with Ninja or Makefiles it writes the "
      "flags of each source")
  endif()
  if(NOT AUDIT_NAME)
    list(GET targets 0 first)
    set(AUDIT_NAME "coroscope-${first}")
  endif()
  set(flags -p "${CMAKE_BINARY_DIR}" --project-root "${CMAKE_SOURCE_DIR}" --exit-zero
    -j 1)
  if(AUDIT_OPT)
    list(APPEND flags --opt ${AUDIT_OPT})
  endif()
  foreach(rule IN LISTS AUDIT_RULES)
    list(APPEND flags --rule ${rule})
  endforeach()

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${AUDIT_NAME}.parts")
  set(parts)
  set(before)
  foreach(target IN LISTS targets)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "coroscope_audit: '${target}' is no target")
    endif()
    get_target_property(sources ${target} SOURCES)
    get_target_property(source_directory ${target} SOURCE_DIR)
    # What makes headers has to run first.
    get_target_property(made_before ${target} MANUALLY_ADDED_DEPENDENCIES)
    if(made_before)
      list(APPEND before ${made_before})
    endif()
    if(TARGET ${target}_autogen)
      list(APPEND before ${target}_autogen)
    endif()
    foreach(source IN LISTS sources)
      if(source MATCHES "\\$<")
        message(AUTHOR_WARNING "coroscope_audit: ${target}: '${source}' is not "
          "audited: which file it is, is not known when CMake runs")
        continue()
      endif()
      get_filename_component(extension "${source}" LAST_EXT)
      string(SUBSTRING "${extension}" 1 -1 extension)
      if(NOT extension IN_LIST CMAKE_CXX_SOURCE_FILE_EXTENSIONS)
        continue()
      endif()
      get_filename_component(file "${source}" ABSOLUTE
        BASE_DIR "${source_directory}")
      file(RELATIVE_PATH name "${CMAKE_SOURCE_DIR}" "${file}")
      string(MAKE_C_IDENTIFIER "${name}" name)
      set(part "${directory}/${target}-${name}.json")
      add_custom_command(OUTPUT "${part}"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${directory}"
        COMMAND "${COROSCOPE_PROGRAM}" audit ${flags} --partial --no-measure
          --format json -o "${part}" --dependency-file "${part}.d" "${file}"
        DEPENDS "${file}" "${CMAKE_BINARY_DIR}/compile_commands.json"
          "${COROSCOPE_PROGRAM}"
        DEPFILE "${part}.d"
        COMMENT "Auditing the coroutines of ${source}"
        VERBATIM)
      list(APPEND parts "${part}")
    endforeach()
  endforeach()
  if(NOT parts)
    message(FATAL_ERROR "coroscope_audit: ${targets}: no C++ source")
  endif()

  # The names of all parts could be too long for a command line.
  set(list "${directory}.txt")
  list(JOIN parts "\n" lines)
  file(GENERATE OUTPUT "${list}" CONTENT "${lines}\n")
  set(report "${CMAKE_CURRENT_BINARY_DIR}/${AUDIT_NAME}")
  add_custom_command(OUTPUT "${report}.json" "${report}.txt"
    COMMAND "${COROSCOPE_PROGRAM}" merge --exit-zero --parts-from "${list}"
      --format json -o "${report}.json" --format text -o "${report}.txt"
    DEPENDS ${parts} "${list}" "${COROSCOPE_PROGRAM}"
    COMMENT "Merging the report ${AUDIT_NAME}"
    VERBATIM)
  add_custom_target(${AUDIT_NAME} DEPENDS "${report}.json" "${report}.txt")
  if(before)
    add_dependencies(${AUDIT_NAME} ${before})
  endif()
endfunction()
