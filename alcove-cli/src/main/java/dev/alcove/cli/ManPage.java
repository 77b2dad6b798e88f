package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.Locale;

/**
 * A page of the manual in the macros of man(7), made from a command's {@link Syntax} and {@link Manual}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>
 */
final class ManPage {
    private static final int WIDTH = 78;

    private final StringBuilder out = new StringBuilder();

    private ManPage() {}

    /**
     * The page as text.
     *
     * @param date when it was made, {@code 2026-01-31}
     * @param version of Alcove
     */
    static String of(Manual manual, String date, String version) {
        ManPage page = new ManPage();
        page.write(manual, date, version);
        return page.out.toString();
    }

    private void write(Manual manual, String date, String version) {
        Syntax syntax = manual.syntax();
        out.append(".\\\" Made by 'alcove generate-docs' from the declarations of the options.\n");
        macro("TH", manual.page().toUpperCase(Locale.ROOT) + " 1 " + date + " \"Alcove " + version + "\"");
        macro("SH", "NAME");
        out.append(escape(manual.page()))
                .append(" \\- ")
                .append(escape(syntax.purpose))
                .append('\n');
        macro("SH", "SYNOPSIS");
        out.append(bold(manual.usage()))
                .append(" [\\fIOPTION\\fR]...")
                .append(syntax.operands.isEmpty() ? "" : " " + escape(syntax.operands))
                .append('\n');
        macro("SH", "DESCRIPTION");
        for (int i = 0; i < manual.description().size(); i++) {
            if (i > 0) {
                macro("PP", "");
            }
            text(manual.description().get(i));
        }
        macro("SH", "OPTIONS");
        for (String group : syntax.groups()) {
            macro("SS", escape(group));
            for (Option option : syntax.options) {
                if (option.group.equals(group)) {
                    option(option);
                }
            }
        }
        for (Section section : manual.sections()) {
            macro("SH", "\"" + escape(section.title()) + "\"");
            boolean first = true;
            for (Entry entry : section.entries()) {
                entry(entry, first);
                first = false;
            }
        }
    }

    private void entry(Entry entry, boolean first) {
        switch (entry) {
            case Paragraph paragraph -> {
                if (!first) {
                    macro("PP", "");
                }
                text(paragraph.text());
            }
            case Term term -> {
                macro("TP", "");
                out.append(term.term().indexOf('`') < 0 ? bold(term.term()) : marked(term.term()))
                        .append('\n');
                text(term.text());
            }
            case Example example -> {
                if (!first) {
                    macro("PP", "");
                }
                text(example.text());
                macro("PP", "");
                macro("RS", "4");
                macro("nf", "");
                for (String line : example.commandLine().split("\n", -1)) {
                    out.append(bold(line)).append('\n');
                }
                macro("fi", "");
                macro("RE", "");
            }
        }
    }

    private void option(Option option) {
        macro("TP", "");
        if (option.hasShortName()) {
            out.append(bold("-" + option.shortName)).append(", ");
        }
        out.append(bold("--" + option.longName));
        switch (option.longArgument) {
            case NONE -> {}
            case OPTIONAL -> out.append("[=").append(metavar(option)).append(']');
            case REQUIRED -> out.append(' ').append(metavar(option));
        }
        out.append('\n');
        text(Manuals.sentence(option.summary));
        if (!option.details().isBlank()) {
            text(option.details().strip());
        }
        if (option.isExtension()) {
            text("util-linux has no such option.");
        }
    }

    /** Words that stand for themselves in bold, others in italics. */
    private static String metavar(Option option) {
        StringBuilder text = new StringBuilder();
        for (String alternative : option.alternatives()) {
            text.append(text.isEmpty() ? "" : "|");
            text.append(Option.isLiteral(alternative) ? bold(alternative) : "\\fI" + escape(alternative) + "\\fR");
        }
        return text.toString();
    }

    private void macro(String name, String argument) {
        out.append('.')
                .append(name)
                .append(argument.isEmpty() ? "" : " ")
                .append(argument)
                .append('\n');
    }

    /** Sentences, in lines of moderate length. */
    private void text(String text) {
        int column = 0;
        for (String word : marked(text).split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append('\n');
                column = 0;
            }
            if (column > 0) {
                out.append(' ');
                column++;
            } else if (word.startsWith(".") || word.startsWith("'")) {
                out.append("\\&");
            }
            out.append(word);
            column += word.length();
        }
        out.append('\n');
    }

    /** Text whose {@code `parts`} are set in bold. */
    private static String marked(String text) {
        StringBuilder marked = new StringBuilder();
        boolean bold = false;
        for (String part : text.split("`", -1)) {
            marked.append(bold ? bold(part) : escape(part));
            bold = !bold;
        }
        return marked.toString();
    }

    private static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
