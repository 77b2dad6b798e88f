package dev.alcove.container.spec;

import dev.alcove.container.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code config.json}: fields in the order of the records, maps sorted, nothing for what is null or empty. What
 * {@link SpecReader} reads of it is equal to what was written.
 */
public final class SpecWriter {
    private SpecWriter() {}

    /** The spec as JSON, indented, with a line feed at its end. */
    public static String write(Spec spec) {
        return JsonWriter.object(spec, SpecWriter::spec);
    }

    /**
     * Writes a file, in place of one that is there.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Spec spec, Path config) throws IOException {
        Files.writeString(config, write(spec));
    }

    private static void spec(JsonWriter out, Spec spec) {
        out.string("ociVersion", spec.ociVersion());
        out.object(
                "root", spec.root(), (o, root) -> o.string("path", root.path()).flag("readonly", root.readonly()));
        out.object("process", spec.process(), SpecWriter::process);
        out.string("hostname", spec.hostname());
        out.string("domainname", spec.domainname());
        out.objects("mounts", spec.mounts(), SpecWriter::mount);
        out.object("hooks", spec.hooks(), SpecWriter::hooks);
        out.map("annotations", spec.annotations());
        out.object("linux", spec.linux(), LinuxWriter::linux);
    }

    private static void process(JsonWriter out, Process process) {
        out.flag("terminal", process.terminal());
        out.object(
                "consoleSize",
                process.consoleSize(),
                (o, box) -> o.number("height", box.height()).number("width", box.width()));
        out.object(
                "user",
                process.user(),
                (o, user) -> o.number("uid", user.uid())
                        .number("gid", user.gid())
                        .number("umask", user.umask())
                        .numbers("additionalGids", user.additionalGids()));
        out.strings("args", process.args());
        out.strings("env", process.env());
        out.string("cwd", process.cwd());
        out.object(
                "capabilities",
                process.capabilities(),
                (o, sets) -> o.strings("bounding", sets.bounding())
                        .strings("effective", sets.effective())
                        .strings("inheritable", sets.inheritable())
                        .strings("permitted", sets.permitted())
                        .strings("ambient", sets.ambient()));
        out.objects(
                "rlimits",
                process.rlimits(),
                (o, rlimit) -> o.string("type", rlimit.type())
                        .unsigned("hard", rlimit.hard())
                        .unsigned("soft", rlimit.soft()));
        out.flag("noNewPrivileges", process.noNewPrivileges());
        out.string("apparmorProfile", process.apparmorProfile());
        out.number("oomScoreAdj", process.oomScoreAdj());
        out.object("scheduler", process.scheduler(), SpecWriter::scheduler);
        out.string("selinuxLabel", process.selinuxLabel());
        out.object(
                "ioPriority",
                process.ioPriority(),
                (o, priority) -> o.string("class", priority.clazz()).number("priority", priority.priority()));
    }

    private static void scheduler(JsonWriter out, Scheduler scheduler) {
        out.string("policy", scheduler.policy())
                .number("nice", scheduler.nice())
                .number("priority", scheduler.priority())
                .strings("flags", scheduler.flags())
                .number("runtime", scheduler.runtime())
                .number("deadline", scheduler.deadline())
                .number("period", scheduler.period());
    }

    private static void mount(JsonWriter out, Mount mount) {
        out.string("destination", mount.destination())
                .string("type", mount.type())
                .string("source", mount.source())
                .strings("options", mount.options())
                .objects("uidMappings", mount.uidMappings(), SpecWriter::mapping)
                .objects("gidMappings", mount.gidMappings(), SpecWriter::mapping);
    }

    static void mapping(JsonWriter out, LinuxIdMapping mapping) {
        out.number("containerID", mapping.containerID())
                .number("hostID", mapping.hostID())
                .number("size", mapping.size());
    }

    private static void hooks(JsonWriter out, Hooks hooks) {
        out.objects("prestart", hooks.prestart(), SpecWriter::hook)
                .objects("createRuntime", hooks.createRuntime(), SpecWriter::hook)
                .objects("createContainer", hooks.createContainer(), SpecWriter::hook)
                .objects("startContainer", hooks.startContainer(), SpecWriter::hook)
                .objects("poststart", hooks.poststart(), SpecWriter::hook)
                .objects("poststop", hooks.poststop(), SpecWriter::hook);
    }

    private static void hook(JsonWriter out, Hook hook) {
        out.string("path", hook.path())
                .strings("args", hook.args())
                .strings("env", hook.env())
                .number("timeout", hook.timeout());
    }
}
