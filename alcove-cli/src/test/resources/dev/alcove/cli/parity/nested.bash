# PID namespaces four deep, each with its own /proc. Enters each of them with nsenter, from outside and from every one between,
# and prints what is found there, with FROM and TO as levels, 0 outside:
#
#   FROM TO ns same|other, FROM TO init COMMAND, FROM TO sees COMMANDS
#
# $how are options of unshare and $enter of nsenter: what an ordinary user needs.
set -eu
nest() {
    if [ "$1" -lt 4 ]; then
        /usr/bin/unshare -pf --mount-proc bash -c "nest $(($1 + 1))" &
    fi
    echo ready >&9
    exec -a "level $1" sleep infinity 9>&-
}
export -f nest

look() {
    readlink /proc/self/ns/pid
    ps -p 1 -o args=
    ps -e -o args= | grep '^level' | sort | tr '\n' ' '
}
export -f look

mkfifo /mnt/nested-$$
exec 9<>/mnt/nested-$$
/usr/bin/unshare $how -pf --mount-proc bash -c 'nest 1' >/dev/null &
for level in 1 2 3 4; do read -r -t 20 -u 9 line; done
for level in 1 2 3 4; do
    until pgrep -u "$(id -u)" -f "^level $level" >/dev/null; do :; done
done

# The PID of a level as another sees it.
pid() { awk -v at=$(($1 + 2)) '/^NSpid:/ { print $at }' "/proc/$(pgrep -u "$(id -u)" -f "^level $2")/status"; }

for to in 1 2 3 4; do
    for ((from = 0; from < to; from++)); do
        # All levels are in one user namespace, which is entered once.
        line="-p -m -t $(pid $from $to) bash -c look"
        [ $from = 0 ] || line="-p -m -t $(pid 0 $from) nsenter $line"
        { read -r inode && read -r init && read -r sees; } < <(nsenter $enter $line) || [ -n "$sees" ]
        [ "$inode" = "$(readlink "/proc/$(pid 0 $to)/ns/pid")" ] && same=same || same=other
        printf '%s\n' "$from $to ns $same" "$from $to init $init" "$from $to sees $sees"
    done
done
