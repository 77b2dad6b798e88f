# Makes a zoo of namespaces and keeps it until its standard input ends. Started as root, as PID 1 of new PID, mount, network and
# UTS namespaces, so that lsns sees the zoo and nothing else, and nothing outlives it:
#
#   LIST=FILE HOW=whole|plain zoo.bash
#
# An animal is a process, or a few, that rests in namespaces of its own. There is one of each kind for root, and one for the
# ordinary user of those that it can make. An animal has the same PIDs in every zoo. The file LIST gets a line
# "WHO KIND PID" for each, and "WHO KIND_TYPE INODE" for a namespace in which no process is. A plain zoo has none of those but
# the ghosts: for a judge that does not see the others.
set -eu
umask 022
[ $$ = 1 ] || { echo 'zoo.bash: not in a PID namespace of its own' >&2; exit 2; }
list=$LIST how=$HOW

mount -t tmpfs -o mode=1777 zoo /mnt
mount -t tmpfs -o mode=755 zoo /run
printf '%s\n' >/mnt/passwd root:x:0:0::/root:/bin/sh alcove-test:x:1001:1001::/:/bin/sh \
    nobody:x:65534:65534::/:/bin/false
printf '%s\n' >/mnt/group root:x:0: nogroup:x:65534: alcove-test:x:1001:
mount --bind /mnt/passwd /etc/passwd
mount --bind /mnt/group /etc/group
mkfifo /mnt/ready
mkfifo -m 666 /mnt/never # what reads from it waits
exec 9<>/mnt/ready
cd /
export LC_ALL=C

# The last thing that an animal does. It sleeps under the name that is given, which may be any bytes.
rest() {
    echo ready >&9
    exec -a "$1" sleep infinity 9>&-
}

# Tells the inode of a namespace that the process is in, for the list.
tell() {
    echo "$1_$2 $(stat -L -c %i "/proc/self/ns/$2")" >&9
}

# Waits until another process has executed the program of that name.
await() {
    local name=
    until read -r name <"/proc/$1/comm" && [ "$name" = "$2" ]; do :; done
}

# User namespaces in user namespaces.
users() {
    if [ "$1" -lt 3 ]; then
        unshare -r bash -c "users $(($1 + 1))" &
    fi
    rest "user $1"
}

# PID namespaces in PID namespaces, each with its own /proc.
pids() {
    if [ "$1" -lt 3 ]; then
        unshare -pf --mount-proc bash -c "pids $(($1 + 1))" &
    fi
    rest "init $1"
}

# Several processes in one namespace.
family() {
    bash -c 'rest "first child"' &
    bash -c 'bash -c "rest grandchild" & rest "second child"' &
    rest parent
}

# The only process of a user namespace is a zombie.
zombie() {
    unshare -r bash -c "await $$ sleep; echo ready >&9; exec true" &
    rest 'parent of a zombie'
}

# A network namespace that nothing keeps but a descriptor of this process, which has left it.
descriptor() {
    exec 6</proc/self/ns/net
    exec unshare -n bash -c 'tell descriptor net; exec 7</proc/self/ns/net
        exec nsenter --net=/proc/self/fd/6 bash -c "exec 6<&-; rest \"keeps a descriptor\""'
}

# The same, by a socket.
socket() {
    exec 6</proc/self/ns/net
    exec unshare -n bash -c 'tell socket net; ip link set lo up; exec 7<>/dev/udp/127.0.0.1/9
        exec nsenter --net=/proc/self/fd/6 bash -c "exec 6<&-; rest \"keeps a socket\""'
}

# Namespaces that nothing keeps but a mount, in this mount namespace.
mounts() {
    local type
    mkdir "$1/held"
    for type in net uts ipc user; do
        : >"$1/held/$type"
        unshare "--$type" sleep infinity &
        await $! sleep
        mount --bind "/proc/$!/ns/$type" "$1/held/$type"
        disown $!
        kill -KILL $!
        echo "mounts_$type $(stat -L -c %i "$1/held/$type")" >&9
    done
    : >"$1/held/net again, here"
    mount --bind "$1/held/net" "$1/held/net again, here"
}

# A thread is in another network namespace than its process.
thread() {
    local unshare=272
    [ "$(uname -m)" = x86_64 ] || unshare=97
    export CODE='
        threads->create(sub {
            syscall($ARGV[0], 0x40000000) == 0 or die "unshare: $!";
            open(my $ready, ">&=9") or die;
            syswrite($ready, "ready\n");
            sleep;
        })->join'
    exec -a "two threads" perl -Mthreads -e "eval \$ENV{CODE}" $unshare
}

export -f rest tell await users pids family zombie descriptor socket mounts thread

# Starts an animal, and waits until as many of its processes rest as are told.
animal() {
    local kind=$1 processes=$2 line
    shift 2
    pid=$((pid + 10))
    echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid
    setpriv $ids "$@" >/dev/null &
    [ $! = $pid ] || { echo "zoo.bash: $who $kind is $! and not $pid" >&2; exit 1; }
    echo "$who $kind $pid" >>"$list"
    while [ "$processes" -gt 0 ]; do
        read -r -t 20 -u 9 line || { echo "zoo.bash: $who $kind does not come to rest" >&2; exit 1; }
        [ "$line" = ready ] && processes=$((processes - 1)) || echo "$who $line" >>"$list"
    done
}

# What both make. $1 is how: "unshare", or "unshare -r" for who may do it in a user namespace only.
common() {
    animal keeper 1 bash -c 'rest "keeper of the zoo"'
    animal users 3 unshare -r bash -c 'users 1'
    animal ghost 1 unshare -rn bash -c 'tell ghost user; exec unshare -r bash -c "rest \"child of a ghost\""'
    animal pids 3 $1 -pf --mount-proc bash -c 'pids 1'
    animal family 4 $1 --ipc bash -c family
    animal zombie 2 $1 --uts bash -c zombie
    if [ "$how" = whole ]; then
        animal descriptor 1 $1 -n bash -c descriptor
        animal socket 1 $1 -n bash -c socket
    fi
    animal thread 1 $1 -n bash -c thread
    animal everything 1 $1 -muinpCTf --mount-proc bash -c 'rest everything'
    animal clock 1 $1 -Tf --boottime 1000 bash -c 'rest clock'
    animal cgroup 1 $1 -C bash -c 'rest "cgroup"'
    animal stopped 1 $1 --uts bash -c 'rest stopped'
    animal words 1 $1 --uts bash -c "rest $'two  words\\tand a tab\\nand a line\\n'"
    animal utf8 1 $1 --uts bash -c "rest $'gr\\303\\274n \\346\\227\\245\\346\\234\\254 e\\314\\201 \\360\\237\\246\\206'"
    animal control 1 $1 --uts bash -c "rest $'\\033[31mred\\001\\177 \"quoted\" \\\\\\\\x41'"
    animal bytes 1 $1 --uts bash -c "rest $'\\377\\376\\303'"
    animal empty 1 $1 --uts bash -c "rest ''"
    animal long 1 $1 --uts bash -c "rest '$(printf 'a long command line %.0s' {1..10})'"
}

# What takes root, because it is seen in the mount namespace of the zoo.
for_root() {
    local name
    [ "$how" = plain ] || mounts /run
    mkdir /run/netns
    for name in blue 'with a space' $'gr\303\274n'; do
        ip netns add "$name"
        animal netns 1 nsenter --net="/run/netns/$name" bash -c "rest 'in $name'"
        animal visitor 1 nsenter --net="/run/netns/$name" setpriv --reuid 1001 --regid 1001 --clear-groups bash -c "rest 'visits $name'"
    done
    ip netns set blue 7
    mkdir /run/again
    : >"/run/again/and, again"
    mount --bind /run/netns/blue "/run/again/and, again"
}

# What an ordinary user mounts is in a mount namespace of its own.
for_user() {
    [ "$how" = plain ] || animal mounts 1 unshare -rm bash -c 'mount -t tmpfs zoo /mnt; mounts /mnt; rest "keeps mounts"'
}

who=root pid=10000 ids='--groups 0'
common unshare
for_root
who=user pid=20000 ids='--reuid 1001 --regid 1001 --clear-groups'
common 'unshare -r'
for_user

# Each says that it rests just before it does.
for process in /proc/[0-9]*; do
    while [ "$process" != /proc/1 ] && read -r name <"$process/comm" && [ "$name" = bash ]; do :; done
done
kill -STOP $(sed -n 's/.* stopped //p' "$list")

echo open
read -r _ || :
