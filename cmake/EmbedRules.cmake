# dutybound_embed_rules(TARGET DIR): compiles every *.yaml below DIR that is no scenario into TARGET as bytes.
function(dutybound_embed_rules target directory)
  file(GLOB_RECURSE files RELATIVE "${PROJECT_SOURCE_DIR}/${directory}" CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${directory}/*.yaml")
  list(FILTER files EXCLUDE REGEX "\\.scenarios\\.yaml$")
  list(SORT files)
  set(output "${PROJECT_BINARY_DIR}/embedded_rules.cpp")
  set(inputs ${files})
  list(TRANSFORM inputs PREPEND "${PROJECT_SOURCE_DIR}/${directory}/")
  string(REPLACE ";" "|" packed "${files}")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DDIRECTORY=${PROJECT_SOURCE_DIR}/${directory}" "-DFILES=${packed}" "-DOUTPUT=${output}"
            -P "${PROJECT_SOURCE_DIR}/cmake/EmbedRulesScript.cmake"
    DEPENDS ${inputs} "${PROJECT_SOURCE_DIR}/cmake/EmbedRulesScript.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
