package dev.alcove.launch;

import dev.alcove.linux.Arch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A launch program as a static ELF file that runs without a JVM: a writable segment for slots and data, and an executable
 * one for the code. It gets its arguments and its environment from whoever executes it, and explains a
 * failure on standard error.
 *
 * <p>Source: elf(5).
 */
public final class Image {
    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SEGMENTS = 3;
    private static final int HEADERS = ELF_HEADER + SEGMENTS * PROGRAM_HEADER;

    /** Where slots and data are in memory; any address that is free in every process will do. */
    private static final long DATA_ADDRESS = 0x400000 + HEADERS;

    /** No architecture that we know has larger pages, and segments must not share one. */
    private static final long LARGEST_PAGE = 0x10000;

    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;
    private static final int PT_LOAD = 1;
    private static final int PT_GNU_STACK = 0x6474e551;
    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;

    private Image() {}

    /** The ELF file of a program, for one architecture. */
    public static byte[] of(Program program, Arch arch) {
        if (program.handshake().used()) {
            throw new InvalidProgramException("a program that talks to the JVM cannot run without it");
        }
        Program reporting = FailureReport.appendTo(program);
        Layout layout = new Layout(reporting);
        byte[] code = code(reporting, FailureReport.labelOf(reporting, program), layout, arch);
        int codeStart = HEADERS + layout.contents() + 15 & -16;
        ByteBuffer file = ByteBuffer.allocate(codeStart + code.length).order(ByteOrder.LITTLE_ENDIAN);
        long codeAddress = pageAbove(DATA_ADDRESS + layout.size()) + codeStart % LARGEST_PAGE;
        writeHeader(file, arch, codeAddress);
        segment(file, PT_LOAD, PF_R | PF_W, HEADERS, DATA_ADDRESS, layout.contents(), layout.size());
        segment(file, PT_LOAD, PF_R | PF_X, codeStart, codeAddress, code.length, code.length);
        segment(file, PT_GNU_STACK, PF_R | PF_W, 0, 0, 0, 0);
        layout.write(file, HEADERS, DATA_ADDRESS);
        file.put(codeStart, code);
        return file.array();
    }

    private static byte[] code(Program program, Label onFailure, Layout layout, Arch arch) {
        Assembler assembler = Assembler.of(arch);
        assembler.base(DATA_ADDRESS);
        assembler.storeStackPointer(Program.STACK.offset());
        new Emitter(program, layout, arch, assembler, onFailure);
        return assembler.finish();
    }

    private static long pageAbove(long address) {
        return (address + LARGEST_PAGE - 1) & -LARGEST_PAGE;
    }

    private static void writeHeader(ByteBuffer file, Arch arch, long entry) {
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2 /* 64 bits */, 1 /* little-endian */, 1 /* version */})
                .position(16)
                .putShort((short) 2) // ET_EXEC
                .putShort((short) (arch == Arch.X86_64 ? EM_X86_64 : EM_AARCH64))
                .putInt(1) // version
                .putLong(entry)
                .putLong(ELF_HEADER) // program headers
                .putLong(0) // section headers: none
                .putInt(0) // flags
                .putShort((short) ELF_HEADER)
                .putShort((short) PROGRAM_HEADER)
                .putShort((short) SEGMENTS)
                .putShort((short) 64) // section header size
                .putShort((short) 0)
                .putShort((short) 0);
    }

    private static void segment(
            ByteBuffer file, int type, int flags, long offset, long address, long fileSize, long memorySize) {
        file.putInt(type)
                .putInt(flags)
                .putLong(offset)
                .putLong(address)
                .putLong(address)
                .putLong(fileSize)
                .putLong(memorySize)
                .putLong(LARGEST_PAGE);
    }
}
