package dev.alcove.cli.ip;

/** What kind of value an option of a link has: how it is typed, sent and printed. */
enum KindValue {
    U8,
    U16,
    U32,
    U64,
    /** 32 bits, printed with a sign. */
    S32,
    /** A byte: {@code on} or {@code off}. */
    SWITCH,
    /** 16 bits, printed in hexadecimal. */
    HEX16,
    /** A bit of {@code struct br_boolopt_multi}, typed and printed as a number. */
    BIT,
    /** Nothing behind the word. */
    FLAG,
    /** A protocol of Ethernet, in the order of the network. */
    PROTOCOL,
    /** An address of the link layer. */
    ADDRESS,
    /** Another link, by its name. */
    LINK,
    /** Nothing behind the word, which stands for no link. */
    NO_LINK,
    /** Hundredths of a second, printed as seconds. */
    TIMER,
    /** A priority and an address: {@code 8000.2:0:0:0:0:1}. */
    BRIDGE_ID,
    /** A state of a port, typed as a number. */
    STATE,
    /** Groups of addresses, typed as a number, printed with their names as well. */
    GROUPS
}
