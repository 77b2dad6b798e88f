package dev.alcove.container.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 hexadecimal digits, lower case, so that it may be a file's name
 */
record Digest(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final String SHA256 = "sha256:";

    /**
     * Takes {@code sha256:} and 64 digits.
     *
     * @param source where it stands, for the message
     */
    static Digest parse(String source, String text) throws ImageException {
        String hex = text.startsWith(SHA256) ? text.substring(SHA256.length()) : "";
        if (!HEX.matcher(hex).matches()) {
            throw new ImageException(
                    source + ": the digest \"" + text + "\" is not sha256: and 64 hexadecimal digits in lower case");
        }
        return new Digest(hex);
    }

    static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    /** Of what a digest has been fed. */
    static Digest of(MessageDigest digest) {
        return new Digest(HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return SHA256 + hex;
    }
}
