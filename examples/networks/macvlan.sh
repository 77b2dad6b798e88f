#!/bin/bash
# A macvlan link has a namespace on the network of its parent, as if it had a card of its own.
set -euo pipefail

tidy() {
    ip netns delete inside 2>/dev/null || true
    ip netns delete peer 2>/dev/null || true
    ip link delete parent0 2>/dev/null || true
}
trap tidy EXIT

# The network of the parent: a veth pair to a namespace that plays the rest of it.
ip netns add peer
ip link add parent0 type veth peer name eth0 netns peer
ip link set parent0 up
ip -n peer addr add 10.50.0.1/24 dev eth0
ip -n peer link set eth0 up

ip netns add inside
ip link add mv0 link parent0 type macvlan mode bridge
ip link set mv0 netns inside
ip -n inside link set mv0 up
ip -n inside addr add 10.50.0.2/24 dev mv0

ip -n inside -d link show mv0 | grep -q 'macvlan mode bridge'
ip netns exec inside busybox ping -c 1 -W 5 10.50.0.1 >/dev/null
echo 'inside reaches the network of its parent'
