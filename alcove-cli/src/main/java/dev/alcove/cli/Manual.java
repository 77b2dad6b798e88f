package dev.alcove.cli;

import java.util.List;

/**
 * What the manual says about a command beyond its {@link Syntax}. In texts {@code `this`} is set in bold.
 *
 * @param page the name of the man page: {@code alcove-unshare}
 * @param syntax the command's options
 * @param usage what a synopsis starts with: {@code alcove unshare}
 * @param description paragraphs
 * @param sections what comes after the options
 */
record Manual(String page, Syntax syntax, String usage, List<String> description, List<Section> sections) {
    /**
     * A section.
     *
     * @param title in capitals
     * @param entries in order
     */
    record Section(String title, List<Entry> entries) {
        static Section of(String title, Entry... entries) {
            return new Section(title, List.of(entries));
        }
    }

    /** A part of a section. */
    sealed interface Entry {}

    /** Plain sentences. */
    record Paragraph(String text) implements Entry {}

    /** A term, and sentences about it. */
    record Term(String term, String text) implements Entry {}

    /** What it is for, and the command line that does it. */
    record Example(String text, String commandLine) implements Entry {}
}
