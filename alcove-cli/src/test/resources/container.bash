# A container of podman, of nothing but busybox; and a test that enters it by its name. As root:
#
#   container.bash start NAME ROOT-DIRECTORY      make and start it; its host name is 'inside'
#   container.bash remove NAME
#   container.bash test NAME ROOT-DIRECTORY NSENTER
set -u

# Limits are named because podman would raise them, which not every root may. crun takes cgroups as v1 or v2 but not both.
start() {
    mkdir -p "$2"/{bin,proc,sys,dev,tmp,etc}
    cp /bin/busybox "$2/bin/"
    for name in sh sleep hostname ls readlink; do
        ln -sf busybox "$2/bin/$name"
    done
    unshare --mount --propagation slave bash -c '
        while umount /sys/fs/cgroup/unified 2>/dev/null; do :; done
        exec podman run -d --name "$1" --network none --cgroups disabled --hostname inside \
            --ulimit nofile=1000:1000 --ulimit nproc=1000:1000 --rootfs "$2" /bin/sleep 600' bash "$1" "$2" >/dev/null
}

remove() {
    podman rm -f -t 0 "$1" >/dev/null
}

fail() {
    echo "$*" >&2
    exit 1
}

test_entering() {
    container=$1 # by its own name, for when the trap runs the function has ended
    trap 'remove "$container"' EXIT
    start "$1" "$2" || fail 'podman does not start a container here'
    pid=$(podman container inspect --format '{{.State.Pid}}' "$1")
    [ "$("$3" --container "$1" /bin/hostname)" = inside ] || fail 'not in its UTS namespace'
    for type in mnt pid net ipc uts; do
        [ "$("$3" --container "$1" /bin/readlink /proc/self/ns/$type)" = "$(readlink "/proc/$pid/ns/$type")" ] ||
            fail "not in its $type namespace"
    done
    "$3" --container "$1" /bin/sh -c 'exit 7'
    [ $? = 7 ] || fail 'not the status of the program'
    podman kill "$1" >/dev/null
    until message=$("$3" --container "$1" true 2>&1) || [[ $message == *'is not running but exited'* ]]; do sleep 0.1; done
    [[ $message == *"podman start $1"* ]] || fail "no remedy: $message"
    echo ok
}

case $1 in
    start) start "$2" "$3" ;;
    remove) remove "$2" ;;
    test) test_entering "$2" "$3" "$4" ;;
esac
