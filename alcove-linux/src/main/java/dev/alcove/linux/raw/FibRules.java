package dev.alcove.linux.raw;

/**
 * Rules of policy routing.
 *
 * <p>Source: {@code linux/fib_rules.h}; ip-rule(8).
 */
public final class FibRules {
    /** {@code struct fib_rule_hdr}. */
    public static final class RuleMsg {
        public static final int FAMILY = 0;
        public static final int DST_LEN = 1;
        public static final int SRC_LEN = 2;
        public static final int TOS = 3;
        public static final int TABLE = 4;
        public static final int ACTION = 7;
        public static final int FLAGS = 8;
        public static final int SIZE = 12;

        private RuleMsg() {}
    }

    // attributes
    public static final int FRA_DST = 1;
    public static final int FRA_SRC = 2;
    public static final int FRA_IIFNAME = 3;
    public static final int FRA_GOTO = 4;
    public static final int FRA_PRIORITY = 6;
    public static final int FRA_FWMARK = 10;
    public static final int FRA_FLOW = 11;
    public static final int FRA_TUN_ID = 12;
    public static final int FRA_SUPPRESS_IFGROUP = 13;
    public static final int FRA_SUPPRESS_PREFIXLEN = 14;
    public static final int FRA_TABLE = 15;
    public static final int FRA_FWMASK = 16;
    public static final int FRA_OIFNAME = 17;
    public static final int FRA_L3MDEV = 19;
    public static final int FRA_UID_RANGE = 20;
    public static final int FRA_PROTOCOL = 21;
    public static final int FRA_IP_PROTO = 22;
    public static final int FRA_SPORT_RANGE = 23;
    public static final int FRA_DPORT_RANGE = 24;

    // actions
    public static final int FR_ACT_TO_TBL = 1;
    public static final int FR_ACT_GOTO = 2;
    public static final int FR_ACT_NOP = 3;
    public static final int FR_ACT_BLACKHOLE = 6;
    public static final int FR_ACT_UNREACHABLE = 7;
    public static final int FR_ACT_PROHIBIT = 8;

    // flags
    public static final int FIB_RULE_PERMANENT = 1;
    public static final int FIB_RULE_INVERT = 2;
    public static final int FIB_RULE_UNRESOLVED = 4;
    public static final int FIB_RULE_IIF_DETACHED = 8;
    public static final int FIB_RULE_OIF_DETACHED = 16;

    private FibRules() {}
}
