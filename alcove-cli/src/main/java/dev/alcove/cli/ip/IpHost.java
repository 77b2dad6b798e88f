package dev.alcove.cli.ip;

/** What the command line gives to {@link Ip}. All text is byte strings. */
public interface IpHost extends IpOutput.Sink {
    /** Writes to standard error. */
    void err(String text);

    /** What {@code -Version} prints of Alcove's own. */
    String version();
}
