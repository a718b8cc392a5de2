# A room is a directory with a README, and a static library that sees the headers
# of the rooms that it names and of no others: a wrong include does not build.
#
# coroscope_room(NAME SOURCES... [SEES ROOM...] [USES ROOM...] [LIBRARIES ...]
#                [LLVM])
#   SEES       rooms that its headers include
#   USES       rooms that only its sources include
#   LIBRARIES  of others
#   LLVM       it may include headers of LLVM and Clang
function(coroscope_room name)
  cmake_parse_arguments(ROOM "LLVM" "" "SEES;USES;LIBRARIES" ${ARGN})
  set(target coroscope_${name})
  list(TRANSFORM ROOM_UNPARSED_ARGUMENTS PREPEND ${name}/)
  if(ROOM_UNPARSED_ARGUMENTS)
    add_library(${target} STATIC ${ROOM_UNPARSED_ARGUMENTS})
    set(public PUBLIC)
    set(private PRIVATE)
  else()
    add_library(${target} INTERFACE)
    set(public INTERFACE)
    set(private INTERFACE)
  endif()
  # A directory with nothing but the room in it is where its headers are found.
  set(includes ${PROJECT_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${includes})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${name} ${includes}/${name}
    SYMBOLIC)
  target_include_directories(${target} ${public} ${includes})
  list(TRANSFORM ROOM_SEES PREPEND coroscope_)
  list(TRANSFORM ROOM_USES PREPEND coroscope_)
  target_link_libraries(${target} ${public} coroscope_options ${ROOM_SEES}
    ${ROOM_LIBRARIES})
  if(ROOM_USES)
    target_link_libraries(${target} ${private} ${ROOM_USES})
  endif()
  if(ROOM_LLVM)
    target_link_libraries(${target} ${public} coroscope_llvm)
    # LLVM's headers are slow: they are parsed once, for the room that knows its
    # version.
    if(ROOM_UNPARSED_ARGUMENTS AND NOT name STREQUAL compat)
      target_precompile_headers(${target} REUSE_FROM coroscope_compat)
    endif()
  endif()
endfunction()
