package dev.alcove.launch;

import dev.alcove.linux.Arch;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.CloseRange;
import dev.alcove.linux.raw.FlagNames;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Wait;
import java.util.List;

/** An argument of a system call: the value that the kernel gets, and how strace would print it. */
public sealed interface Arg {
    Arg NULL = new Symbol(0, "NULL");

    Operand operand();

    /** Appends the argument as strace prints it, a slot as its name in angle brackets. */
    void render(StringBuilder out);

    /** A number, in decimal. */
    record Number(long value) implements Arg {
        @Override
        public Operand operand() {
            return new Operand.Constant(value);
        }

        @Override
        public void render(StringBuilder out) {
            out.append(value);
        }
    }

    /** A number that has a name: {@code AT_FDCWD}. */
    record Symbol(long value, String name) implements Arg {
        @Override
        public Operand operand() {
            return new Operand.Constant(value);
        }

        @Override
        public void render(StringBuilder out) {
            out.append(name);
        }
    }

    /** The families of flags that system calls take; their names are loaded only to be printed. */
    enum Family {
        CLONE,
        MOUNT,
        OPEN,
        AT,
        CLOSE_RANGE,
        WAIT,
        UMOUNT,
        OPEN_TREE,
        MOVE_MOUNT,
        FSMOUNT,
        MOUNT_ATTR;

        FlagNames names() {
            return switch (this) {
                case CLONE -> Clone.Names.FLAGS;
                case MOUNT -> Mount.Names.MS;
                case OPEN -> Open.Names.of(Arch.HOST);
                case AT -> At.Names.FLAGS;
                case CLOSE_RANGE -> CloseRange.Names.FLAGS;
                case WAIT -> Wait.Names.WAIT4;
                case UMOUNT -> Mount.Names.UMOUNT;
                case OPEN_TREE -> MountApi.Names.OPEN_TREE;
                case MOVE_MOUNT -> MountApi.Names.MOVE_MOUNT;
                case FSMOUNT -> MountApi.Names.FSMOUNT;
                case MOUNT_ATTR -> MountApi.Names.MOUNT_ATTR;
            };
        }
    }

    /** Bits that have names: {@code CLONE_NEWNS|CLONE_NEWPID}. */
    record Flags(long value, Family family) implements Arg {
        @Override
        public Operand operand() {
            return new Operand.Constant(value);
        }

        @Override
        public void render(StringBuilder out) {
            out.append(family.names().render(value));
        }
    }

    /** A {@code struct open_how}, which {@code data} holds: {@code {flags=O_PATH, resolve=RESOLVE_IN_ROOT}}. */
    record OpenHow(Data data, long flags, long resolve) implements Arg {
        @Override
        public Operand operand() {
            return data.address();
        }

        @Override
        public void render(StringBuilder out) {
            new Flags(flags, Family.OPEN).render(out.append("{flags="));
            out.append(", resolve=").append(Open.Names.RESOLVE.render(resolve)).append('}');
        }
    }

    /** A {@code struct mount_attr}, which {@code data} holds. */
    record MountAttr(Data data, long set, long clear, long propagation) implements Arg {
        @Override
        public Operand operand() {
            return data.address();
        }

        @Override
        public void render(StringBuilder out) {
            new Flags(set, Family.MOUNT_ATTR).render(out.append("{attr_set="));
            new Flags(clear, Family.MOUNT_ATTR).render(out.append(", attr_clr="));
            new Flags(propagation, Family.MOUNT).render(out.append(", propagation="));
            out.append(", userns_fd=0}");
        }
    }

    /** What a slot holds. */
    record Value(Slot slot) implements Arg {
        @Override
        public Operand operand() {
            return slot;
        }

        @Override
        public void render(StringBuilder out) {
            out.append(slot);
        }
    }

    /** A slot's address, for a call that stores a result there. */
    record Address(Slot slot) implements Arg {
        @Override
        public Operand operand() {
            return slot.address();
        }

        @Override
        public void render(StringBuilder out) {
            out.append('[').append(slot).append(']');
        }
    }

    /** A C string, or bytes to write, in quotes. */
    record Text(Data data) implements Arg {
        @Override
        public Operand operand() {
            return data.address();
        }

        @Override
        public void render(StringBuilder out) {
            quote(out, data.text());
        }
    }

    /** A null-terminated array of C strings: {@code ["sh", "-c", "id"]}. */
    record Texts(Data array, List<Data> elements) implements Arg {
        @Override
        public Operand operand() {
            return array.address();
        }

        @Override
        public void render(StringBuilder out) {
            out.append('[');
            for (int i = 0; i < elements.size(); i++) {
                quote(out.append(i == 0 ? "" : ", "), elements.get(i).text());
            }
            out.append(']');
        }
    }

    /** One of several C strings, which the program tries in turn: {@code "/usr/bin/id"|"/bin/id"}. */
    record Choice(Slot chosen, List<Data> choices) implements Arg {
        @Override
        public Operand operand() {
            return chosen;
        }

        @Override
        public void render(StringBuilder out) {
            for (int i = 0; i < choices.size(); i++) {
                quote(out.append(i == 0 ? "" : "|"), choices.get(i).text());
            }
        }
    }

    /** Anything else that an operand gives, with the text that stands for it: a struct, a buffer, a computed string. */
    record Described(Operand operand, String text) implements Arg {
        @Override
        public void render(StringBuilder out) {
            out.append(text);
        }
    }

    /** Appends bytes, a char for each, in C's quotes, everything outside of printable ASCII escaped as strace does. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\f' -> out.append("\\f");
                case 0x0b -> out.append("\\v");
                default -> octal(out, c, i + 1 < text.length() ? text.charAt(i + 1) : ' ');
            }
        }
        out.append('"');
    }

    private static void octal(StringBuilder out, char c, char next) {
        if (c >= ' ' && c < 0x7f) {
            out.append(c);
            return;
        }
        String digits = Integer.toOctalString(c);
        boolean ambiguous = next >= '0' && next <= '7';
        out.append('\\')
                .append(ambiguous ? "000".substring(digits.length()) : "")
                .append(digits);
    }
}
