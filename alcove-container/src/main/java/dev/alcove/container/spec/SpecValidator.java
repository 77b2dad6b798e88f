package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a spec says, wherever it is from: words, ranges, and what must fit together. It looks at the spec alone, not at the
 * machine, and changes nothing.
 *
 * <p>As the specification wants it, {@code process.consoleSize} is ignored without a terminal.
 */
public final class SpecValidator {
    /** The kernel's __NEW_UTS_LEN. */
    private static final int NAME_BYTES = 64;

    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,5})\\.\\d{1,5}\\.\\d{1,5}(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

    private final Spec spec;
    private final Problems problems;

    private SpecValidator(Spec spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    /**
     * Checks a spec.
     *
     * @throws SpecException if something cannot be; {@link SpecException#all()} has all of it
     */
    public static void check(Spec spec) {
        Problems problems = new Problems();
        new SpecValidator(spec, problems).all();
        problems.raise();
    }

    private void all() {
        version();
        Root root = spec.root();
        if (root != null && problems.text("$.root.path", root.path())) {
            problems.require(!root.path().isEmpty(), "$.root.path", "must not be empty");
        }
        Process process = spec.process();
        if (process != null) {
            ProcessValidator.check(process, problems);
        }
        name("$.hostname", spec.hostname());
        name("$.domainname", spec.domainname());
        MountValidator.check(spec, problems);
        hooks();
        spec.annotations().forEach((key, value) -> {
            String path = JsonText.member("$.annotations", key);
            problems.require(!key.isEmpty(), path, "must have a name");
            problems.text(path, key);
            problems.text(path, value);
        });
        Linux linux = spec.linux();
        if (linux != null) {
            LinuxValidator.check(linux, problems);
        }
    }

    private void version() {
        Matcher matcher = VERSION.matcher(spec.ociVersion());
        if (!matcher.matches()) {
            problems.add("$.ociVersion", "must be a version such as 1.2.0, is " + Problems.quoted(spec.ociVersion()));
        } else if (!matcher.group(1).equals("1")) {
            problems.add("$.ociVersion", "must be a version 1, as Alcove knows no other, is " + spec.ociVersion());
        }
    }

    private void name(String path, @Nullable String name) {
        if (name == null) {
            return;
        }
        problems.text(path, name);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        problems.require(
                bytes <= NAME_BYTES,
                path,
                "must be at most " + NAME_BYTES + " bytes long, is " + bytes + ": " + Problems.quoted(name));
        problems.require(
                LinuxValidator.has(spec.linux(), "uts"),
                path,
                "needs a uts namespace in $.linux.namespaces, or " + Problems.quoted(name)
                        + " would become the name of the host");
    }

    private void hooks() {
        Hooks hooks = spec.hooks();
        if (hooks != null) {
            hooks("$.hooks.prestart", hooks.prestart());
            hooks("$.hooks.createRuntime", hooks.createRuntime());
            hooks("$.hooks.createContainer", hooks.createContainer());
            hooks("$.hooks.startContainer", hooks.startContainer());
            hooks("$.hooks.poststart", hooks.poststart());
            hooks("$.hooks.poststop", hooks.poststop());
        }
    }

    private void hooks(String path, List<Hook> hooks) {
        for (int i = 0; i < hooks.size(); i++) {
            String at = JsonText.element(path, i);
            Hook hook = hooks.get(i);
            problems.absolute(at + ".path", hook.path());
            problems.texts(at + ".args", hook.args());
            ProcessValidator.environment(at + ".env", hook.env(), problems);
            problems.range(at + ".timeout", hook.timeout(), 1, Integer.MAX_VALUE);
        }
    }
}
