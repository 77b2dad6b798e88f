package dev.alcove.linux.raw;

/**
 * Traffic control: queueing disciplines and classes, of those tbf and htb.
 *
 * <p>Source: {@code linux/rtnetlink.h}, {@code linux/pkt_sched.h}; tc(8), tc-tbf(8), tc-htb(8).
 */
public final class PktSched {
    /** {@code struct tcmsg}. */
    public static final class TcMsg {
        public static final int TCM_FAMILY = 0;
        public static final int TCM_IFINDEX = 4;
        public static final int TCM_HANDLE = 8;
        public static final int TCM_PARENT = 12;
        public static final int TCM_INFO = 16;
        public static final int SIZE = 20;

        private TcMsg() {}
    }

    /** The parent of what a link sends through first. */
    public static final long TC_H_ROOT = 0xffffffffL;

    // attributes
    public static final int TCA_KIND = 1;
    public static final int TCA_OPTIONS = 2;

    /** {@code struct tc_ratespec}. */
    public static final class RateSpec {
        public static final int CELL_LOG = 0;
        public static final int LINKLAYER = 1;
        public static final int OVERHEAD = 2;
        public static final int CELL_ALIGN = 4;
        public static final int MPU = 6;
        public static final int RATE = 8;
        public static final int SIZE = 12;

        private RateSpec() {}
    }

    /** With it the kernel counts in bytes, and needs no table of times. */
    public static final int TC_LINKLAYER_ETHERNET = 1;

    // tbf
    public static final int TCA_TBF_PARMS = 1;
    public static final int TCA_TBF_RATE64 = 4;
    public static final int TCA_TBF_PRATE64 = 5;
    public static final int TCA_TBF_BURST = 6;
    public static final int TCA_TBF_PBURST = 7;

    /** {@code struct tc_tbf_qopt}, which begins with the {@code struct tc_ratespec}s rate and peakrate. */
    public static final class TbfQopt {
        public static final int RATE = 0;
        public static final int PEAKRATE = 12;
        public static final int LIMIT = 24;
        public static final int BUFFER = 28;
        public static final int MTU = 32;
        public static final int SIZE = 36;

        private TbfQopt() {}
    }

    // htb
    public static final int TCA_HTB_PARMS = 1;
    public static final int TCA_HTB_INIT = 2;
    public static final int TCA_HTB_DIRECT_QLEN = 5;
    public static final int TCA_HTB_RATE64 = 6;
    public static final int TCA_HTB_CEIL64 = 7;

    /** {@code struct tc_htb_glob}. */
    public static final class HtbGlob {
        public static final int VERSION = 0;
        public static final int RATE2QUANTUM = 4;
        public static final int DEFCLS = 8;
        public static final int DEBUG = 12;
        public static final int DIRECT_PKTS = 16;
        public static final int SIZE = 20;

        private HtbGlob() {}
    }

    public static final int TC_HTB_PROTOVER = 3;

    /** {@code struct tc_htb_opt}, which begins with the {@code struct tc_ratespec}s rate and ceil. */
    public static final class HtbOpt {
        public static final int RATE = 0;
        public static final int CEIL = 12;
        public static final int BUFFER = 24;
        public static final int CBUFFER = 28;
        public static final int QUANTUM = 32;
        public static final int LEVEL = 36;
        public static final int PRIO = 40;
        public static final int SIZE = 44;

        private HtbOpt() {}
    }

    private PktSched() {}
}
