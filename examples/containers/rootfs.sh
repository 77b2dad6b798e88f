#!/bin/sh
# A container with a root file system of its own, in a network with a switch and a default route.
set -eu
work=$(mktemp -d)
trap 'alcove net down rootfs-example >/dev/null 2>&1 || :; rm -rf "$work"' EXIT

mkdir -p "$work/root/bin" "$work/root/etc"
cp "$(command -v busybox)" "$work/root/bin/busybox"
ln -s busybox "$work/root/bin/sh"
cat >"$work/network.yaml" <<'YAML'
name: rootfs-example
switches:
  lan:
hosts:
  gateway: {links: {eth0: {to: lan, addresses: [10.66.0.1/24]}}}
  box: {links: {eth0: {to: lan, addresses: [10.66.0.2/24]}}, routes: [{to: default, via: 10.66.0.1}]}
YAML
alcove net up "$work/network.yaml" >/dev/null

alcove run --rootfs "$work/root" --hostname box --net topology:rootfs-example/box -- /bin/sh -c '
    test "$(busybox hostname)" = box
    test "$(busybox ls /)" = "$(printf "bin\ndev\netc\nproc\nsys")"
    busybox ip route | busybox grep -q "default via 10.66.0.1"
    busybox ping -c 1 -W 5 10.66.0.1 >/dev/null
'
