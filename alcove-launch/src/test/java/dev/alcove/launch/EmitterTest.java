package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.linux.Arch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random programs, assembled, read by objdump, and held against the steps that they were made of. */
class EmitterTest {
    private static final int SEEDS = 500;

    @ParameterizedTest
    @EnumSource(Arch.class)
    void doesWhatTheStepsSay(Arch arch) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Integer> starts = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Program program = RandomPrograms.of(seed);
            Assembler assembler = Assembler.of(arch);
            new Emitter(program, new Layout(program), arch, assembler, null);
            starts.add(all.size());
            all.write(assembler.finish());
        }
        starts.add(all.size());
        List<Objdump.Instruction> instructions = Objdump.disassemble(all.toByteArray(), arch);
        int from = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            int to = from;
            while (to < instructions.size() && instructions.get(to).address() < starts.get(seed + 1)) {
                to++;
            }
            Program program = RandomPrograms.of(seed);
            List<String> planned = MachineCode.planned(program, new Layout(program), arch);
            List<String> lifted = MachineCode.lifted(instructions.subList(from, to), arch);
            String where = arch + ", seed " + seed;
            for (int i = 0; i < Math.min(planned.size(), lifted.size()); i++) {
                assertEquals(planned.get(i), lifted.get(i), where + ", operation " + i);
            }
            assertEquals(planned.size(), lifted.size(), where);
            from = to;
        }
        assertEquals(instructions.size(), from);
    }
}
