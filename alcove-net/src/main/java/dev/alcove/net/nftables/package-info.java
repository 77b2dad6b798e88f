/**
 * The packet filter nf_tables over netlink: tables, chains, sets and rules, and on top of them {@link
 * dev.alcove.net.nftables.Nat}, which lets a network behind a bridge reach the outside and be reached.
 */
package dev.alcove.net.nftables;
