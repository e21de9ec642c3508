#!/bin/sh
# A program compiled by hand with what pkg-config says of the installed library. pkg_config.sh COMPILER PREFIX LIBDIR SOURCE
set -eu
compiler=$1 libraries=$2/$3 source=$4
export PKG_CONFIG_PATH="$libraries/pkgconfig"
program=$(mktemp -d)/consumer
# shellcheck disable=SC2046
"$compiler" -std=c++20 "$source" $(pkg-config --cflags --libs dutybound) -o "$program"
LD_LIBRARY_PATH=$libraries "$program"
rm -r "$(dirname "$program")"
