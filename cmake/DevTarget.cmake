# dutybound_dev: the project's own warnings and sanitizers. Linked privately, never exported.
add_library(dutybound_dev INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
  if(MSVC)
    target_compile_options(dutybound_dev INTERFACE /W4 /permissive- $<$<BOOL:${DUTYBOUND_WERROR}>:/WX>)
  else()
    target_compile_options(dutybound_dev INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
      $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
      # designated initialisers that leave members to their defaults are how options are meant to be written
      -Wno-missing-field-initializers
      $<$<BOOL:${DUTYBOUND_WERROR}>:-Werror>)
  endif()
endif()
if(DUTYBOUND_SANITIZE)
  target_compile_options(dutybound_dev INTERFACE -fsanitize=${DUTYBOUND_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(dutybound_dev INTERFACE -fsanitize=${DUTYBOUND_SANITIZE})
endif()
