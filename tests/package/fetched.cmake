# What is configured where yaml-cpp and fmt are fetched: the package asks for the versions that were, the bill of materials names them, and
# a parent project's options stay its own. In their places, as there may be no network: fetched/, whose versions stand below.
# cmake -DDUTYBOUND_DIR=... -DFOLDER=... -DGENERATOR=... -DCOMPILER=... -P fetched.cmake
function(configured source folder)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${folder}" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}" -DDUTYBOUND_DEPS=BUNDLED
    "-DFETCHCONTENT_SOURCE_DIR_FMT=${CMAKE_CURRENT_LIST_DIR}/fetched/fmt" "-DFETCHCONTENT_SOURCE_DIR_YAML-CPP=${CMAKE_CURRENT_LIST_DIR}/fetched/yaml-cpp" ${ARGN}
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(said file text)
  file(READ "${file}" content)
  string(FIND "${content}" "${text}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "${file} does not say `${text}`:\n${content}")
  endif()
endfunction()

file(REMOVE_RECURSE "${FOLDER}")  # a cache that was written into once shows nothing
configured("${DUTYBOUND_DIR}" "${FOLDER}/alone" -DDUTYBOUND_BUILD_TESTS=OFF -DDUTYBOUND_BUILD_EXAMPLES=OFF -DDUTYBOUND_BUILD_CLI=OFF)
said("${FOLDER}/alone/dutyboundConfig.cmake" "find_dependency(yaml-cpp 0.9...<0.10)")
said("${FOLDER}/alone/dutyboundConfig.cmake" "find_dependency(fmt 11...<12)")
said("${FOLDER}/alone/dutybound.pc" "Requires: fmt >= 11, fmt < 12, yaml-cpp >= 0.9, yaml-cpp < 0.10,")
said("${FOLDER}/alone/dutybound.cdx.json" "pkg:github/fmtlib/fmt@11.2.0")
said("${FOLDER}/alone/dutybound.cdx.json" "pkg:github/jbeder/yaml-cpp@0.9.0")
configured("${CMAKE_CURRENT_LIST_DIR}/add_subdirectory" "${FOLDER}/inside" "-DDUTYBOUND_DIR=${DUTYBOUND_DIR}")
