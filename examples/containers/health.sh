#!/bin/sh
# A service that is asked whether it is well, and started again when it is not.
set -eu
start() {
    alcove run -d --name "$name" --tmpfs /srv -- sh -c 'touch /srv/well; exec sleep 1000' >/dev/null
}
healthy() {
    alcove exec "$name" test -e /srv/well
}
name=health-example-$$
start
trap 'alcove rm -f "$name" >/dev/null' EXIT
for i in 1 2 3 4 5 6 7 8 9 10; do
    healthy && break
    sleep 0.2
done
healthy
alcove exec "$name" rm /srv/well
if ! healthy; then
    alcove rm -f "$name" >/dev/null
    start
fi
for i in 1 2 3 4 5 6 7 8 9 10; do
    healthy && exit 0
    sleep 0.2
done
exit 1
