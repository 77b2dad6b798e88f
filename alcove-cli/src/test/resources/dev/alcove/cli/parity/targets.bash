# Makes processes for nsenter to enter, and asks what it entered. To be sourced by a case, which ends with 'end'.
all=

# A process in the namespaces that unshare makes of the arguments. T is its PID, P that of the process that waits for it.
target() {
    local child
    : >/mnt/tmp/ready
    unshare "$@" /bin/sh -c 'echo ready >&9; exec /bin/sleep 1000 9>&-' </dev/null >/dev/null 2>&1 9>/mnt/tmp/ready &
    T=$!
    disown
    until [ -s /mnt/tmp/ready ]; do sleep 0.01; done
    while child=$(<"/proc/$T/task/$T/children") && [ -n "$child" ]; do
        all="$all $T"
        P=$T
        T=${child% }
    done
    all="$all $T"
}

# Says of each type of namespace whether nsenter, with the arguments, came to the target's, to that of here, or elsewhere.
entered() {
    local types=(cgroup ipc mnt net pid time user uts) got its here line=() i
    mapfile -t got < <("$U" "$@" readlink "${types[@]/#//proc/self/ns/}")
    mapfile -t its < <(readlink "${types[@]/#//proc/$T/ns/}")
    mapfile -t here < <(readlink "${types[@]/#//proc/self/ns/}")
    for i in "${!got[@]}"; do
        [ "${got[i]}" = "${here[i]}" ] || case ${got[i]} in
            "${its[i]}") line+=("${types[i]}") ;;
            *) line+=("another ${types[i]}") ;;
        esac
    done
    [ ${#got[@]} -eq 0 ] || echo "entered ${line[*]:-nothing}"
}

# Ends all targets, with the status of what came before.
end() {
    local status=$?
    kill -KILL $all 2>/dev/null
    return $status
}
