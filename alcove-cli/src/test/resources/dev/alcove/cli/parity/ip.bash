# Runs one case of `ip` in a place of its own. Started as root, as PID 1 of new PID, mount and network namespaces, so that
# nothing outlives it and no name on the machine is met:
#
#   ip.bash TOOL OTHER REFERENCE CASE
#
# CASE is a bash program. In it `ip` is the tool that it is about, with the error output behind the output and the exit status if
# it is not 0; `ref` is iproute2's ip, for what is no part of what is tested, and says nothing unless it fails. IP and OTHER are
# the paths of the two tools. At the end come lines that `reads` the state of the kernel with the other tool: in the place, and in
# each network namespace that has a name.
umask 022
[ $$ = 1 ] || { echo 'ip.bash: not in a PID namespace of its own' >&2; exit 2; }
IP=$1 OTHER=$2 REFERENCE=$3
export IP OTHER
mount -t tmpfs tmpfs /run
mkdir /run/work
cd /run/work
ulimit -c 0

# Runs a tool and prints how it went.
tell() {
    "$@" 2>/run/errors
    local status=$?
    local line
    while IFS= read -r line; do
        echo "err $line"
    done </run/errors
    [ $status = 0 ] || echo "exit $status"
    return $status
}

ip() {
    tell "$IP" "$@"
}

ref() {
    "$REFERENCE" "$@" || echo "ref $* failed"
}

# A directory /etc that may be changed.
own_etc() {
    cp -a /etc /run/etc
    mount --bind /run/etc /etc
}

# Waits, up to ten seconds, until a command succeeds.
await() {
    local i
    for ((i = 0; i < 1000; i++)); do
        ! "$@" || return 0
        sleep 0.01
    done
    echo "no use waiting: $*"
    return 1
}

# Each argument is a command line for the other tool.
reads() {
    local line name
    for line; do
        echo "read $line"
        tell "$OTHER" $line
        for name in $(ls /run/netns 2>/dev/null | sort); do
            echo "read $name $line"
            tell "$OTHER" -n "$name" $line
        done
    done
}

exec </dev/null
eval "$4"
exit 0
