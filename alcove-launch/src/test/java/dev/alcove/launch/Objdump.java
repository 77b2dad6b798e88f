package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.linux.Arch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Machine code as binutils reads it, the judge of the assemblers. */
final class Objdump {
    private static final Pattern LINE = Pattern.compile("\\s*([0-9a-f]+):\\t(.*)");

    private Objdump() {}

    /**
     * One instruction.
     *
     * @param address its offset in the code
     * @param text what it is, with single spaces, without comments
     */
    record Instruction(long address, String text) {}

    static List<Instruction> disassemble(byte[] code, Arch arch) throws IOException, InterruptedException {
        Path file = Files.createTempFile("alcove", ".code");
        Path out = Files.createTempFile("alcove", ".objdump");
        try {
            Files.write(file, code);
            List<String> command = new ArrayList<>(
                    arch == Arch.X86_64
                            ? List.of("objdump", "-m", "i386:x86-64", "-M", "intel")
                            : List.of("aarch64-linux-gnu-objdump", "-m", "aarch64"));
            command.addAll(List.of("-D", "-b", "binary", "--no-show-raw-insn", file.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertEquals(0, process.waitFor(), () -> command + " failed");
            return parse(Files.readAllLines(out));
        } finally {
            Files.delete(file);
            Files.delete(out);
        }
    }

    private static List<Instruction> parse(List<String> lines) {
        List<Instruction> instructions = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String text =
                        matcher.group(2).replaceFirst("\\s*(//|#\\s).*", "").trim();
                instructions.add(new Instruction(Long.parseLong(matcher.group(1), 16), text.replaceAll("\\s+", " ")));
            }
        }
        return instructions;
    }
}
