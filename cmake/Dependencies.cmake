# Finds what the library needs; fetches yaml-cpp, fmt and Catch2 at pinned versions where allowed and absent.
include(FetchContent)

set(DUTYBOUND_DEBIAN_PACKAGES
    "libyaml-cpp-dev libfmt-dev nlohmann-json3-dev libexpat1-dev tao-pegtl-dev libintelrdfpmath-dev libsodium-dev libcli11-dev catch2")

if(DUTYBOUND_DEPS STREQUAL "SYSTEM")
  set(FETCHCONTENT_TRY_FIND_PACKAGE_MODE ALWAYS)
  find_package(yaml-cpp QUIET)
  find_package(fmt QUIET)
  if(NOT yaml-cpp_FOUND OR NOT fmt_FOUND)
    message(FATAL_ERROR "DUTYBOUND_DEPS=SYSTEM, but yaml-cpp or fmt is not installed. On Debian: apt-get install ${DUTYBOUND_DEBIAN_PACKAGES}")
  endif()
elseif(DUTYBOUND_DEPS STREQUAL "BUNDLED")
  set(FETCHCONTENT_TRY_FIND_PACKAGE_MODE NEVER)
else()
  set(FETCHCONTENT_TRY_FIND_PACKAGE_MODE OPT_IN)
endif()

FetchContent_Declare(yaml-cpp
  GIT_REPOSITORY https://github.com/jbeder/yaml-cpp.git GIT_TAG yaml-cpp-0.9.0 FIND_PACKAGE_ARGS 0.7)
FetchContent_Declare(fmt
  GIT_REPOSITORY https://github.com/fmtlib/fmt.git GIT_TAG 11.2.0 FIND_PACKAGE_ARGS 9)
# Their options as plain variables of a function: those that a parent project gave them stay its own.
function(dutybound_fetch)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # their option() commands take a variable that there is
  set(BUILD_TESTING OFF)  # and with it yaml-cpp's tests, whose own option would be written into the cache
  set(YAML_CPP_BUILD_TOOLS OFF)
  set(YAML_CPP_INSTALL ${DUTYBOUND_INSTALL})
  set(FMT_INSTALL ${DUTYBOUND_INSTALL})
  FetchContent_MakeAvailable(yaml-cpp fmt)
  foreach(package IN ITEMS yaml-cpp fmt)  # the version is the bill of materials' and the package's: as it was found, or as what was fetched says
    if("${${package}_VERSION}" STREQUAL "")
      get_target_property(${package}_VERSION ${package} VERSION)
    endif()
    if(NOT "${${package}_VERSION}" MATCHES "^[0-9]+\\.[0-9]+")
      message(FATAL_ERROR "${package} does not say which version it is, which the package has to ask for")
    endif()
    set(${package}_VERSION "${${package}_VERSION}" PARENT_SCOPE)
  endforeach()
endfunction()
dutybound_fetch()
include(YamlCppTarget)

find_package(nlohmann_json 3.10 QUIET)
find_package(EXPAT 2.4 QUIET)
if(NOT nlohmann_json_FOUND OR NOT EXPAT_FOUND)
  message(FATAL_ERROR "nlohmann_json or expat is not installed. On Debian: apt-get install ${DUTYBOUND_DEBIAN_PACKAGES}")
endif()
find_path(DUTYBOUND_PEGTL_INCLUDE_DIR tao/pegtl.hpp)
if(NOT DUTYBOUND_PEGTL_INCLUDE_DIR)
  message(FATAL_ERROR "PEGTL is not installed. On Debian: apt-get install tao-pegtl-dev")
endif()
add_library(dutybound_pegtl INTERFACE)  # headers alone
target_include_directories(dutybound_pegtl SYSTEM INTERFACE ${DUTYBOUND_PEGTL_INCLUDE_DIR})
include(DecimalAndDigest)
include(StaticDependencies)
