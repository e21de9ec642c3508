# Installs library, headers, command, and the package by which find_package(dutybound) finds them.
include(CMakePackageConfigHelpers)

# A static library's private dependencies are part of its export.
install(TARGETS dutybound EXPORT dutyboundTargets FILE_SET HEADERS
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(DUTYBOUND_BUILD_CLI)
  install(TARGETS dutybound_cli EXPORT dutyboundTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dutybound)
install(EXPORT dutyboundTargets NAMESPACE dutybound:: DESTINATION ${package_dir})
configure_package_config_file(cmake/dutyboundConfig.cmake.in "${PROJECT_BINARY_DIR}/dutyboundConfig.cmake" INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/dutyboundConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/dutyboundConfig.cmake" "${PROJECT_BINARY_DIR}/dutyboundConfigVersion.cmake"
  cmake/YamlCppTarget.cmake cmake/DecimalAndDigest.cmake DESTINATION ${package_dir})
# Notices and SBOM of what is installed: of the library, which others link on, and of the command.
include(BillOfMaterials)
set(parts library)
if(DUTYBOUND_BUILD_CLI)
  list(APPEND parts command)
endif()
dutybound_bill_of_materials(dutybound ${parts})
install(FILES LICENSE "${PROJECT_BINARY_DIR}/dutybound.notices.txt" "${PROJECT_BINARY_DIR}/dutybound.cdx.json" DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY rules DESTINATION ${CMAKE_INSTALL_DATADIR}/dutybound)
