#!/bin/sh
# Two containers with one network and one view of processes; each has its own files.
set -eu
first=$(alcove run -d --tmpfs /srv -- sh -c 'echo mine >/srv/file; exec sleep 1000')
trap 'alcove rm -f "$first" >/dev/null' EXIT
alcove run --net "container:$first" --pid "container:$first" -- sh -c '
    ps ax | grep -q "[s]leep 1000"
    ! test -e /srv/file
'
test "$(alcove exec "$first" cat /srv/file)" = mine
