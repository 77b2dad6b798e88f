/** Limits: cgroups of both versions, made from the resources of an OCI spec, counted, frozen, killed and removed. */
@NullMarked
package dev.alcove.container.cgroup;

import org.jspecify.annotations.NullMarked;
