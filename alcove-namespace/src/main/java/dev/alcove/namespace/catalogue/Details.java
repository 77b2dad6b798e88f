package dev.alcove.namespace.catalogue;

import dev.alcove.linux.raw.FileCalls;
import java.nio.ByteBuffer;
import java.util.List;

/** Collects what a request wants beyond the namespaces and their processes. */
final class Details {
    private final Request request;
    private final FileCalls files;
    private final List<Member> members;

    Details(Request request, FileCalls files, List<Member> members) {
        this.request = request;
        this.files = files;
        this.members = members;
    }

    void collect(List<Found> all) {
        if (request.wants(Detail.ALL_COMMANDS)) {
            for (int i = 0; i < members.size(); i++) {
                readCommand(members.get(i));
            }
        } else if (request.wants(Detail.COMMANDS)) {
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).processes.isEmpty()) {
                    readCommand(all.get(i).processes.get(0));
                }
            }
        }
    }

    /** As lsns has it: a space for each NUL, but nothing for the last. One without a command line is called by its name. */
    private void readCommand(Member member) {
        int length = files.read("/proc/" + member.pid() + "/cmdline");
        if (length > 0) {
            ByteBuffer text = files.data();
            int end = text.get(length - 1) == 0 ? length - 1 : length;
            member.setCommand(files.text(0, end).replace('\0', ' '));
        }
    }
}
