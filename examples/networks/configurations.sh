#!/bin/bash
# The same test under several configurations, each in a namespace that is thrown away afterwards.
set -euo pipefail

current=
tidy() {
    [ -z "$current" ] || ip netns delete "$current" 2>/dev/null || true
}
trap tidy EXIT

# check MTU ADDRESS ROUTE
check() {
    ip link set lo up
    ip link add a0 mtu "$1" type veth peer name b0 mtu "$1"
    ip link set a0 up
    ip link set b0 up
    # IPv6 would first look for a second with the same address.
    case $2 in
        *:*) ip addr add "$2" dev a0 nodad ;;
        *) ip addr add "$2" dev a0 ;;
    esac
    ip route add "$3" dev a0
    ip addr show
    ip route show
    ip -j link show dev a0 | grep -q "\"mtu\":$1,"
    case $3 in
        *:*) [ -n "$(ip -6 route show "$3")" ] ;;
        *) [ -n "$(ip route show "$3")" ] ;;
    esac
    busybox ping -c 1 -W 5 "${2%/*}" >/dev/null
}
export -f check

for configuration in '1500 10.60.0.1/24 10.61.0.0/16' '9000 10.60.0.1/24 10.62.0.0/16' '1280 fd60::1/64 fd61::/48'; do
    current=test-$RANDOM
    ip netns add "$current"
    # shellcheck disable=SC2086
    ip netns exec "$current" bash -euc 'check $1 $2 $3' - $configuration >/dev/null
    ip netns delete "$current"
    current=
    echo "passed: $configuration"
done
