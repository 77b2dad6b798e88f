package dev.alcove.cli;

import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.List;

/** The prose of the manual about containers. */
final class ContainerManuals {
    private ContainerManuals() {}

    /** The page of {@code run}, then those of the other commands. */
    static List<Manual> all() {
        return List.of(
                run(),
                exec(),
                page(
                        "ps",
                        "Lists containers, the oldest first. There is no daemon: whether one runs is seen by a lock that its init holds."),
                page(
                        "logs",
                        "Prints what a container that runs in the background has written to standard output and error, both of which go"
                                + " to one file. That file has no limit of its own."),
                page(
                        "stop",
                        "Sends a signal to the init of containers, which passes it on, and kills everything in those that have not ended"
                                + " in time."),
                page(
                        "kill",
                        "Sends a signal to the init of containers. `KILL` ends everything in them; others are passed on."),
                page(
                        "wait",
                        "Waits until containers have ended, and prints their exit statuses: 137 where nobody could record one."),
                page("pause", "Freezes all processes of containers, by their cgroups."),
                page("unpause", "Lets the processes of frozen containers go on."),
                page(
                        "inspect",
                        "Prints what the OCI runtime spec calls the state of a container, and where its files are."),
                page("rename", "Gives a container another name. Its id stays."),
                page(
                        "rm",
                        "Removes what is kept of containers that have ended: their log, their exit status, their name."),
                page(
                        "prune",
                        "Removes what is left of containers that were to be removed when they end, and of those whose start or end was"
                                + " interrupted. A container that lives is never touched."));
    }

    private static Manual run() {
        return new Manual(
                "alcove-run",
                Completion.syntax("run"),
                "alcove run",
                List.of(
                        "Runs PROGRAM in a container, with all namespaces of its own. Without `--rootfs` its root is the host's,"
                                + " read-only, with empty directories in place of /tmp, /run, /dev, /proc and homes. It is root there;"
                                + " for an ordinary user that is root of a user namespace, and nobody else outside.",
                        "An init is process 1: it reaps, and passes signals on. PROGRAM has Docker's usual capabilities but CAP_MKNOD, cannot gain"
                                + " more, and its system calls are filtered.",
                        "Nothing is kept of a container in the foreground without a `--name`. Others are kept until `alcove rm`,"
                                + " unless `--rm` is given.",
                        "With `--explain` every system call is printed and nothing is done; with `--print-spec` the OCI config.json."),
                List.of(
                        Section.of(
                                "EXIT STATUS",
                                new Term("125", "The container could not be made."),
                                new Term("126", "PROGRAM was found but could not be executed."),
                                new Term("127", "PROGRAM was not found in the container."),
                                new Term("other", "The exit status of PROGRAM, or 128 and the signal that ended it.")),
                        Section.of(
                                "FILES",
                                new Term("/run/alcove/containers", "What is known of root's containers."),
                                new Term(
                                        "$XDG_RUNTIME_DIR/alcove/containers, /run/user/UID/alcove/containers, /tmp/alcove-UID/containers",
                                        "What is known of those of others.")),
                        Section.of(
                                "EXAMPLES",
                                new Example("Look around in a sandbox of your own:", "alcove run sh"),
                                new Example(
                                        "Run tests without network, with one directory to write to:",
                                        "alcove run --ro-bind $PWD:/src --tmpfs /out -w /src -- make test OUT=/out"),
                                new Example(
                                        "A service in the background:",
                                        "alcove run -d --name web --rootfs /srv/web --read-only /bin/httpd -f")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph(
                                        "alcove(1), alcove-exec(1), alcove-ps(1), namespaces(7), capabilities(7), seccomp(2)"))));
    }

    private static Manual exec() {
        return page(
                "exec",
                "Runs PROGRAM in a container that runs: in its namespaces and cgroups, with the capabilities, limits and filter of"
                        + " system calls of the container's own program, and not more. It ends when the container ends.");
    }

    private static Manual page(String name, String... description) {
        return new Manual(
                "alcove-" + name,
                Completion.syntax(name),
                "alcove " + name,
                List.of(description),
                List.of(Section.of("SEE ALSO", new Paragraph("alcove-run(1)"))));
    }
}
