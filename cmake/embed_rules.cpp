// Run by the build: files of rules to a C++ source that holds their texts and trees (src/api/embedded.hpp).
// Arguments: the source to write, the folder, the files below it.
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "yaml/packed.hpp"
#include "yaml/read.hpp"

namespace {

using namespace dutybound;

/// As an array, in short lines: compilers limit how long a string literal may be, and how long a line.
void write_array(std::ofstream& out, const std::string& name, const std::string& bytes) {
  out << "const unsigned char " << name << "[] = {";
  for (std::size_t i = 0; i < bytes.size(); ++i)
    out << static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) << (i % 64 == 63 ? ",\n" : ",");
  out << "0};\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  std::ofstream out(arguments[1], std::ios::binary);
  out << "// Generated from rules/ by cmake/embed_rules.cpp.\n#include \"api/embedded.hpp\"\n\nnamespace {\n";
  std::string files;
  std::string trees;
  for (int i = 3; i < count; ++i) {
    std::ifstream in(std::string(arguments[2]) + "/" + arguments[i], std::ios::binary);
    const auto source = std::make_shared<const Source>(Source{arguments[i], {std::istreambuf_iterator<char>(in), {}}});
    const Result<yaml::Node> tree = yaml::read(source);
    for (const Diagnostic& d : tree.diagnostics()) {
      std::fprintf(stderr, "%s/%s:%zu:%zu: error: %s\n", arguments[2], arguments[i], d.line(), d.column(), d.message.c_str());
    }
    if (!in || !tree.ok()) return 1;
    const std::string number = std::to_string(i - 3);
    write_array(out, "file_" + number, source->text);
    write_array(out, "tree_" + number, yaml::pack(tree.value()));
    files += "      {\"" + source->name + "\", std::string(text(file_" + number + "))},\n";
    trees += "      text(tree_" + number + "),\n";
  }
  out << "\ntemplate <std::size_t size>\n"
         "std::string_view text(const unsigned char (&bytes)[size]) {\n"
         "  return {reinterpret_cast<const char*>(bytes), size - 1};\n"
         "}\n\n"
         "}  // namespace\n\n"
         "namespace dutybound {\n\n"
         "const std::vector<RuleFile>& embedded_rules() {\n"
         "  static const std::vector<RuleFile> files = {\n"
      << files
      << "  };\n"
         "  return files;\n"
         "}\n\n"
         "const std::vector<std::string_view>& embedded_trees() {\n"
         "  static const std::vector<std::string_view> trees = {\n"
      << trees
      << "  };\n"
         "  return trees;\n"
         "}\n\n"
         "}  // namespace dutybound\n";
  out.close();
  return out ? 0 : 1;
}
