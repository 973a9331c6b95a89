#!/bin/sh
# Fails where two objects define types of one name that are not the same. The objects are compiled by GCC with -flto.
#   one_definition.sh COMPILER OBJECT...
set -eu
compiler=$1
shift
linked=$(mktemp)
trap 'rm -f "$linked"' EXIT
"$compiler" -r -nostdlib -flto=auto -flinker-output=rel -Wodr -Werror=odr -Wl,-z,muldefs "$@" -o "$linked"
