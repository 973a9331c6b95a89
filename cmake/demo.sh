#!/usr/bin/env bash
# From a fresh Debian 12 to a first verdict: installs what is missing, builds, and checks one scenario.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash cmake/install-packages.sh build
cmake -S . -B build/demo -G Ninja -D CMAKE_BUILD_TYPE=Release -D AFTERLIFE_TESTS=OFF -D AFTERLIFE_WERROR=OFF \
  -D AFTERLIFE_UNITY=30
cmake --build build/demo --target afterlife
exec build/demo/afterlife check "${@:-specs/scenarios/seed/lookaside.yaml}"
