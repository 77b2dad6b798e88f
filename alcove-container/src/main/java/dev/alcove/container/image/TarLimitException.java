package dev.alcove.container.image;

/** A tar is larger than its reader was told to accept. */
public final class TarLimitException extends ImageException {
    private static final long serialVersionUID = 1;

    private final String limit;

    /**
     * @param source the tar
     * @param limit the component of {@link TarLimits} that was reached
     * @param value what it was
     */
    public TarLimitException(String source, String limit, long value) {
        super(source + " goes beyond the limit " + limit + "=" + value + "; raise it if you trust this tar");
        this.limit = limit;
    }

    /** The component of {@link TarLimits} that was reached: {@code maxEntries}. */
    public String limit() {
        return limit;
    }
}
