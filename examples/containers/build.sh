#!/bin/sh
# A build that sees its sources, a scratch directory and one output, and no network.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/src" "$work/dist"
echo 'print what was built' >"$work/src/input"

alcove run --hostname build --ro-bind "$work/src:/mnt" --bind "$work/dist:/srv" --tmpfs /opt -w /opt \
    -e SOURCE_DATE_EPOCH=0 -e TZ=UTC -- sh -ec '
    cp /mnt/input object
    ! touch /mnt/input 2>/dev/null
    test "$(ip -br link | wc -l)" -eq 1
    tr a-z A-Z <object >/srv/program
'
test "$(cat "$work/dist/program")" = 'PRINT WHAT WAS BUILT'
test "$(ls "$work/src")" = input
