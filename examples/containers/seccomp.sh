#!/bin/sh
# A profile that allows everything but to make directories.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/profile.json" <<'JSON'
{
  "defaultAction": "SCMP_ACT_ALLOW",
  "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13}]
}
JSON
alcove run --security-opt "seccomp=$work/profile.json" -- sh -c 'touch /tmp/file && ! mkdir /tmp/directory 2>/dev/null'
alcove run -- mkdir /tmp/directory
