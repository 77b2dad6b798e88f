package dev.alcove.container.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and digests what is read of a stream. Nothing can be skipped without being read, as the JDK's own stream allows. */
final class Measured extends InputStream {
    private final InputStream in;
    private final MessageDigest digest = Digest.sha256();
    private long count;

    Measured(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            digest.update(bytes, offset, read);
            count += read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    long count() {
        return count;
    }

    /** Of what has been read; to be called once. */
    Digest digest() {
        return Digest.of(digest);
    }
}
