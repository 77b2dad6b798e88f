package dev.alcove.cli;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Root file systems and volumes that are prepared to lead the making of a container astray: what has happened to runc, by number. Nothing
 * outside may be found, made or changed, and where a container starts all the same it has the kernel's own files where they belong.
 */
@Execution(ExecutionMode.CONCURRENT)
final class HostileRootIT {
    static List<Account> accounts() {
        return Account.all();
    }

    /** {@code $R}: a root; {@code $O}: what is outside, and must stay empty. */
    private static void run(Account account, String script) throws Exception {
        ContainerShell.run(account, """
                R=$T/root; O=$T/outside; mkdir "$O"; rootfs "$R"
                untouched() {
                    test -z "$(find "$O" -mindepth 1)" || fail "outside: $(find "$O" -mindepth 1)"
                }
                """ + script + "\nuntouched\n");
    }

    @ParameterizedTest(name = "CVE-2019-5736, the program that starts containers overwritten: {0}")
    @MethodSource("accounts")
    void overwrittenRuntime(Account account) throws Exception {
        run(account, """
                before=$(sha256sum <"$A")
                status=0
                timeout 10 "$A" run --rootfs "$R" -- /proc/self/exe >out 2>&1 || status=$?
                test $status != 0 || fail "ran: $(cat out)"
                cp /bin/busybox "$R/bin/attack"
                printf '#!/proc/self/exe\\n' >"$R/bin/script"; chmod +x "$R/bin/script"
                timeout 10 "$A" run --rootfs "$R" -- /bin/script >out 2>&1 && fail "ran: $(cat out)"
                "$A" run --rootfs "$R" -- sh -c 'for p in /proc/[0-9]*; do echo x >$p/exe; done' >out 2>&1 && fail "wrote: $(cat out)"
                test "$before" = "$(sha256sum <"$A")" || fail overwritten
                """);
    }

    @ParameterizedTest(name = "CVE-2019-16884, labels written to a volume on /proc: {0}")
    @MethodSource("accounts")
    void volumeOnProc(Account account) throws Exception {
        run(account, """
                mkdir -p fake/self/attr/apparmor fake/sys/net/ipv4 fake/self/fd
                touch fake/self/attr/exec fake/self/attr/apparmor/exec fake/sys/net/ipv4/ip_forward
                "$A" run --print-spec --rootfs "$R" -v "$T/fake:/proc" -- cat /proc/self/attr/apparmor/exec >spec
                mkdir bundle
                sed 's/"noNewPrivileges"/"apparmorProfile": "confined", "noNewPrivileges"/' spec >bundle/config.json
                grep -q apparmorProfile bundle/config.json || fail no label in the spec
                must_fail 'own proc' "$A" run --bundle bundle
                test ! -s fake/self/attr/apparmor/exec || fail a label was written to a file of the volume
                "$A" run --rootfs "$R" -v "$T/fake:/proc" --sysctl net.ipv4.ip_forward=1 -- true >out 2>&1 || true
                test ! -s fake/sys/net/ipv4/ip_forward || fail a parameter was written to a file of the volume
                """);
    }

    @ParameterizedTest(name = "CVE-2019-19921, /proc that is a link: {0}")
    @MethodSource("accounts")
    void linkedProc(Account account) throws Exception {
        run(account, """
                for target in etc "$O" /../../../../../../../../../../"$O" ../../../../../../../"$O" proc; do
                    rm -f "$R/proc"; ln -s "$target" "$R/proc"
                    must_fail /proc "$A" run --rootfs "$R" -- true
                done
                rmdir "$R/proc" 2>/dev/null || rm -f "$R/proc"
                ln -s "$O" "$R/sys"
                must_fail /sys "$A" run --rootfs "$R" -- true
                """);
    }

    @ParameterizedTest(name = "CVE-2023-27561, /proc that leads to a volume: {0}")
    @MethodSource("accounts")
    void procInVolume(Account account) throws Exception {
        run(account, """
                mkdir -p volume/proc "$R/volume"
                ln -s /volume/proc "$R/proc"
                must_fail /proc "$A" run --rootfs "$R" -v "$T/volume:/volume" -- true
                test -z "$(ls volume/proc)" || fail "in the volume: $(ls volume/proc)"
                """);
    }

    @ParameterizedTest(name = "CVE-2021-30465, a mount point exchanged for a link meanwhile: {0}")
    @MethodSource("accounts")
    void exchangedMountPoint(Account account) throws Exception {
        run(account, """
                mkdir -p "$R/data/x" volume
                ln -s "$O" "$R/link"
                cat >swap.pl <<'END'
                my ($a, $b) = @ARGV;
                syscall(316, -100, $a, -100, $b, 2) while 1;
                END
                perl swap.pl "$R/data" "$R/link" & swapper=$!
                trap 'kill -9 $swapper; rm -rf "$T"' EXIT
                started=0
                for i in $(seq 10); do
                    if "$A" run --rootfs "$R" -v "$T/volume:/data/x/y" --tmpfs /data/z -- true >out 2>&1; then started=$((started + 1)); fi
                    untouched
                done
                kill -9 $swapper; wait $swapper || true
                trap 'rm -rf "$T"' EXIT
                """);
    }

    @ParameterizedTest(name = "CVE-2024-21626, a working directory by way of a leaked descriptor: {0}")
    @MethodSource("accounts")
    void workingDirectoryOutside(Account account) throws Exception {
        run(account, """
                exec 7</ 8<"$O"
                for n in 3 4 5 6 7 8 9 10 11 12; do
                    for process in self thread-self; do
                        "$A" run --rootfs "$R" --workdir /proc/$process/fd/$n -- sh -c 'echo in; ls ../../..; pwd' >out 2>&1 && fail "$n: $(cat out)"
                    done
                done
                "$A" run --rootfs "$R" -- sh -c 'ls /proc/self/fd' >out
                test "$(tr '\\n' ' ' <out)" = '0 1 2 3 ' || fail "leaked: $(cat out)"
                ln -s /proc/self/fd/8 "$R/leak"
                "$A" run --rootfs "$R" --workdir /leak -- pwd >out 2>&1 && fail "$(cat out)"
                "$A" run -d --name c --rootfs "$R" -- sleep 100 >/dev/null
                for n in 3 4 5 6 7 8 9 10; do
                    "$A" exec --workdir /proc/self/fd/$n c -- pwd >out 2>&1 && fail "exec $n: $(cat out)"
                done
                "$A" exec c -- ls /proc/self/fd >out
                test "$(tr '\\n' ' ' <out)" = '0 1 2 3 ' || fail "leaked to exec: $(cat out)"
                "$A" rm -f c >/dev/null
                """);
    }

    @ParameterizedTest(name = "CVE-2024-45310, files made outside for a mount: {0}")
    @MethodSource("accounts")
    void filesMadeOutside(Account account) throws Exception {
        run(account, """
                mkdir shared; touch file
                ln -s "$O" shared/link
                ln -s ../../../../../../../../../../../../"$O" shared/far
                ln -s /proc/self/root"$O" shared/magic
                for way in link far magic; do
                    "$A" run --rootfs "$R" -v "$T/shared:/shared" -v "$T/file:/shared/$way/made" -- true >out 2>&1 || true
                    "$A" run --rootfs "$R" -v "$T/shared:/shared" --tmpfs /shared/$way/deep/dir -- true >out 2>&1 || true
                    untouched
                done
                "$A" run --rootfs "$R" --bind "$T/file:/new/place/file" -- test -f /new/place/file || fail a straight path
                """);
    }

    @ParameterizedTest(name = "CVE-2025-31133, /dev/null that is a link when masks are made of it: {0}")
    @MethodSource("accounts")
    void maskOfLink(Account account) throws Exception {
        run(account, """
                mkdir -p "$R/dev" dev
                ln -s /proc/sys/kernel/core_pattern "$R/dev/null"
                ln -s /proc/sys/kernel/core_pattern dev/null
                for options in "" "-v $T/dev:/dev" "--tmpfs /dev"; do
                    "$A" run $options --rootfs "$R" -- sh -c 'wc -c </proc/kcore; wc -c </proc/keys; echo x >/proc/keys; cat /proc/keys | wc -c' >out 2>&1 || true
                    ! grep -qv '^0$\\|No such file\\|cannot\\|denied\\|not permitted\\|can.t\\|^$' out || fail "$options: $(cat out)"
                    "$A" run $options --rootfs "$R" -- sh -c 'echo "|/x" >/proc/sys/kernel/core_pattern' >out 2>&1 && fail "$options: $(cat out)"
                    ! grep -q '|/x' /proc/sys/kernel/core_pattern || fail core_pattern
                done
                """);
    }

    @ParameterizedTest(name = "CVE-2025-52565, links in the place of /dev/console and terminals: {0}")
    @MethodSource("accounts")
    void linkedTerminals(Account account) throws Exception {
        run(account, """
                mkdir dev
                for name in pts shm mqueue console ptmx fd stdin; do
                    for target in /proc/sys /proc "$O" /proc/sysrq-trigger; do
                        rm -rf dev/*; ln -s "$target" dev/$name
                        "$A" run --rootfs "$R" -v "$T/dev:/dev" -- sh -c 'echo "|/x" >/proc/sys/kernel/core_pattern; echo h >/proc/sysrq-trigger; cat /proc/kcore | head -c 1' >out 2>&1 || true
                        ! grep -q '|/x' /proc/sys/kernel/core_pattern || fail "$name to $target: core_pattern"
                        untouched
                    done
                done
                """);
    }

    @ParameterizedTest(name = "CVE-2025-52881, parameters written to what lies on /proc/sys: {0}")
    @MethodSource("accounts")
    void redirectedParameter(Account account) throws Exception {
        run(account, """
                mkdir -p sys/net/ipv4
                ln -s /proc/sysrq-trigger sys/net/ipv4/ip_forward
                touch target; mkdir -p sys2/net/ipv4; touch sys2/net/ipv4/ip_forward
                for volume in "$T/sys:/proc/sys" "$T/sys2:/proc/sys" "$T/sys2/net:/proc/sys/net" "$T/target:/proc/sys/net/ipv4/ip_forward"; do
                    "$A" run --rootfs "$R" -v "$volume" --sysctl net.ipv4.ip_forward=1 -- true >out 2>&1 || true
                    test ! -s target || fail "$volume: written to a file: $(cat target)"
                    test ! -s sys2/net/ipv4/ip_forward || fail "$volume: written to a file of the volume"
                done
                test "$("$A" run --rootfs "$R" --sysctl net.ipv4.ip_forward=1 -- cat /proc/sys/net/ipv4/ip_forward)" = 1 || fail the parameter itself
                """);
    }

    @ParameterizedTest(name = "/dev, /etc and /tmp that are links: {0}")
    @MethodSource("accounts")
    void otherLinks(Account account) throws Exception {
        run(account, """
                ln -s "$O" "$R/dev"
                "$A" run --rootfs "$R" -- ls /dev >out 2>&1 || true
                untouched
                rm -rf "$R/etc"; ln -s "$O" "$R/etc"
                touch file
                "$A" run --rootfs "$R" --tmpfs /etc/deep -v "$T/file:/etc/passwd" -- true >out 2>&1 || true
                untouched
                rm -rf "$R/tmp"; ln -s ../../../../../../../../"$O" "$R/tmp"
                "$A" run --rootfs "$R" --tmpfs /tmp/deep -- touch /tmp/x >out 2>&1 || true
                untouched
                ln -s "$O/passwd" "$R/passwd"; rm "$R/etc"; mkdir "$R/etc"; echo 'evil:x:4242:4242::/:/bin/sh' >"$T/secret"; ln -s "$T/secret" "$R/etc/passwd"
                must_fail "no user 'evil'" "$A" run --rootfs "$R" -u evil -- true
                """);
    }

    @ParameterizedTest(name = "device nodes that the root brings along: {0}")
    @MethodSource("accounts")
    void deviceNodes(Account account) throws Exception {
        if (account != Account.OWN || !Account.isRoot()) {
            return; // nobody else could make them
        }
        run(account, """
                mknod "$R/disk" b 253 0; mknod "$R/etc/fuse" c 10 229; mknod "$R/null" c 1 3
                for n in disk etc/fuse null; do
                    must_fail 'ermission denied' "$A" run --rootfs "$R" -- sh -c "exec 5</$n"
                done
                "$A" run --rootfs "$R" -- sh -c 'echo x >/dev/null' || fail its own devices
                """);
    }
}
