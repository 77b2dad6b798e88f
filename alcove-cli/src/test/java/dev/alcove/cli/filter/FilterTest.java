package dev.alcove.cli.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as {@code lsns -Q} of util-linux 2.43 takes them: the results and messages were seen there. */
final class FilterTest {
    /** A namespace of the kernel's own with one process, that is in no file: so NETNSID, NSFS and PNS are empty or 0. */
    private static final String[] NAMES = {"NS", "TYPE", "NPROCS", "PID", "USER", "NETNSID", "PNS", "COMMAND"};

    private static final @Nullable String[] CELLS = {"4026531860", "mnt", "1", "25", "root", null, "0", " 'kdev tmpfs' "
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NS",
                "!PNS",
                "!NETNSID",
                "TYPE == 'mnt'",
                "TYPE eq \"mnt\" AND NPROCS ge 1",
                "NS > 1 && PID < 25.5",
                "PID == \"25\"",
                "PID >= 24.5",
                "false || true && true",
                "true || false && false == false",
                "! NPROCS == 0",
                "1 == 1 == true",
                "1K == 1024",
                "1KiB == 1024",
                "010K == 8192",
                "99999999999999999999 > 18446744073709551614",
                "1.50 == \"1.5\"",
                "\"1.5\" == 1.50",
                "\"1.23457e+06\" == 1234567.5",
                "NETNSID != \"unassigned\"",
                "NETNSID < \"a\"",
                "!(NETNSID == 5)",
                "!(NETNSID != 5)",
                "NETNSID !~ \".\"",
                "NPROCS == true",
                "PNS == false",
                "PNS == \"0\"",
                "\"yes\" == true == false",
                "true == \"yes\"",
                "COMMAND =~ \"^kdev tmpfs'$\" or COMMAND =~ \"kdev\"",
                "NS =~ '^[0-9]{10}$'",
                "not(USER ne \"root\")",
                "\"a\"",
                "PID==25&&NS=~'1860'"
            })
    void holds(String expression) throws FilterException {
        assertEquals(true, bound(expression).matches(column -> CELLS[column]));
        if (!expression.isEmpty()) {
            assertEquals(false, bound("not (" + expression + ")").matches(column -> CELLS[column]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NS ==\tsyntax error, unexpected end of file",
                " \tsyntax error, unexpected end of file",
                "(NS TYPE)\tsyntax error, unexpected HOLDER",
                "NS == 1 TYPE\tsyntax error, unexpected HOLDER, expecting end of file",
                "NS == )\tsyntax error, unexpected ')'",
                "NS == 1 (\tsyntax error, unexpected '(', expecting end of file",
                "NS && || TYPE\tsyntax error, unexpected OR",
                "NS !TYPE\tsyntax error, unexpected NEG, expecting end of file",
                "NS 1.5\tsyntax error, unexpected FLOAT, expecting end of file",
                "NS 'a'\tsyntax error, unexpected STRING, expecting end of file",
                "NS == '\tsyntax error, unexpected invalid token",
                "10Ki\tsyntax error, unexpected HOLDER, expecting end of file",
                "09K == 1\t\"09K\" token error: Invalid argument",
                "99999999999999999999K\t\"99999999999999999999K\" token error: Numerical result out of range",
                "NS =~ '('\tUnmatched ( or \\(",
                "NS = 5\tsyntax error, unexpected '=', expecting end of file",
                "NS == \"a\tsyntax error, unexpected '\"'",
                "NS =~ TYPE\twhat is right of =~ or !~ must be a string"
            })
    void isRefused(String expressionAndMessage) {
        String[] parts = expressionAndMessage.split("\t", -1);
        assertEquals(
                parts[1],
                assertThrows(FilterException.class, () -> Filter.parse(parts[0], true))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NS == USER", "USER == 5.5", "USER == 5", "1 == 'x'", "1 =~ '1'", "(NS == 1) =~ 'x'"})
    void cannotBeApplied(String expression) {
        assertEquals(
                "failed to apply filter: Invalid argument",
                assertThrows(FilterException.class, () -> bound(expression).matches(column -> CELLS[column]))
                        .getMessage());
    }

    private static Filter bound(String expression) throws FilterException {
        Filter filter = Filter.parse(expression, true);
        for (int i = 0; i < filter.holders(); i++) {
            int column = Arrays.asList(NAMES).indexOf(filter.holder(i));
            boolean text = column == 1 || column == 4 || column == 5 || column == 7;
            filter.bind(i, column, text ? Type.STRING : Type.NUMBER);
        }
        return filter;
    }
}
