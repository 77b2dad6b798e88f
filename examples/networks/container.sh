#!/bin/bash
# A namespace such as a container has: a veth pair to a bridge, an address, a default route, and processes of its own.
set -euo pipefail

name=box bridge=cbr0 gateway=10.30.0.1
tidy() {
    ip netns delete "$name" 2>/dev/null || true
    ip link delete "$bridge" 2>/dev/null || true
}
trap tidy EXIT

ip link add name "$bridge" type bridge
ip addr add "$gateway/24" dev "$bridge"
ip link set "$bridge" up

ip netns add "$name"
ip link add "veth-$name" type veth peer name "ceth-$name"
ip link set "ceth-$name" netns "$name"
ip link set "veth-$name" master "$bridge"
ip link set "veth-$name" up

ip netns exec "$name" ip link set lo up
ip netns exec "$name" ip link set "ceth-$name" name eth0
ip netns exec "$name" ip link set eth0 up
ip netns exec "$name" ip addr add 10.30.0.100/24 dev eth0
ip netns exec "$name" ip route add default via "$gateway"

ip netns list | grep -qx "$name.*"
[ "$(ip netns exec "$name" ip -o -4 addr show dev eth0 | awk '{print $4}')" = 10.30.0.100/24 ]
[ "$(ip -n "$name" route show default)" = "default via $gateway dev eth0 " ]
ip netns exec "$name" busybox ping -c 1 -W 5 "$gateway" >/dev/null
echo "$name reaches its gateway"

# PID 1, its own processes, its own host name, in that network.
ip netns exec "$name" unshare --pid --fork --mount-proc --uts sh -c '
    hostname inside-'"$name"'
    [ "$$" = 1 ] && [ "$(hostname)" = inside-'"$name"' ] && [ -n "$(ip -4 addr show dev eth0)" ]'
echo "$name has processes of its own"
