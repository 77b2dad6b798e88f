/**
 * Pictures of a {@link dev.alcove.namespace.catalogue.Catalogue}: which user namespace owns which namespaces, and what is inside
 * what. {@link dev.alcove.namespace.catalogue.graph.GraphFormat} is where to begin.
 */
@NullMarked
package dev.alcove.namespace.catalogue.graph;

import org.jspecify.annotations.NullMarked;
