/**
 * Network namespaces with names, as {@code ip netns} keeps them: {@link dev.alcove.net.netns.NetnsDirectory}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
@NullMarked
package dev.alcove.net.netns;

import org.jspecify.annotations.NullMarked;
