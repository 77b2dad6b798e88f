package dev.alcove.net.topology;

/** Pictures of a topology, as text that other programs show. */
public final class Diagram {
    private Diagram() {}

    /**
     * A picture for a page: hosts one below the other, and each switch, or pair of ends, a line that runs past those it connects.
     * No two lines are on each other, however many hosts there are.
     *
     * @see <a href="https://www.w3.org/TR/SVG11/">Scalable Vector Graphics 1.1</a>
     */
    public static String svg(Topology topology) {
        return new SvgDiagram(topology).draw();
    }

    /**
     * A flowchart, which many a page of documentation shows as a picture.
     *
     * @see <a href="https://mermaid.js.org/syntax/flowchart.html">Flowcharts</a>
     */
    public static String mermaid(Topology topology) {
        return new MermaidDiagram(topology).draw();
    }
}
