# Runs one case in a place of its own. Started as root, as PID 1 of new PID and mount namespaces, so that nothing outlives it:
#
#   place.bash RESOURCES WHO DIRECTORY MOUNT-POINT CASE COMMAND
#
# The place is a tmpfs on /mnt, in which the case may write, with users, groups and blocks of ids that are the same on every
# machine, and a small root directory whose programs are those of the machine, read-only. CASE is a bash program. The COMMAND
# that it is about is $U, which is /mnt/tool/bin/COMMAND because DIRECTORY is bound onto MOUNT-POINT.
set -eu
umask 022
[ $$ = 1 ] || { echo 'place.bash: not in a PID namespace of its own' >&2; exit 2; }
resources=$1 who=$2 directory=$3 point=$4 case=$5 command=$6

mount -t tmpfs -o mode=1777 parity /mnt
cp "$resources/state" "$resources/run" "$resources/targets" /mnt/
chmod 755 /mnt/state /mnt/run /mnt/targets
mkdir -p /mnt/tool/bin /mnt/root/usr /mnt/root/proc /mnt/root/tmp
ln -s usr/bin usr/sbin usr/lib usr/lib64 /mnt/root/
cp /mnt/state /mnt/root/
printf '%s\n' >/mnt/passwd root:x:0:0::/root:/bin/sh alcove-test:x:1001:1001::/:/mnt/shell twin:x:1002:1002::/:
printf '%s\n' >/mnt/group root:x:0: nogroup:x:65534: alcove-test:x:1001: extra:x:1234:root,alcove-test
printf '%s\n' >/mnt/subuid 0:300000:65536 stranger:500000:1000 alcove-test:100000:65536 alcove-test:700000:5 root:800000:5
printf '%s\n' >/mnt/subgid 0:400000:65536 stranger:600000:1000 1001:200000:65536
printf '#!/bin/sh\necho "the shell of the passwd file: $0 $#"\n' >/mnt/shell
chmod 755 /mnt/shell
cat >/mnt/fstab <<END
$directory $point none bind,ro 0 0
/mnt/passwd /etc/passwd none bind 0 0
/mnt/group /etc/group none bind 0 0
/mnt/subuid /etc/subuid none bind 0 0
/mnt/subgid /etc/subgid none bind 0 0
/usr /mnt/root/usr none bind,ro 0 0
END
mount -a -T /mnt/fstab
mkdir -m 1777 /mnt/tmp
cd /mnt/tmp
ulimit -c 0

case $who in
    root) ids='--regid 0 --groups 0,1234' ;;
    user) ids='--reuid 1001 --regid 1001 --groups 1001,1234' ;;
esac
exec setpriv --pdeathsig KILL $ids env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin LC_ALL=C FIRST=1 SECOND= \
    bash /mnt/run "/mnt/tool/bin/$command" "$case"
