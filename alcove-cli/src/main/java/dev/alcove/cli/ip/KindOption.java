package dev.alcove.cli.ip;

/**
 * A setting of a kind of link: one line of a table, from which it is both read and printed.
 *
 * @param word what is typed; empty for what the kernel only tells
 * @param shortest how many letters of the word are enough; those that have fewer mean another
 * @param attribute its number
 * @param bit which one, of a {@link KindValue#BIT}
 * @param value what kind of value it has
 * @param reason what a message says of a value that is none
 * @param label what stands in front of it in text; empty for what is only told to the kernel
 * @param key what it is called in JSON; empty for what is not there
 */
record KindOption(
        String word, int shortest, int attribute, int bit, KindValue value, String reason, String label, String key) {
    /** A setting that has the same name everywhere. */
    static KindOption of(String word, int attribute, KindValue value) {
        return new KindOption(word, 1, attribute, 0, value, "invalid " + word, word, word);
    }

    /** What the kernel only tells. */
    static KindOption told(String label, int attribute, KindValue value) {
        return new KindOption("", 1, attribute, 0, value, "", label, label);
    }

    /** What the kernel is only told. */
    static KindOption command(String word, int attribute, KindValue value) {
        return new KindOption(word, 1, attribute, 0, value, "", "", "");
    }

    /** One of the bits of an attribute. Its word cannot be cut short. */
    static KindOption bit(String word, int attribute, int bit) {
        return new KindOption(word, word.length(), attribute, bit, KindValue.BIT, "invalid " + word, word, word);
    }

    KindOption shortest(int letters) {
        return new KindOption(word, letters, attribute, bit, value, reason, label, key);
    }

    KindOption reason(String text) {
        return new KindOption(word, shortest, attribute, bit, value, text, label, key);
    }

    KindOption label(String text) {
        return new KindOption(word, shortest, attribute, bit, value, reason, text, key);
    }

    KindOption key(String text) {
        return new KindOption(word, shortest, attribute, bit, value, reason, label, text);
    }

    boolean matches(String typed) {
        return !word.isEmpty() && typed.length() >= shortest && IpWords.matches(typed, word);
    }
}
