/**
 * Netlink, by which the kernel is told and tells about networks: messages and attributes, encoded and decoded in the same
 * way for rtnetlink and for nf_tables, and the socket.
 */
package dev.alcove.linux.netlink;
