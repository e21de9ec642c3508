# yaml-cpp 0.7 exports a bare `yaml-cpp`; later versions `yaml-cpp::yaml-cpp`. Gives both the later name.
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
  set_property(TARGET yaml-cpp::yaml-cpp PROPERTY INTERFACE_LINK_LIBRARIES yaml-cpp)
endif()
