package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Open;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program of every kind of step, in words; the JSON is judged by Jackson. */
class ExplanationTest {
    private static final Remedy REMEDY = Remedy.when(1, "/proc/sys/\"odd\"", "0", "say \"please\"");

    private static final String TEXT = """
                <fd> = openat(AT_FDCWD, "/tmp/\\"a\\"\\n\\303\\251", O_RDONLY|O_CLOEXEC)  # else: cannot open, exit 1
            again:
                <pid> = clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD), the child at child  # else: fork failed, exit 71
                wait4(<pid>, [<status>], 0, NULL)  # else: waitpid failed, exit 1
                goto again#2 if <status> != 0
                close(<fd>)
                goto again
            again#2:
                <status#2> = <status> >> 8
                <byte> = memory[<status#2>]
                memory[data1+4] = <byte>
                exit_group(<status#2>)
            child:
                <error> = execve("/bin/true", ["true"], NULL)
                <error> = 0 - <error>
                fail with <error>  # else: cannot execute, exit 127
            """;

    @Test
    void explainsInText() {
        String expected =
                TEXT.replace("the child at child\n", "the child at child  ").replaceAll(" +# else", "  # else");
        assertEquals(expected, new Explanation(everyStep()).text().replaceAll(" +# else", "  # else"));
    }

    @Test
    void alignsWhatAFailureMeans() {
        List<String> lines = new Explanation(everyStep()).text().lines().toList();
        assertEquals(72, lines.get(3).indexOf("# else"));
    }

    @Test
    void explainsInJson() throws IOException {
        Program program = everyStep();
        JsonNode json = new ObjectMapper().readTree(new Explanation(program).json());
        assertEquals("tes\u00e9t", json.get("program").textValue());
        JsonNode steps = json.get("steps");
        assertEquals(program.steps().size(), steps.size());
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(i + 1, steps.get(i).get("step").intValue());
            assertEquals(
                    Explanation.describe(program.steps().get(i)),
                    steps.get(i).get("text").textValue());
            assertNotNull(steps.get(i).get("kind").textValue());
        }
        JsonNode open = steps.get(0);
        assertEquals("call", open.get("kind").textValue());
        assertEquals("openat", open.get("name").textValue());
        assertEquals(
                "\"/tmp/\\\"a\\\"\\n\\303\\251\"", open.get("arguments").get(1).textValue());
        JsonNode failure = open.get("failure");
        assertEquals("cannot open", failure.get("attempt").textValue());
        assertEquals(1, failure.get("exitStatus").intValue());
        JsonNode remedy = failure.get("remedies").get(0);
        assertEquals(1, remedy.get("errno").intValue());
        assertEquals("/proc/sys/\"odd\"", remedy.get("file").textValue());
        assertEquals("0", remedy.get("contents").textValue());
        assertEquals("say \"please\"", remedy.get("text").textValue());
        assertEquals("label", steps.get(1).get("kind").textValue());
        assertEquals("fork", steps.get(2).get("kind").textValue());
    }

    @Test
    void isJsonForRandomPrograms() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Program program = RandomPrograms.of(seed);
            JsonNode json = new ObjectMapper().readTree(new Explanation(program).json());
            assertEquals(program.steps().size(), json.get("steps").size());
        }
    }

    private static Program everyStep() {
        ProgramBuilder builder = new ProgramBuilder("tes\u00e9t");
        Slot fd = builder.slot("fd");
        Slot pid = builder.slot("pid");
        Slot status = builder.slot("status");
        Slot shifted = builder.slot("status");
        Slot read = builder.slot("byte");
        Slot error = builder.slot("error");
        Label again = builder.label("again");
        Label ended = builder.label("again");
        Label child = builder.label("child");
        builder.call(
                        fd,
                        new Failure("cannot open", List.of(REMEDY)),
                        Syscall.OPENAT,
                        new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD"),
                        new Arg.Text(builder.utf8("/tmp/\"a\"\n\u00e9")),
                        new Arg.Flags(Open.O_RDONLY | Open.O_CLOEXEC, Arg.Family.OPEN))
                .bind(again)
                .add(new Step.Fork(
                        pid, Clone.CLONE_VM | Clone.CLONE_VFORK, child, new Failure("fork failed", 71, List.of())))
                .add(new Step.Wait(pid, status, new Failure("waitpid failed")))
                .jumpIf(status, Step.Comparison.NOT_EQUAL, 0, ended)
                .attempt(Syscall.CLOSE, new Arg.Value(fd))
                .jump(again)
                .bind(ended)
                .compute(shifted, status, Step.Operator.SHIFT_RIGHT, 8)
                .load(read, shifted, Step.Width.BYTE)
                .store(builder.buffer(8).at(4), read, Step.Width.BYTE)
                .exit(shifted)
                .bind(child);
        Step.Call exec = new Calls(builder)
                .execve(error, new Arg.Text(builder.string("/bin/true")), builder.strings(List.of("true")), Arg.NULL);
        builder.compute(error, Operand.of(0), Step.Operator.SUBTRACT, error)
                .add(new Step.Fail(error, new Failure("cannot execute", 127, List.of()), exec));
        return builder.build();
    }
}
