package dev.alcove.namespace;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** What the JDK's builder and ours have in common, so that one test judges both: where the JDK passes, we must. */
interface AnyBuilder {
    /** Whose processes are tested. */
    enum Maker {
        /** The reference. */
        JDK,
        /** Without any new namespace. */
        PLAIN,
        /** As the child of an init in new namespaces. */
        ISOLATED;

        AnyBuilder of(String... command) {
            return switch (this) {
                case JDK -> new Jdk(new ProcessBuilder(command));
                case PLAIN -> new Ours(new NamespaceProcessBuilder(command));
                case ISOLATED ->
                    new Ours(new NamespaceProcessBuilder(command)
                            .unshare(NamespaceType.PID, NamespaceType.UTS, NamespaceType.IPC)
                            .mountProc());
            };
        }

        AnyBuilder shell(String script) {
            return of("sh", "-c", script);
        }
    }

    Map<String, String> environment();

    AnyBuilder directory(File directory);

    AnyBuilder redirectInput(Redirect source);

    AnyBuilder redirectOutput(Redirect destination);

    AnyBuilder redirectError(Redirect destination);

    AnyBuilder redirectErrorStream(boolean merged);

    AnyBuilder command(String... command);

    Process start() throws IOException;

    /** The JDK's. */
    record Jdk(ProcessBuilder builder) implements AnyBuilder {
        @Override
        public Map<String, String> environment() {
            return builder.environment();
        }

        @Override
        public AnyBuilder directory(File directory) {
            builder.directory(directory);
            return this;
        }

        @Override
        public AnyBuilder redirectInput(Redirect source) {
            builder.redirectInput(source);
            return this;
        }

        @Override
        public AnyBuilder redirectOutput(Redirect destination) {
            builder.redirectOutput(destination);
            return this;
        }

        @Override
        public AnyBuilder redirectError(Redirect destination) {
            builder.redirectError(destination);
            return this;
        }

        @Override
        public AnyBuilder redirectErrorStream(boolean merged) {
            builder.redirectErrorStream(merged);
            return this;
        }

        @Override
        public AnyBuilder command(String... command) {
            builder.command(command);
            return this;
        }

        @Override
        public Process start() throws IOException {
            return builder.start();
        }
    }

    /** Ours. */
    record Ours(NamespaceProcessBuilder builder) implements AnyBuilder {
        @Override
        public Map<String, String> environment() {
            return builder.environment();
        }

        @Override
        public AnyBuilder directory(File directory) {
            builder.directory(directory);
            return this;
        }

        @Override
        public AnyBuilder redirectInput(Redirect source) {
            builder.redirectInput(source);
            return this;
        }

        @Override
        public AnyBuilder redirectOutput(Redirect destination) {
            builder.redirectOutput(destination);
            return this;
        }

        @Override
        public AnyBuilder redirectError(Redirect destination) {
            builder.redirectError(destination);
            return this;
        }

        @Override
        public AnyBuilder redirectErrorStream(boolean merged) {
            builder.redirectErrorStream(merged);
            return this;
        }

        @Override
        public AnyBuilder command(String... command) {
            builder.command(command);
            return this;
        }

        @Override
        public Process start() throws IOException {
            return builder.start();
        }
    }
}
