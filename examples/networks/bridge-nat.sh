#!/bin/bash
# A bridge with three containers that reach each other and, by masquerading, a host outside. The host outside is a namespace
# as well, so that no packet leaves the machine.
set -euo pipefail

bridge=nbr0 gateway=10.40.0.1 uplink=nup0
containers=()
forwarding=$(cat /proc/sys/net/ipv4/ip_forward)
tidy() {
    iptables -t nat -D POSTROUTING -s 10.40.0.0/24 ! -o "$bridge" -j MASQUERADE 2>/dev/null || true
    iptables -D FORWARD -i "$bridge" -j ACCEPT 2>/dev/null || true
    iptables -D FORWARD -o "$bridge" -j ACCEPT 2>/dev/null || true
    for name in "${containers[@]}" world; do
        ip netns delete "$name" 2>/dev/null || true
    done
    ip link delete "$bridge" 2>/dev/null || true
    echo "$forwarding" >/proc/sys/net/ipv4/ip_forward
}
trap tidy EXIT

set_up_bridge() {
    ip link add name "$bridge" type bridge
    ip link set "$bridge" up
    ip addr add "$gateway/24" dev "$bridge"
    echo 1 >/proc/sys/net/ipv4/ip_forward
    iptables -t nat -A POSTROUTING -s 10.40.0.0/24 ! -o "$bridge" -j MASQUERADE
    iptables -A FORWARD -i "$bridge" -j ACCEPT
    iptables -A FORWARD -o "$bridge" -j ACCEPT
}

# add_container NAME ADDRESS
add_container() {
    local name=$1 address=$2
    containers+=("$name")
    ip netns add "$name"
    ip link add "v-$name" type veth peer name eth0 netns "$name"
    ip link set "v-$name" master "$bridge" up
    ip -n "$name" link set lo up
    ip -n "$name" link set eth0 up
    ip -n "$name" addr add "$address/24" dev eth0
    ip -n "$name" route add default via "$gateway"
}

# The world: a host that knows nothing of 10.40.0.0/24, so it can answer only what was masqueraded.
ip netns add world
ip link add "$uplink" type veth peer name eth0 netns world
ip addr add 192.0.2.1/24 dev "$uplink"
ip link set "$uplink" up
ip -n world addr add 192.0.2.2/24 dev eth0
ip -n world link set eth0 up

set_up_bridge
add_container one 10.40.0.11
add_container two 10.40.0.12
add_container three 10.40.0.13

for from in "${containers[@]}"; do
    for to in 10.40.0.11 10.40.0.12 10.40.0.13 "$gateway"; do
        ip netns exec "$from" busybox ping -c 1 -W 5 "$to" >/dev/null
    done
    ip netns exec "$from" busybox ping -c 1 -W 5 192.0.2.2 >/dev/null
    echo "$from reaches the others and the world"
done
if ip netns exec world busybox ping -c 1 -W 1 10.40.0.11 >/dev/null 2>&1; then
    exit 1
fi
echo 'the world does not reach them'
