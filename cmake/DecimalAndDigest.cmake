# Two libraries without a CMake package of their own: Intel's decimal arithmetic and libsodium's SHA-256.
find_path(DUTYBOUND_BID_INCLUDE_DIR bid_functions.h)
find_library(DUTYBOUND_BID_LIBRARY NAMES bidgcc000 bid)
find_path(DUTYBOUND_SODIUM_INCLUDE_DIR sodium/crypto_hash_sha256.h)
find_library(DUTYBOUND_SODIUM_LIBRARY NAMES libsodium.a sodium libsodium)  # the last on Windows
foreach(needed IN ITEMS DUTYBOUND_BID_INCLUDE_DIR DUTYBOUND_BID_LIBRARY DUTYBOUND_SODIUM_INCLUDE_DIR DUTYBOUND_SODIUM_LIBRARY)
  if(NOT ${needed})
    message(FATAL_ERROR "Intel's decimal library or libsodium is not installed (${needed}). On Debian: apt-get install libintelrdfpmath-dev libsodium-dev")
  endif()
endforeach()

add_library(dutybound_decimal INTERFACE)
target_include_directories(dutybound_decimal SYSTEM INTERFACE ${DUTYBOUND_BID_INCLUDE_DIR})
target_link_libraries(dutybound_decimal INTERFACE ${DUTYBOUND_BID_LIBRARY})
add_library(dutybound_digest INTERFACE)
target_include_directories(dutybound_digest SYSTEM INTERFACE ${DUTYBOUND_SODIUM_INCLUDE_DIR})
target_link_libraries(dutybound_digest INTERFACE ${DUTYBOUND_SODIUM_LIBRARY})
