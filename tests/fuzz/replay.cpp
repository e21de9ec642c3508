// Runs a fuzz target over the files of its corpus, and over each of them cut off and with bytes changed; so that every build,
// with whatever sanitizers, tries what the fuzzer found. The changes are the same every time.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::size_t runs = 0;

void run(const std::string& input) {
  ++runs;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

void run_changed(std::string input, std::uint32_t seed) {
  constexpr const char* marks = "()[]{}\"',.+-*/<>=@ \n0aZ\x80\xff";
  const std::size_t kinds = std::char_traits<char>::length(marks);
  for (int change = 0; change < 16 && !input.empty(); ++change) {
    seed = seed * 1664525U + 1013904223U;
    const std::size_t at = (seed >> 8U) % input.size();
    const char mark = marks[(seed >> 3U) % kinds];
    if (seed % 3 == 0) {
      input[at] = mark;
    } else if (seed % 3 == 1) {
      input.insert(at, 1, mark);
    } else {
      input.erase(at, 1);
    }
    run(input);
  }
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) files.push_back(entry.path());
    for (const auto& path : files) {
      std::ifstream file(path, std::ios::binary);
      const std::string input((std::istreambuf_iterator<char>(file)), {});
      run(input);
      run(input.substr(0, input.size() / 2));
      run_changed(input, static_cast<std::uint32_t>(input.size()));
    }
    if (files.empty()) {
      std::fprintf(stderr, "%s: no corpus\n", arguments[i]);
      return 1;
    }
  }
  std::printf("%zu inputs\n", runs);
  return runs == 0 ? 1 : 0;
}
