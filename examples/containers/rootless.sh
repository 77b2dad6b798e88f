#!/bin/sh
# Root inside; outside, whoever called.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
alcove run --bind "$work:/srv" -- sh -c 'test "$(id -u)" -eq 0 && touch /srv/file'
test "$(stat -c %u "$work/file")" -eq "$(id -u)"
# What is not the caller's stays out of reach: the host's files are read-only, and its processes not to be seen.
! alcove run -- sh -c 'touch /etc/intruder' 2>/dev/null
test "$(alcove run -- sh -c 'ls -d /proc/[0-9]* | wc -l')" -lt 10
