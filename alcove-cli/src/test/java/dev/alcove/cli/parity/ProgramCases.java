package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;
import static dev.alcove.cli.parity.Case.state;

import java.util.List;

/** How the program is found and started, and with what. */
final class ProgramCases {
    private ProgramCases() {}

    static List<Case> all() {
        List<Case> cases = cases();
        cases.forEach(Case::byAnyone);
        return cases;
    }

    private static List<Case> cases() {
        return List.of(
                // Not found, or not to be executed
                line("nosuch"),
                line("-f nosuch"),
                line("-rm nosuch"),
                line("/nosuch"),
                line("/etc/passwd/x"),
                line("/"),
                line("/etc/passwd"),
                line("''"),
                line("-f ''"),
                line("./nosuch"),
                script("echo echo a script without a first line, '$0' '$1' '$#' >x; chmod 755 x; \"$U\" ./x one two"),
                script(
                        "echo echo a script without a first line, '$0' '$1' '$#' >x; chmod 755 x; PATH=$PWD:$PATH \"$U\" x one two"),
                script(": >x; chmod 755 x; \"$U\" ./x"),
                script("printf '\\0\\1\\2' >x; chmod 755 x; \"$U\" ./x 2>/dev/null"),
                script("printf '#!/nosuch\\n' >x; chmod 755 x; \"$U\" ./x"),
                script("printf '#!/bin/echo one argument\\n' >x; chmod 755 x; \"$U\" ./x two"),
                script("ln -s loop loop; \"$U\" ./loop"),
                script("name=$(printf %300s x | tr ' ' x); \"$U\" \"$name\" 2>&1 | tail -c 40"),
                script("name=$(printf %300s x | tr ' ' x); \"$U\" \"./$name\" >/dev/null 2>&1"),
                script("mkdir d; echo 'echo yes' >d/x; \"$U\" d/x; PATH=$PWD/d \"$U\" x; PATH=$PWD/d:/nosuch \"$U\" x"),
                script("mkdir a b; touch a/x; echo 'echo from b' >b/x; chmod 755 b/x; PATH=$PWD/a:$PWD/b \"$U\" x"),
                script("mkdir a b; mkdir a/x; echo 'echo from b' >b/x; chmod 755 b/x; PATH=$PWD/a:$PWD/b \"$U\" x"),

                // PATH
                script("echo 'echo from the working directory' >x; chmod 755 x; PATH=:/usr/bin \"$U\" x"),
                script("echo 'echo from the working directory' >x; chmod 755 x; PATH=/usr/bin: \"$U\" x"),
                script("echo 'echo from the working directory' >x; chmod 755 x; PATH=/nosuch::/usr/bin \"$U\" x"),
                script("echo 'echo from the working directory' >x; chmod 755 x; PATH= \"$U\" x"),
                script("echo 'echo from the working directory' >x; chmod 755 x; PATH=/nosuch \"$U\" x"),
                script("echo 'echo from the working directory' >x; chmod 755 x; (unset PATH; \"$U\" x)"),
                script("(unset PATH; \"$U\" pwd)"),
                script("PATH=/etc/passwd:/usr/bin \"$U\" pwd"),
                script("\"$U\" -w /usr/bin ./pwd"),
                script("cd /usr; PATH=bin \"$U\" -w / pwd"),
                script("cd /usr; PATH=bin \"$U\" -w /usr pwd"),

                // Arguments
                line("printf '[%s]\\n' a '' 'b c' $'d\\ne' '*'"),
                line("bash -c 'printf %q\\\\n \"$@\"' zero $'\\377\\376' $'\\303\\244' $'\\302'"),
                script("seq 20000 >x; \"$U\" sh -c 'echo $#' zero $(cat x)"),
                script("\"$U\" sh -c 'echo ${#1}' zero \"$(head -c 131071 /dev/zero | tr '\\0' x)\""),
                script("cp /usr/bin/pwd $'p\\377'; \"$U\" $'./p\\377'"),
                script("\"$U\" $'./nosuch\\377'"),
                line("cat /proc/self/cmdline | od -c | head -n 2"),

                // Environment
                script("env -i \"$U\" env"),
                script("env -i A= B=b=c D \"$U\" env 2>&1"),
                script("env -i $'ODD=\\377\\n' _x=1 \"$U\" env | od -c"),
                script("env -i A=1 PATH=$PATH JAVA_TOOL_OPTIONS=-Xint \"$U\" env"),
                script("env -i A=1 PATH=$PATH _JAVA_OPTIONS=-Xint JDK_JAVA_OPTIONS=-Xint \"$U\" env"),
                state("--clear-env"),
                script("\"$U\" --clear-env env"),
                script("\"$U\" --clear-env pwd"),
                script("PATH=/nosuch \"$U\" --clear-env pwd"),
                script("PATH=/nosuch \"$U\" --whitelist-env PATH pwd"),
                script("A=1 B=2 C= \"$U\" --whitelist-env A,C,NOSUCH env"),
                script("A=1 B=2 \"$U\" --whitelist-env A --whitelist-env B env | sort"),
                script("A=1 B=2 \"$U\" --whitelist-env ,A,,B, env | sort"),
                script("A=1 \"$U\" --clear-env --whitelist-env A env"),
                script("A=1 \"$U\" --clear-env --whitelist-env '' env"),
                script("env -i A=1 \"$U\" --whitelist-env '' env"),
                script("env -i A=1 \"$U\" --whitelist-env NOSUCH env"),
                script("env -i A=1 B=2 \"$U\" -f --clear-env --whitelist-env B env"),

                // No program
                script("SHELL=/mnt/shell \"$U\""),
                script("SHELL=/mnt/shell \"$U\" -f"),
                script("SHELL=/mnt/shell \"$U\" --"),
                script("SHELL= \"$U\""),
                script("env -u SHELL \"$U\""),
                script("SHELL=/nosuch \"$U\""),
                script("SHELL=pwd \"$U\""),
                script("SHELL=./pwd \"$U\" -w /usr/bin"),
                script("SHELL=/mnt/shell \"$U\" --clear-env"),
                script("SHELL=/bin/echo \"$U\" -r"),
                script("env -u SHELL \"$U\" -S 1001").by(Who.ROOT),
                script("env -u SHELL \"$U\" -r"),
                script("echo 'ps -o args= $$' | SHELL=/bin/bash \"$U\""));
    }
}
