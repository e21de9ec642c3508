# dutybound_embed_rules(TARGET DIR): compiles every *.yaml below DIR that judges (no scenario, no catalogue) into TARGET: its text, and its tree, so that
# loading it parses no YAML. A file that is no YAML fails the build. The program that does it runs on the machine that builds: set
# DUTYBOUND_EMBED_RULES to one built there when cross-compiling.
set(DUTYBOUND_EMBED_RULES "" CACHE FILEPATH "A dutybound_embed_rules built for this machine, when cross-compiling")

function(dutybound_embed_rules target directory)
  file(GLOB_RECURSE files RELATIVE "${PROJECT_SOURCE_DIR}/${directory}" CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${directory}/*.yaml")
  list(FILTER files EXCLUDE REGEX "\\.scenarios\\.yaml$|^provisions/")
  list(SORT files)
  set(inputs ${files})
  list(TRANSFORM inputs PREPEND "${PROJECT_SOURCE_DIR}/${directory}/")
  if(DUTYBOUND_EMBED_RULES)
    set(program "${DUTYBOUND_EMBED_RULES}")
  else()
    file(GLOB parser CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/yaml/*.cpp" "${PROJECT_SOURCE_DIR}/src/text/*.cpp")
    list(FILTER parser EXCLUDE REGEX "/digest\\.cpp$")  # it needs a library that reading YAML does not
    add_executable(dutybound_embed_rules "${PROJECT_SOURCE_DIR}/cmake/embed_rules.cpp" ${parser} "${PROJECT_SOURCE_DIR}/src/time/date.cpp")
    target_compile_features(dutybound_embed_rules PRIVATE cxx_std_20)
    target_include_directories(dutybound_embed_rules PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(dutybound_embed_rules PRIVATE yaml-cpp::yaml-cpp dutybound_dev)
    set(program dutybound_embed_rules)
  endif()
  set(output "${PROJECT_BINARY_DIR}/embedded_rules.cpp")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${program}" "${output}" "${PROJECT_SOURCE_DIR}/${directory}" ${files}
    DEPENDS ${inputs} "${program}" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
