#!/bin/bash
# Two namespaces at the two ends of a veth pair. One serves a page, the other fetches it.
set -euo pipefail

server= page=$(mktemp -d)
tidy() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    ip netns delete left 2>/dev/null || true
    ip netns delete right 2>/dev/null || true
    rm -rf "$page"
}
trap tidy EXIT

ip netns add left
ip netns add right
ip link add to-right type veth peer name to-left
ip link set to-right netns left
ip link set to-left netns right

for side in left:to-right:10.20.0.1 right:to-left:10.20.0.2; do
    IFS=: read -r name link address <<<"$side"
    ip netns exec "$name" ip link set lo up
    ip -n "$name" addr add "$address/24" dev "$link"
    ip -n "$name" link set "$link" up
done

ip netns exec left busybox ping -c 1 -W 5 10.20.0.2 >/dev/null
echo 'left reaches right'

echo 'hello from right' >"$page/index.html"
ip netns exec right busybox httpd -f -p 8080 -h "$page" &
server=$!
for ((i = 0; i < 100; i++)); do
    ! answer=$(ip netns exec left busybox wget -q -O - http://10.20.0.2:8080/ 2>/dev/null) || break
    sleep 0.1
done
[ "$answer" = 'hello from right' ]
echo "left got: $answer"

# Neither end is to be seen outside.
if ip link show to-left 2>/dev/null; then
    exit 1
fi
echo 'nobody else sees them'
