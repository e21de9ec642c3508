#!/bin/sh
# By hand: the library and its consumers with clang and its own standard library, libc++. libcxx.sh FOLDER [CLANG++]
# yaml-cpp, which hands over strings, is compiled for libc++ from Debian's source package (deb-src is needed); what else is linked is C or
# headers alone. Needs clang-16 libc++-16-dev libc++abi-16-dev.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
compiler=${2:-clang++-16}
mkdir -p "$folder"
cd "$folder"
[ -d yaml ] || { apt-get source --download-only yaml-cpp && dpkg-source --no-check -x yaml-cpp_*.dsc yaml; }
configure() { cmake -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS=-stdlib=libc++ "$@"; }
configure -S yaml -B yaml-build -DYAML_CPP_BUILD_TESTS=OFF -DYAML_CPP_BUILD_TOOLS=OFF -DYAML_BUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON
cmake --build yaml-build
cmake --install yaml-build --prefix "$PWD/prefix"
configure -S "$project" -B library -DCMAKE_PREFIX_PATH="$PWD/prefix" -DDUTYBOUND_STATIC_DEPS=ON -DDUTYBOUND_JOIN_SOURCES=ON -DDUTYBOUND_DEPS=SYSTEM \
  -DDUTYBOUND_WERROR=ON -DDUTYBOUND_BUILD_TESTS=OFF -DDUTYBOUND_BUILD_EXAMPLES=OFF -DDUTYBOUND_BUILD_CLI=OFF
cmake --build library
cmake --install library --prefix "$PWD/prefix"
configure -S "$project/tests/package/consumers" -B consumers -DCMAKE_PREFIX_PATH="$PWD/prefix"
cmake --build consumers
ctest --test-dir consumers --output-on-failure --no-tests=error
