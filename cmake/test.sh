#!/usr/bin/env bash
# Everything that has to hold, from a fresh Debian 12: installs what is missing, builds, and runs every test, style
# included. Ends with the summary of ctest, and with its exit code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash cmake/install-packages.sh test
cmake --preset release
cmake --build --preset release
exec ctest --preset release --parallel "$(nproc)"
