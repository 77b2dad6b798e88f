package dev.alcove.cli.parity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes from what {@code ip} printed what is another in every run: MAC addresses and what comes of them, unless a case gave them, and timers of bridges. */
final class IpFacts {
    private static final Pattern MAC = Pattern.compile("\\b[0-9a-f]{2}(:[0-9a-f]{2}){5}\\b");
    private static final Pattern LINK_LOCAL = Pattern.compile("\\bfe80::[0-9a-f:]+");
    private static final Pattern TIMER = Pattern.compile("(_timer\"?:? *)[0-9]+\\.[0-9]{2}");
    private static final Pattern PERMANENT = Pattern.compile("\\b(00|ff)(:(00|ff)){5}\\b");

    private final String program;

    /** @param program the case, whose own addresses stay */
    IpFacts(String program) {
        this.program = program;
    }

    String normalized(String line) {
        String timeless = TIMER.matcher(line).replaceAll("$1TIME");
        return replaced(LINK_LOCAL, replaced(MAC, timeless, "MAC"), "LINK-LOCAL");
    }

    private String replaced(Pattern pattern, String line, String by) {
        Matcher matcher = pattern.matcher(line);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group();
            boolean stays = program.contains(found) || PERMANENT.matcher(found).matches();
            matcher.appendReplacement(text, stays ? found : by);
        }
        return matcher.appendTail(text).toString();
    }
}
