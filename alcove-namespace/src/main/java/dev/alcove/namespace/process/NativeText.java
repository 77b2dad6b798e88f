package dev.alcove.namespace.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Java strings as the bytes that the kernel gets, in the encoding that the JVM itself uses for file names and arguments
 * ({@code sun.jnu.encoding}). In a locale that has only ASCII that is UTF-8, where the JVM would make question marks.
 */
public final class NativeText {
    private static final Charset ENCODING = encoding();

    private NativeText() {}

    /** The bytes of {@code text}, a char for each. */
    public static String bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return new String(text.getBytes(ENCODING), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** The text of {@code bytes}, a char for each. */
    public static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), ENCODING);
    }

    private static Charset encoding() {
        String name = System.getProperty("sun.jnu.encoding");
        if (name == null || !Charset.isSupported(name)) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = Charset.forName(name);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }
}
