# Runs CASE, in its place and as its user, and tells what it takes to read what it printed: what is here to compare with, how it
# ended, and what it left running:
#
#   run UNSHARE CASE
U=$1
read -r uptime _ </proc/uptime
echo "here uptime ${uptime%.*}"
stat -L -c 'here %n %i' /proc/self/ns/*
eval "$2"
status=$?

# Those that are about to end get half a second to do so.
for _ in 1 2 3 4 5 6 7 8 9 10; do
    left=
    for process in /proc/[0-9]*; do
        [ "$process" = /proc/1 ] || ! read -r name 2>/dev/null <"$process/comm" || left="$left $name"
    done
    [ -n "$left" ] || break
    sleep 0.05
done
[ -z "$left" ] || echo "left$left"
echo "exit $status"
