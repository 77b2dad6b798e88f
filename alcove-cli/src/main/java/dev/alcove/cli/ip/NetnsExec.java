package dev.alcove.cli.ip;

import dev.alcove.launch.Explanation;
import dev.alcove.launch.Program;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.WaitStatus;
import dev.alcove.namespace.NetnsExecProgram;
import dev.alcove.net.netns.NetnsDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ip netns exec}: becomes a command in a network namespace; with {@code -all}, and in a batch, runs it in a child. */
final class NetnsExec {
    private final IpContext context;
    private final NetnsDirectory names;

    NetnsExec(IpContext context, NetnsDirectory names) {
        this.context = context;
        this.names = names;
    }

    void run(List<String> words) throws IpException, IOException {
        boolean all = context.globals().isAll();
        if (words.isEmpty() && !all) {
            throw IpException.failure("No netns name specified");
        }
        List<String> command = all ? words : words.subList(1, words.size());
        if (command.isEmpty()) {
            throw IpException.failure("No command specified");
        }
        if (all) {
            inAll(command);
        } else if (context.isBatch()) {
            int status = inChild(words.getFirst(), command);
            if (status != 0) {
                throw IpException.ended(status);
            }
        } else {
            become(NetnsExecProgram.of(entered(words.getFirst()), command));
        }
    }

    private void become(Program program) throws IOException {
        String explain = context.globals().explain();
        if (explain == null) {
            context.out().flush();
            context.host().become(program);
        } else {
            Explanation explanation = new Explanation(program);
            context.out().text(explain.equals("json") ? explanation.json() : explanation.text());
        }
    }

    /** In one after the other; ends as the first command did that failed. */
    private void inAll(List<String> command) throws IpException, IOException {
        int failed = 0;
        for (String name : names.list()) {
            context.out().text("\nnetns: " + name + "\n");
            int status = inChild(name, command);
            failed = failed == 0 ? status : failed;
        }
        if (failed != 0) {
            throw IpException.ended(failed);
        }
    }

    /** The exit status, as a shell has it. */
    private int inChild(String name, List<String> command) throws IOException {
        context.out().flush();
        try {
            WaitStatus status = NetnsExecProgram.run(entered(name), command);
            return status.shellCode();
        } catch (LinuxException e) {
            context.host().err(IpException.failed(e).lines());
            return IpException.FAILURE;
        }
    }

    /** What {@code -netns} names comes first, with what its mount namespace brings along. */
    private List<String> entered(String name) {
        List<String> entered = new ArrayList<>(context.globals().netns());
        entered.add(name);
        return entered;
    }
}
