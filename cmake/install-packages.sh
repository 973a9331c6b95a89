#!/usr/bin/env bash
# Installs what is missing of the Debian packages that Afterlife needs.
#   install-packages.sh build    to build and run it
#   install-packages.sh test     to run every test and check the style as well
#   install-packages.sh fuzz     for the fuzzers
set -euo pipefail

build=(g++ cmake ninja-build pkg-config libyaml-dev libz3-dev libboost-dev libexpected-dev libcli11-dev
  nlohmann-json3-dev)
test=(doctest-dev python3 python3-jsonschema python3-yaml cvc5 clang-format-19 clang-tidy-19)
fuzz=(clang-19 libclang-rt-19-dev)

packages=("${build[@]}")
[[ ${1:-build} != build ]] && packages+=("${test[@]}")
[[ ${1:-build} == fuzz ]] && packages+=("${fuzz[@]}")

missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
[[ $(id -u) -eq 0 ]] || as_root=(sudo)
echo "Installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
