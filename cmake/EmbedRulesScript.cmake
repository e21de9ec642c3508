# Writes OUTPUT: one array of bytes for each of FILES (separated by |) below DIRECTORY, and embedded_rules() over them.
string(REPLACE "|" ";" files "${FILES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS files)
  file(READ "${DIRECTORY}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "const unsigned char file_${number}[] = {${bytes}0};\n")
  string(APPEND rows "      {\"${file}\", text(file_${number}, sizeof file_${number} - 1)},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from rules/ by cmake/EmbedRulesScript.cmake.
#include <dutybound/rulebook.hpp>

namespace {
${arrays}
[[maybe_unused]] std::string text(const unsigned char* bytes, std::size_t size) { return {reinterpret_cast<const char*>(bytes), size}; }
}  // namespace

namespace dutybound {
const std::vector<RuleFile>& embedded_rules() {
  static const std::vector<RuleFile> files = {
${rows}  };
  return files;
}
}  // namespace dutybound
")
