package dev.alcove.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and layouts out of the kernel's C headers, without a compiler: the macros, the enums and the flat structs of some
 * files, whatever the conditions are under which they stand. Where a name is defined twice, the earlier file wins.
 */
final class Headers {
    private static final Path ROOT = Path.of("/usr/include");
    private static final List<String> MACHINES = List.of("x86_64-linux-gnu", "aarch64-linux-gnu");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern DEFINE =
            Pattern.compile("^[ \t]*#[ \t]*define[ \t]+(\\w+)(\\(([^)]*)\\))?([^\n]*)$", Pattern.MULTILINE);
    private static final Pattern ENUM = Pattern.compile("\\benum\\s*\\w*\\s*\\{([^}]*)\\}");
    private static final Pattern STRUCT = Pattern.compile("\\bstruct\\s+(\\w+)\\s*\\{([^{}]*)\\}");
    private static final Pattern FIELD = Pattern.compile("(.*?)(\\w+)\\s*(?:\\[(\\w+)\\])?");
    private static final Pattern TOKEN = Pattern.compile("0[xX][0-9a-fA-F]+[uUlL]*|\\w+|'.'|<<|>>|[-+~|&()*,]");

    private static final Set<String> LONGS =
            Set.of("__u64", "__s64", "__aligned_u64", "__poll_t64", "unsigned long", "long long", "__kernel_time64_t");
    private static final Set<String> INTS =
            Set.of("__u32", "__s32", "int", "unsigned", "unsigned int", "pid_t", "__poll_t", "tcflag_t");
    private static final Set<String> SHORTS =
            Set.of("__u16", "__s16", "short", "unsigned short", "__kernel_sa_family_t");
    private static final Set<String> BYTES = Set.of("cc_t", "__u8", "unsigned char");

    /** A macro: the names of its parameters, none for one without parentheses, and its text. */
    private record Macro(@Nullable List<String> parameters, List<String> body) {}

    /** Where the fields of a struct are, its size, and what its address is a multiple of. */
    record Layout(Map<String, Integer> offsets, int size, int alignment) {}

    private final Map<String, Macro> macros = new HashMap<>();
    private final Map<String, Long> constants = new HashMap<>();
    private final Map<String, String> structs = new HashMap<>();

    private Headers() {}

    /** Reads files below {@code /usr/include}, or of this machine's directory there. */
    static Headers of(String... files) throws IOException {
        Headers headers = new Headers();
        for (String file : files) {
            headers.read(Files.readString(find(file)));
        }
        return headers;
    }

    private static Path find(String file) throws IOException {
        if (Files.exists(ROOT.resolve(file))) {
            return ROOT.resolve(file);
        }
        for (String machine : MACHINES) {
            Path path = ROOT.resolve(machine).resolve(file);
            if (Files.exists(path)) {
                return path;
            }
        }
        throw new IOException("no header " + file + ": is linux-libc-dev installed?");
    }

    private void read(String text) {
        String plain = COMMENT.matcher(text.replace("\\\n", " ")).replaceAll(" ");
        Matcher define = DEFINE.matcher(plain);
        while (define.find()) {
            List<String> parameters = define.group(2) == null ? null : tokens(define.group(3), ",");
            macros.putIfAbsent(define.group(1), new Macro(parameters, tokens(define.group(4), "")));
        }
        Matcher struct = STRUCT.matcher(plain);
        while (struct.find()) {
            structs.putIfAbsent(struct.group(1), struct.group(2).replaceAll("#[^\n]*", ""));
        }
        Matcher enumeration = ENUM.matcher(plain);
        while (enumeration.find()) {
            readEnum(enumeration.group(1));
        }
    }

    private void readEnum(String body) {
        long next = 0;
        for (String entry : body.replaceAll("#[^\n]*", "").split(",", -1)) {
            List<String> tokens = tokens(entry.replace('=', ' '), "");
            if (!tokens.isEmpty()) {
                next = tokens.size() == 1 ? next : new Expression(tokens.subList(1, tokens.size())).value();
                constants.putIfAbsent(tokens.getFirst(), next);
                next++;
            }
        }
    }

    /** The names of all macros. */
    Set<String> names() {
        return macros.keySet();
    }

    /** The number that a name stands for; null if the headers do not have it. */
    @Nullable Long value(String name) {
        if (constants.containsKey(name)) {
            return constants.get(name);
        }
        Macro macro = macros.get(name);
        return macro == null || macro.body.isEmpty() ? null : new Expression(macro.body).value();
    }

    /** The layout of a struct without unions, bit fields or pointers in it. */
    Layout layout(String struct, boolean packed) {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        int at = 0;
        int alignment = 1;
        String body = structs.get(struct);
        if (body == null) {
            throw new IllegalArgumentException("no struct " + struct);
        }
        for (String declaration : body.replaceAll("#[^\n]*", "").split(";", -1)) {
            String type = "";
            for (String part : declaration.strip().split(",", -1)) {
                Matcher field = FIELD.matcher(part.strip());
                if (field.matches()) {
                    type = field.group(1).isBlank() ? type : field.group(1).strip();
                    Layout inner = layoutOf(type);
                    int align = packed ? 1 : inner.alignment;
                    alignment = Math.max(alignment, align);
                    at = (at + align - 1) / align * align;
                    offsets.put(field.group(2), at);
                    at += inner.size * count(field.group(3));
                }
            }
        }
        return new Layout(offsets, (at + alignment - 1) / alignment * alignment, alignment);
    }

    /** How many elements a field has: one without brackets, else a number or a macro. */
    private int count(@Nullable String brackets) {
        if (brackets == null) {
            return 1;
        }
        Long macro = value(brackets);
        return Math.toIntExact(macro == null ? number(brackets) : macro);
    }

    private Layout layoutOf(String type) {
        return type.startsWith("struct ")
                ? layout(type.substring("struct ".length()).strip(), false)
                : new Layout(Map.of(), size(type), size(type));
    }

    private static int size(String type) {
        if (LONGS.contains(type)) {
            return 8;
        }
        if (INTS.contains(type)) {
            return 4;
        }
        if (SHORTS.contains(type)) {
            return 2;
        }
        if (BYTES.contains(type)) {
            return 1;
        }
        throw new IllegalArgumentException("what is the size of " + type + "?");
    }

    private static List<String> tokens(String text, String without) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (!token.group().equals(without)) {
                tokens.add(token.group());
            }
        }
        return tokens;
    }

    private static long number(String literal) {
        String digits = literal.replaceAll("[uUlL]+$", "");
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Long.parseUnsignedLong(digits.substring(2), 16);
        }
        return digits.startsWith("0") ? Long.parseLong(digits, 8) : Long.parseLong(digits);
    }

    /** Evaluates C's constant expressions, as far as these headers use them, in 64 bits. */
    private final class Expression {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

        private final List<String> tokens;
        private int at;

        Expression(List<String> tokens) {
            this.tokens = tokens;
        }

        long value() {
            long value = or();
            if (at != tokens.size()) {
                throw new IllegalArgumentException("cannot evaluate " + tokens);
            }
            return value;
        }

        private long or() {
            long value = and();
            while (accept("|")) {
                value |= and();
            }
            return value;
        }

        private long and() {
            long value = shift();
            while (accept("&")) {
                value &= shift();
            }
            return value;
        }

        private long shift() {
            long value = sum();
            while (true) {
                if (accept("<<")) {
                    value <<= sum();
                } else if (accept(">>")) {
                    value >>= sum();
                } else {
                    return value;
                }
            }
        }

        private long sum() {
            long value = unary();
            while (true) {
                if (accept("+")) {
                    value += unary();
                } else if (accept("-")) {
                    value -= unary();
                } else {
                    return value;
                }
            }
        }

        private long unary() {
            if (accept("-")) {
                return -unary();
            }
            if (accept("~")) {
                return ~unary();
            }
            if (!accept("(")) {
                return atom(tokens.get(at++));
            }
            if (isType()) {
                at = closing() + 1;
                return unary();
            }
            long value = or();
            expect(")");
            return value;
        }

        private long atom(String token) {
            if (token.startsWith("'")) {
                return token.charAt(1);
            }
            if (!NAME.matcher(token).matches()) {
                return number(token);
            }
            if (token.equals("sizeof")) {
                expect("(");
                int end = closing();
                String type = String.join(" ", tokens.subList(at, end));
                at = end + 1;
                return size(type);
            }
            Macro macro = macros.get(token);
            if (macro != null && macro.parameters != null) {
                return new Expression(substitute(macro.body, arguments(macro.parameters))).value();
            }
            Long value = Headers.this.value(token);
            if (value == null) {
                throw new IllegalArgumentException(token + " is not defined, in " + tokens);
            }
            return value;
        }

        /** After an opening parenthesis: whether a type's name stands in it, so that it is a cast. */
        private boolean isType() {
            for (int i = at; i < closing(); i++) {
                String token = tokens.get(i);
                boolean known = macros.containsKey(token) || constants.containsKey(token) || token.equals("sizeof");
                if (!token.equals("*") && (!NAME.matcher(token).matches() || known)) {
                    return false;
                }
            }
            return true;
        }

        /** Where the parenthesis that is open closes. */
        private int closing() {
            int depth = 1;
            int i = at;
            while (depth > 0) {
                String token = tokens.get(i++);
                depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            }
            return i - 1;
        }

        private Map<String, List<String>> arguments(List<String> parameters) {
            Map<String, List<String>> arguments = new HashMap<>();
            expect("(");
            int end = closing();
            List<String> argument = new ArrayList<>();
            int depth = 0;
            for (String token : tokens.subList(at, end)) {
                depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
                if (depth == 0 && token.equals(",")) {
                    arguments.put(parameters.get(arguments.size()), argument);
                    argument = new ArrayList<>();
                } else {
                    argument.add(token);
                }
            }
            arguments.put(parameters.get(arguments.size()), argument);
            at = end + 1;
            return arguments;
        }

        private static List<String> substitute(List<String> body, Map<String, List<String>> arguments) {
            List<String> text = new ArrayList<>();
            for (String token : body) {
                text.addAll(arguments.getOrDefault(token, List.of(token)));
            }
            return text;
        }

        private boolean accept(String token) {
            boolean next = at < tokens.size() && tokens.get(at).equals(token);
            at += next ? 1 : 0;
            return next;
        }

        private void expect(String token) {
            if (!accept(token)) {
                throw new IllegalArgumentException("no " + token + " in " + tokens);
            }
        }
    }
}
