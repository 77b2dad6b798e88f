/** Topologies as files of YAML, as matrices of what reaches what, and as pictures. */
@org.jspecify.annotations.NullMarked
package dev.alcove.cli.topology;
