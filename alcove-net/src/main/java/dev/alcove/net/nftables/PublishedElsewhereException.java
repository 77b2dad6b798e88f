package dev.alcove.net.nftables;

import java.io.IOException;

/** A port cannot be published, since another owner publishes it. */
public final class PublishedElsewhereException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient PublishedPort port;
    private final String other;

    PublishedElsewhereException(String owner, PublishedPort port, String other, PublishedPort taken) {
        super("NAT of '" + owner + "': port " + port + " is published already, by '" + other + "': port " + taken);
        this.port = port;
        this.other = other;
    }

    /** The port that was asked for. */
    public PublishedPort port() {
        return port;
    }

    /** The owner that has it. */
    public String other() {
        return other;
    }
}
