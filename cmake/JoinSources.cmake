# dutybound_join_sources(TARGET): compiles the sources of each folder of src/ as one (a unity build), which takes a tenth of the time.
# Sources that give a name of their anonymous namespace a second time in their folder are compiled alone.
set(DUTYBOUND_COMPILED_ALONE
  feel/check_call.cpp feel/lexer.cpp feel/temporal.cpp
  input/facts_from_document.cpp input/map_xml.cpp input/read_csv.cpp input/row_record.cpp input/typed_value.cpp input/written_day.cpp
  report/json.cpp api/rule_parts.cpp api/schema_assessment.cpp yaml/syntax_error.cpp
  rulebook/keys.cpp rulebook/keys_catalogue.cpp rulebook/keys_vocabulary.cpp rulebook/shape.cpp rulebook/formula.cpp rulebook/implication.cpp rulebook/relaxation.cpp)

function(dutybound_join_sources target)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    if(source MATCHES "/src/([a-z_]+(/[a-z_]+)?)/[a-z0-9_]+\\.cpp$")
      string(REPLACE "/" "_" stage "${CMAKE_MATCH_1}")
      string(REGEX REPLACE ".*/src/" "" name "${source}")
      if(name IN_LIST DUTYBOUND_COMPILED_ALONE)
        set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      else()
        set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${stage})
      endif()
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # One source's names are no business of another's; and the objects are large.
  target_compile_options(${target} PRIVATE "$<IF:$<CXX_COMPILER_ID:MSVC>,/bigobj,-Wno-shadow>")
endfunction()
