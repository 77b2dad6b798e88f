#!/bin/sh
# PID 1 is an init: who outlives a parent is adopted and reaped, and the status is that of the program.
set -eu
alcove run -- sh -c '
    (sleep 0.1 &)
    sleep 0.5
    ! ps -eo stat | grep -q "^Z"
    test "$(ps -o comm= -p 1)" = alcove-init
'
status=0
alcove run -- sh -c 'kill -TERM $$' || status=$?
test $status -eq 143
