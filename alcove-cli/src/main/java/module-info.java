import org.jspecify.annotations.NullMarked;

/** The {@code alcove} command. */
@NullMarked
module dev.alcove.cli {
    requires static org.jspecify;
    requires dev.alcove.container;
    requires org.snakeyaml.engine;
}
