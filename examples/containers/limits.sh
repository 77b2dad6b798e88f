#!/bin/sh
# Twenty tasks and no more; and memory that ends whoever wants too much of it. Takes root, or a delegated cgroup.
set -eu
test "$(alcove run --pids-limit 20 -- sh -c 'i=0; while [ $i -lt 40 ]; do sleep 1 & i=$((i + 1)); done 2>/dev/null; echo' |
    wc -l)" -le 1
status=0
alcove run --memory 32m --memory-swap 32m -- sh -c 'exec tail /dev/zero' 2>/dev/null || status=$?
test $status -eq 137
