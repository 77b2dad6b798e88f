/**
 * Whole networks as one value: hosts, which are network namespaces, switches, which are bridges, and what wires them together.
 * {@link dev.alcove.net.topology.Topology} says what there should be, {@link dev.alcove.net.topology.Topologies} makes it so, all
 * or nothing, and takes it down again.
 */
@org.jspecify.annotations.NullMarked
package dev.alcove.net.topology;
