#!/bin/bash
# Prints all that a process sees of itself, one fact a line. It starts no process, because in a new PID namespace that would be
# PID 1 and the last.
set -f

say() { printf 'state %s\n' "$*"; }

# The lines of a file of this process, without the white space that aligns them.
lines() {
    local line
    while read -r line; do say "$1" $line; done 2>/dev/null <"/proc/self/$1" || say "$1 missing"
}

# The strings of a file of this process, so that each byte of them can be seen.
strings() {
    local all text number=0
    mapfile -d '' all <"/proc/self/$1"
    for text in "${all[@]}"; do
        printf -v text %q "$text"
        say "$1" $((number++)) "$text"
    done
}

# Says a PID if it is 1, which is what started the case unless there is a new PID namespace, or 0, which is outside of that.
pid() {
    case $2 in
        0 | 1) say "$1" "$2" ;;
        *) say "$1" other ;;
    esac
}

status() {
    local key value
    while read -r key value; do
        case $key in
            Name: | Umask: | TracerPid: | Uid: | Gid: | Groups: | Threads: | Sig[BIC]*: | Cap*: | NoNewPrivs: | Seccomp*: | \
                THP_enabled: | Cpus_allowed_list: | Mems_allowed_list:)
                say "status $key" $value
                ;;
            NSpid:)
                set -- $value
                say "status $key $#"
                ;;
        esac
    done </proc/self/status
}

# Without the numbers that differ each time.
mounts() {
    local id parent device root point options rest
    while read -r id parent device root point options rest; do
        say mount "$root" "$point" "$options" "$rest"
    done </proc/self/mountinfo
}

process() {
    local parent stat children file open=
    pid pid $$
    pid parent $PPID
    if read -r parent 2>/dev/null <"/proc/$PPID/comm"; then
        say parent name "$parent"
    fi
    read -r stat </proc/self/stat
    set -- ${stat##*) }
    pid group "$3"
    pid session "$4"
    say tty "$5" nice "${17}" policy "${39}"
    read -r -a children <"/proc/self/task/${stat%% *}/children"
    say children ${#children[@]}
    for file in {0..254}; do
        [ ! -e "/proc/self/fd/$file" ] || open="$open $file"
    done
    say open$open
    say directory "$PWD"
}

# The hierarchy that the tools know. Through those of version 1 others may move a process while it runs.
cgroup() {
    local line
    while read -r line; do
        [[ $line != 0::* ]] || say cgroup "$line"
    done </proc/self/cgroup
}

clock() {
    local uptime rest
    read -r uptime rest </proc/uptime
    say uptime "${uptime%.*}"
}

process
status
strings cmdline
strings environ
for file in uid_map gid_map setgroups timens_offsets oom_score_adj coredump_filter personality timerslack_ns limits; do
    lines $file
done
cgroup
read -r host </proc/sys/kernel/hostname
say hostname "$host"
mounts
clock
namespaces=
for type in cgroup ipc mnt net pid pid_for_children time time_for_children user uts; do
    if [ -e /proc/self/ns/$type ]; then
        namespaces="$namespaces /proc/self/ns/$type"
    else
        say ns $type none
    fi
done
exec stat -L -c 'state ns %n %i' $namespaces
