package dev.alcove.cli.ip;

import java.io.IOException;

/** Prints messages of one kind. */
interface RtPrinter {
    /** How long the fixed part of such a message is, in bytes. */
    int fixed();

    void print(RtMessage message) throws IOException;
}
