package dev.alcove.launch.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a launch program did what its explanation had promised: the same calls with the same arguments in the same
 * order, by every process that it made, from the first step until exec or exit, and no other.
 *
 * <p>The judge goes through the explanation as the processor goes through the program. A slot holds what strace saw a call
 * return; where a jump depends on something that strace does not see, both ways are tried. A failure that ends the
 * program may be followed by the report of it.
 */
public final class TraceJudge {
    private static final Set<String> REPORT = Set.of("openat", "read", "close", "writev", "exit_group");

    /** After so many rounds without a call, what the slots hold no longer counts: a loop may count without an end. */
    private static final int MANY = 10_000;

    private final List<Line> program;
    private final Map<String, Integer> labels = new HashMap<>();
    private final Trace trace;

    /** How far the best attempt came, and why not further. */
    private int furthest = -1;

    private String obstacle = "strace saw neither an exec nor a spawn";

    private TraceJudge(String explanation, Trace trace) {
        this.trace = trace;
        program = Line.read(explanation);
        for (int i = 0; i < program.size(); i++) {
            if (program.get(i) instanceof Line.Bind bind) {
                labels.put(bind.label(), i);
            }
        }
    }

    /** A step about to be taken, and the call that is next. */
    private record State(int step, int call, Values values) {}

    /** Where a program may have started: in a thread, with one of its calls. */
    private record Start(int thread, int call) {}

    /**
     * Fails unless the program of this explanation ran in the trace, whole: after an exec of its image, or in a child
     * that the JVM spawned.
     *
     * @param explanation what {@code Explanation.text()} gave, or {@code --explain} printed
     */
    public static void assertKept(String explanation, Trace trace) {
        TraceJudge judge = new TraceJudge(explanation, trace);
        for (Start start : judge.starts()) {
            if (judge.ran(start.thread(), 0, start.call(), Values.NONE)) {
                return;
            }
        }
        throw new AssertionError("not what was explained: " + judge.obstacle + "\n" + explanation + trace.err());
    }

    private List<Start> starts() {
        List<Start> starts = new ArrayList<>();
        trace.processes().forEach((thread, calls) -> {
            for (int i = 0; i < calls.size(); i++) {
                Trace.Call call = calls.get(i);
                if (call.isExec() && call.result().equals("0")) {
                    starts.add(new Start(thread, i + 1));
                } else if (call.name().equals("clone3")
                        && !call.failed()
                        && call.line().contains("CLONE_CLEAR_SIGHAND")) {
                    starts.add(new Start(call.child(), 0));
                }
            }
        });
        return starts;
    }

    /** Whether the thread's calls, from this one on, are those of the program from this step on. */
    private boolean ran(int thread, int step, int call, Values values) {
        List<Trace.Call> calls = trace.processes().getOrDefault(thread, List.of());
        Deque<State> ways = new ArrayDeque<>(List.of(new State(step, call, values)));
        Set<State> tried = new HashSet<>();
        Map<List<Integer>, Integer> rounds = new HashMap<>();
        while (!ways.isEmpty()) {
            State state = ways.pop();
            if (rounds.merge(List.of(state.step(), state.call()), 1, Integer::sum) > MANY) {
                state = new State(state.step(), state.call(), Values.NONE);
            }
            if (tried.add(state) && goOn(calls, state, ways)) {
                return true;
            }
        }
        return false;
    }

    /** Takes one step; adds what may follow to {@code ways}, or says that the program has ended as it should. */
    private boolean goOn(List<Trace.Call> calls, State state, Deque<State> ways) {
        int next = state.step() + 1;
        Values values = state.values();
        switch (program.get(state.step())) {
            case Line.Bind bind -> ways.push(new State(next, state.call(), values));
            case Line.Store store -> ways.push(new State(next, state.call(), values));
            case Line.Compute compute ->
                ways.push(new State(next, state.call(), values.with(compute.target(), values.compute(compute))));
            case Line.Jump jump -> {
                Boolean holds = values.holds(jump);
                if (holds == null || !holds) {
                    ways.push(new State(next, state.call(), values));
                }
                if (holds == null || holds) {
                    ways.push(new State(label(jump.target()), state.call(), values));
                }
            }
            case Line.Fail fail -> {
                return reported(calls, state.call());
            }
            case Line.Call explained -> {
                return called(calls, state, explained, ways);
            }
            case Line.Fork fork -> {
                return forked(calls, state, fork, ways);
            }
        }
        return false;
    }

    private boolean called(List<Trace.Call> calls, State state, Line.Call explained, Deque<State> ways) {
        if (!isNext(calls, state, explained.name(), explained.arguments())) {
            return false;
        }
        Trace.Call call = calls.get(state.call());
        if (call.name().equals("exit_group") || (call.isExec() && call.result().equals("0"))) {
            return true;
        }
        if (call.name().equals("kill") && call.result().equals("?")) {
            return true; // it killed itself
        }
        if (call.result().equals("-EINTR") && call.name().equals("wait4")) {
            ways.push(new State(state.step(), state.call() + 1, state.values()));
        }
        if (call.failed() && !explained.mayFail()) {
            return reported(calls, state.call() + 1);
        }
        Values after =
                state.values().withoutWritten(explained.arguments()).with(explained.result(), Values.returned(call));
        ways.push(new State(state.step() + 1, state.call() + 1, after));
        return false;
    }

    private boolean forked(List<Trace.Call> calls, State state, Line.Fork fork, Deque<State> ways) {
        if (!isNext(calls, state, "clone", fork.arguments())) {
            return false;
        }
        Trace.Call call = calls.get(state.call());
        if (call.failed()) {
            return reported(calls, state.call() + 1);
        }
        Values inChild = state.values().with(fork.pid(), 0L);
        if (ran(call.child(), label(fork.child()), 0, inChild)) {
            // A child in the same memory may have written any slot.
            Values before = fork.arguments().toString().contains("CLONE_VM") ? Values.NONE : state.values();
            Values after = before.with(fork.pid(), Values.returned(call));
            ways.push(new State(state.step() + 1, state.call() + 1, after));
        }
        return false;
    }

    private boolean isNext(List<Trace.Call> calls, State state, String name, List<String> arguments) {
        String explained = name + arguments;
        if (state.call() >= calls.size()) {
            note(state.call(), "nothing, although " + explained + " should have come next");
            return false;
        }
        Trace.Call call = calls.get(state.call());
        if (!call.name().equals(name) || !state.values().fit(arguments, call.arguments())) {
            note(state.call(), "strace saw " + call.line() + ", and what should have come is " + explained);
            return false;
        }
        return true;
    }

    /** Whether nothing is left but what tells of a failure, and the end. */
    private boolean reported(List<Trace.Call> calls, int from) {
        for (int i = from; i < calls.size(); i++) {
            if (!REPORT.contains(calls.get(i).name())) {
                note(i, "strace saw " + calls.get(i).line() + " after a failure");
                return false;
            }
        }
        return !calls.isEmpty() && calls.get(calls.size() - 1).name().equals("exit_group");
    }

    private void note(int call, String why) {
        if (call > furthest) {
            furthest = call;
            obstacle = why;
        }
    }

    private int label(String name) {
        Integer at = labels.get(name);
        if (at == null) {
            throw new IllegalArgumentException("the explanation has no label " + name);
        }
        return at;
    }
}
