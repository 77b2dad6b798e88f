#!/bin/sh
# Without the capability to change owners root cannot; with none at all it is root in name only.
set -eu
alcove run --tmpfs /srv --cap-drop CHOWN -- sh -c 'touch /srv/x && ! chown 1 /srv/x 2>/dev/null'
test "$(alcove run --cap-drop ALL -- sh -c 'grep ^CapEff /proc/self/status')" = "$(printf 'CapEff:\t0000000000000000')"
test "$(alcove run --cap-drop ALL --cap-add KILL -- sh -c 'grep ^CapEff /proc/self/status')" = \
    "$(printf 'CapEff:\t0000000000000020')"
