package dev.alcove.cli;

import dev.alcove.cli.ip.Ip;
import dev.alcove.cli.ip.IpHost;
import dev.alcove.launch.Program;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code ip}, which has a syntax of its own: {@link Ip}. */
final class IpCommand implements Command, IpHost {
    private @Nullable Invocation called;

    @Override
    public Syntax syntax() {
        return IpSyntax.syntax();
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        called = invocation;
        String[] args = invocation.args;
        return new Ip(this).run(Arrays.asList(args).subList(invocation.from, args.length));
    }

    @Override
    public boolean write(String bytes) throws IOException {
        try {
            return Console.tryOut(bytes);
        } catch (CommandException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void err(String text) {
        Console.err(text);
    }

    @Override
    public void become(Program program) throws IOException {
        Invocation invocation = Objects.requireNonNull(called);
        Planned.become(program, invocation.typed, invocation);
    }

    @Override
    public String version() {
        return "Alcove " + Version.text();
    }
}
