# dutybound_nanoarrow: the bundled nanoarrow (cmake/nanoarrow), its symbols under a prefix of their own. Its objects go into the library.
enable_language(C)
add_library(dutybound_nanoarrow OBJECT "${CMAKE_CURRENT_LIST_DIR}/nanoarrow/nanoarrow.c")
target_include_directories(dutybound_nanoarrow SYSTEM PUBLIC "${CMAKE_CURRENT_LIST_DIR}/nanoarrow/include")
set_target_properties(dutybound_nanoarrow PROPERTIES POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden)
