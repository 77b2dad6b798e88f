package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Detail;
import dev.alcove.namespace.catalogue.Request;
import java.util.Optional;
import java.util.function.LongFunction;

/** In which language a picture of the namespaces is written. */
public enum GraphFormat {
    /** Scalable Vector Graphics 1.1, without references to anything else. In a browser it follows its light or dark theme. */
    SVG(".svg"),
    /** The language of Graphviz. */
    DOT(".dot"),
    /** A flowchart of Mermaid, which draws no more than 50,000 characters unless it is told otherwise. */
    MERMAID(".mmd");

    private final String suffix;

    GraphFormat(String suffix) {
        this.suffix = suffix;
    }

    /** How the name of such a file ends: {@code .svg}. */
    public String suffix() {
        return suffix;
    }

    /** The format of the file with this name, by how it ends. */
    public static Optional<GraphFormat> of(String file) {
        for (GraphFormat format : values()) {
            if (file.length() > format.suffix.length() && file.endsWith(format.suffix)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** What a catalogue has to contain for a picture of all there is. */
    public static Request request() {
        return Request.all().with(Detail.ANCESTORS, Detail.COMMANDS, Detail.NAMES, Detail.CONTAINERS);
    }

    /**
     * The picture. Names and command lines are UTF-8 in it; what cannot be shown is written as {@code \x1b}.
     *
     * @param catalogue made by {@link #request}, or by less
     * @param users what a user is called who has this id
     */
    public String draw(Catalogue catalogue, LongFunction<String> users) {
        OwnerTree tree = OwnerTree.of(catalogue.namespaces());
        Labels labels = new Labels(users);
        return switch (this) {
            case SVG -> new SvgWriter(labels).draw(tree, catalogue);
            case DOT -> new DotWriter(labels).draw(tree);
            case MERMAID -> new MermaidWriter(labels).draw(tree);
        };
    }
}
