# _dutybound: the compiled half of the Python package. In a build tree the package is whole in python/dutybound below the build folder, so
# that PYTHONPATH=BUILD/python imports it; in a wheel scikit-build-core puts the module beside the Python files.
find_package(Python 3.9 REQUIRED COMPONENTS Interpreter Development.Module)
set(PYBIND11_FINDPYTHON ON)
execute_process(COMMAND "${Python_EXECUTABLE}" -m pybind11 --cmakedir
  OUTPUT_VARIABLE pybind11_hint OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
find_package(pybind11 2.10 CONFIG QUIET HINTS "${pybind11_hint}")
if(NOT pybind11_FOUND)
  message(FATAL_ERROR "pybind11 is not installed. `${Python_EXECUTABLE} -m pip install pybind11`, or on Debian: apt-get install pybind11-dev")
endif()

set(binder "${PROJECT_SOURCE_DIR}/bindings/python/src")
pybind11_add_module(_dutybound MODULE NO_EXTRAS
  ${binder}/module.cpp
  ${binder}/values.cpp
  ${binder}/case_text.cpp
  ${binder}/bind_findings.cpp
  ${binder}/bind_rules.cpp
  ${binder}/bind_rulebook.cpp
  ${binder}/batch.cpp
  ${binder}/columns.cpp
  ${binder}/bind_caseload.cpp
  ${binder}/single_threaded.cpp)
set_target_properties(_dutybound PROPERTIES CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
target_compile_features(_dutybound PRIVATE cxx_std_20)
target_link_libraries(_dutybound PRIVATE dutybound::dutybound dutybound_commands dutybound_dev)
if(UNIX AND NOT APPLE)
  # Nothing of what is linked in is for others to see, nor needed from them: C++'s run time is inside as well.
  target_link_options(_dutybound PRIVATE "-Wl,--version-script=${binder}/exports.map")
  set_property(TARGET _dutybound APPEND PROPERTY LINK_DEPENDS "${binder}/exports.map")
  if(DUTYBOUND_STATIC_DEPS AND NOT DUTYBOUND_SANITIZE)  # what shared libraries throw is only caught by the run time that they share
    target_link_options(_dutybound PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endif()

if(SKBUILD)
  install(TARGETS _dutybound COMPONENT python LIBRARY DESTINATION dutybound)
  # Where packages' metadata keeps licences (PEP 639) and bills of materials (PEP 770).
  include(BillOfMaterials)
  dutybound_bill_of_materials(dutybound-python library command python)
  install(FILES "${PROJECT_BINARY_DIR}/dutybound-python.notices.txt" COMPONENT python DESTINATION "${SKBUILD_METADATA_DIR}/licenses")
  install(FILES "${PROJECT_BINARY_DIR}/dutybound-python.cdx.json" COMPONENT python DESTINATION "${SKBUILD_METADATA_DIR}/sboms")
  return()
endif()
set(staged "${PROJECT_BINARY_DIR}/python/dutybound")
set_target_properties(_dutybound PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${staged}")
add_custom_target(dutybound_python ALL
  COMMAND "${CMAKE_COMMAND}" -E copy_directory "${PROJECT_SOURCE_DIR}/bindings/python/dutybound" "${staged}"
  COMMENT "Putting the Python package together")
add_dependencies(dutybound_python _dutybound)
