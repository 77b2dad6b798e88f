package dev.alcove.cli.ip;

import dev.alcove.linux.raw.IfBridge;

/** The settings of bridges and of their ports, in the order in which they are printed. */
final class BridgeKinds {
    private BridgeKinds() {}

    // spotless:off
    static LinkKind bridge() {
        return new KindTable("bridge", "command",
                KindOption.of("forward_delay", IfBridge.IFLA_BR_FORWARD_DELAY, KindValue.U32),
                KindOption.of("hello_time", IfBridge.IFLA_BR_HELLO_TIME, KindValue.U32),
                KindOption.of("max_age", IfBridge.IFLA_BR_MAX_AGE, KindValue.U32),
                KindOption.of("ageing_time", IfBridge.IFLA_BR_AGEING_TIME, KindValue.U32),
                KindOption.of("stp_state", IfBridge.IFLA_BR_STP_STATE, KindValue.U32),
                KindOption.of("priority", IfBridge.IFLA_BR_PRIORITY, KindValue.U16),
                KindOption.of("vlan_filtering", IfBridge.IFLA_BR_VLAN_FILTERING, KindValue.U8),
                KindOption.of("vlan_protocol", IfBridge.IFLA_BR_VLAN_PROTOCOL, KindValue.PROTOCOL),
                KindOption.told("bridge_id", IfBridge.IFLA_BR_BRIDGE_ID, KindValue.BRIDGE_ID),
                KindOption.told("designated_root", IfBridge.IFLA_BR_ROOT_ID, KindValue.BRIDGE_ID).key("root_id"),
                KindOption.told("root_port", IfBridge.IFLA_BR_ROOT_PORT, KindValue.U16),
                KindOption.told("root_path_cost", IfBridge.IFLA_BR_ROOT_PATH_COST, KindValue.U32),
                KindOption.told("topology_change", IfBridge.IFLA_BR_TOPOLOGY_CHANGE, KindValue.U8),
                KindOption.told("topology_change_detected", IfBridge.IFLA_BR_TOPOLOGY_CHANGE_DETECTED, KindValue.U8),
                KindOption.told("hello_timer", IfBridge.IFLA_BR_HELLO_TIMER, KindValue.TIMER),
                KindOption.told("tcn_timer", IfBridge.IFLA_BR_TCN_TIMER, KindValue.TIMER),
                KindOption.told("topology_change_timer", IfBridge.IFLA_BR_TOPOLOGY_CHANGE_TIMER, KindValue.TIMER),
                KindOption.told("gc_timer", IfBridge.IFLA_BR_GC_TIMER, KindValue.TIMER),
                KindOption.command("fdb_flush", IfBridge.IFLA_BR_FDB_FLUSH, KindValue.FLAG),
                KindOption.of("vlan_default_pvid", IfBridge.IFLA_BR_VLAN_DEFAULT_PVID, KindValue.U16),
                KindOption.of("vlan_stats_enabled", IfBridge.IFLA_BR_VLAN_STATS_ENABLED, KindValue.U8),
                KindOption.of("vlan_stats_per_port", IfBridge.IFLA_BR_VLAN_STATS_PER_PORT, KindValue.U8),
                KindOption.of("group_fwd_mask", IfBridge.IFLA_BR_GROUP_FWD_MASK, KindValue.HEX16),
                KindOption.of("group_address", IfBridge.IFLA_BR_GROUP_ADDR, KindValue.ADDRESS).key("group_addr"),
                KindOption.of("mcast_snooping", IfBridge.IFLA_BR_MCAST_SNOOPING, KindValue.U8).shortest("mcast_s".length()),
                KindOption.bit("no_linklocal_learn", IfBridge.IFLA_BR_MULTI_BOOLOPT, IfBridge.BR_BOOLOPT_NO_LL_LEARN),
                KindOption.bit("mcast_vlan_snooping", IfBridge.IFLA_BR_MULTI_BOOLOPT, IfBridge.BR_BOOLOPT_MCAST_VLAN_SNOOPING),
                KindOption.of("mcast_router", IfBridge.IFLA_BR_MCAST_ROUTER, KindValue.U8),
                KindOption.of("mcast_query_use_ifaddr", IfBridge.IFLA_BR_MCAST_QUERY_USE_IFADDR, KindValue.U8),
                KindOption.of("mcast_querier", IfBridge.IFLA_BR_MCAST_QUERIER, KindValue.U8),
                KindOption.of("mcast_hash_elasticity", IfBridge.IFLA_BR_MCAST_HASH_ELASTICITY, KindValue.U32),
                KindOption.of("mcast_hash_max", IfBridge.IFLA_BR_MCAST_HASH_MAX, KindValue.U32),
                KindOption.of("mcast_last_member_count", IfBridge.IFLA_BR_MCAST_LAST_MEMBER_CNT, KindValue.U32)
                        .key("mcast_last_member_cnt"),
                KindOption.of("mcast_startup_query_count", IfBridge.IFLA_BR_MCAST_STARTUP_QUERY_CNT, KindValue.U32)
                        .key("mcast_startup_query_cnt"),
                interval("mcast_last_member", IfBridge.IFLA_BR_MCAST_LAST_MEMBER_INTVL),
                interval("mcast_membership", IfBridge.IFLA_BR_MCAST_MEMBERSHIP_INTVL),
                interval("mcast_querier", IfBridge.IFLA_BR_MCAST_QUERIER_INTVL),
                interval("mcast_query", IfBridge.IFLA_BR_MCAST_QUERY_INTVL),
                interval("mcast_query_response", IfBridge.IFLA_BR_MCAST_QUERY_RESPONSE_INTVL),
                interval("mcast_startup_query", IfBridge.IFLA_BR_MCAST_STARTUP_QUERY_INTVL),
                KindOption.of("mcast_stats_enabled", IfBridge.IFLA_BR_MCAST_STATS_ENABLED, KindValue.U8),
                KindOption.of("mcast_igmp_version", IfBridge.IFLA_BR_MCAST_IGMP_VERSION, KindValue.U8),
                KindOption.of("mcast_mld_version", IfBridge.IFLA_BR_MCAST_MLD_VERSION, KindValue.U8),
                KindOption.of("nf_call_iptables", IfBridge.IFLA_BR_NF_CALL_IPTABLES, KindValue.U8),
                KindOption.of("nf_call_ip6tables", IfBridge.IFLA_BR_NF_CALL_IP6TABLES, KindValue.U8),
                KindOption.of("nf_call_arptables", IfBridge.IFLA_BR_NF_CALL_ARPTABLES, KindValue.U8));
    }

    private static KindOption interval(String what, int attribute) {
        return KindOption.of(what + "_interval", attribute, KindValue.U64).key(what + "_intvl");
    }

    static LinkKind port() {
        return new KindTable("bridge_slave", "option",
                KindOption.command("fdb_flush", IfBridge.IFLA_BRPORT_FLUSH, KindValue.FLAG),
                KindOption.of("state", IfBridge.IFLA_BRPORT_STATE, KindValue.STATE).reason("state is invalid"),
                KindOption.of("priority", IfBridge.IFLA_BRPORT_PRIORITY, KindValue.U16).reason("priority is invalid"),
                KindOption.of("cost", IfBridge.IFLA_BRPORT_COST, KindValue.S32).reason("cost is invalid"),
                KindOption.of("hairpin", IfBridge.IFLA_BRPORT_MODE, KindValue.SWITCH),
                KindOption.of("guard", IfBridge.IFLA_BRPORT_GUARD, KindValue.SWITCH),
                KindOption.of("root_block", IfBridge.IFLA_BRPORT_PROTECT, KindValue.SWITCH),
                KindOption.of("fastleave", IfBridge.IFLA_BRPORT_FAST_LEAVE, KindValue.SWITCH),
                KindOption.of("learning", IfBridge.IFLA_BRPORT_LEARNING, KindValue.SWITCH),
                KindOption.of("flood", IfBridge.IFLA_BRPORT_UNICAST_FLOOD, KindValue.SWITCH),
                KindOption.told("port_id", IfBridge.IFLA_BRPORT_ID, KindValue.HEX16).key("id"),
                KindOption.told("port_no", IfBridge.IFLA_BRPORT_NO, KindValue.HEX16).key("no"),
                KindOption.told("designated_port", IfBridge.IFLA_BRPORT_DESIGNATED_PORT, KindValue.U16),
                KindOption.told("designated_cost", IfBridge.IFLA_BRPORT_DESIGNATED_COST, KindValue.U16),
                KindOption.told("designated_bridge", IfBridge.IFLA_BRPORT_BRIDGE_ID, KindValue.BRIDGE_ID).key("bridge_id"),
                KindOption.told("designated_root", IfBridge.IFLA_BRPORT_ROOT_ID, KindValue.BRIDGE_ID).key("root_id"),
                KindOption.told("hold_timer", IfBridge.IFLA_BRPORT_HOLD_TIMER, KindValue.TIMER),
                KindOption.told("message_age_timer", IfBridge.IFLA_BRPORT_MESSAGE_AGE_TIMER, KindValue.TIMER),
                KindOption.told("forward_delay_timer", IfBridge.IFLA_BRPORT_FORWARD_DELAY_TIMER, KindValue.TIMER),
                KindOption.told("topology_change_ack", IfBridge.IFLA_BRPORT_TOPOLOGY_CHANGE_ACK, KindValue.U8),
                KindOption.told("config_pending", IfBridge.IFLA_BRPORT_CONFIG_PENDING, KindValue.U8),
                KindOption.of("proxy_arp", IfBridge.IFLA_BRPORT_PROXYARP, KindValue.SWITCH),
                KindOption.of("proxy_arp_wifi", IfBridge.IFLA_BRPORT_PROXYARP_WIFI, KindValue.SWITCH),
                KindOption.of("mcast_router", IfBridge.IFLA_BRPORT_MULTICAST_ROUTER, KindValue.U8)
                        .shortest("mcast_r".length())
                        .key("multicast_router"),
                KindOption.of("mcast_fast_leave", IfBridge.IFLA_BRPORT_FAST_LEAVE, KindValue.SWITCH)
                        .shortest("mcast_fa".length())
                        .key(""),
                KindOption.of("mcast_flood", IfBridge.IFLA_BRPORT_MCAST_FLOOD, KindValue.SWITCH),
                KindOption.of("bcast_flood", IfBridge.IFLA_BRPORT_BCAST_FLOOD, KindValue.SWITCH),
                KindOption.of("mcast_to_unicast", IfBridge.IFLA_BRPORT_MCAST_TO_UCAST, KindValue.SWITCH),
                KindOption.of("neigh_suppress", IfBridge.IFLA_BRPORT_NEIGH_SUPPRESS, KindValue.SWITCH),
                KindOption.of("group_fwd_mask", IfBridge.IFLA_BRPORT_GROUP_FWD_MASK, KindValue.GROUPS),
                KindOption.of("vlan_tunnel", IfBridge.IFLA_BRPORT_VLAN_TUNNEL, KindValue.SWITCH),
                KindOption.of("isolated", IfBridge.IFLA_BRPORT_ISOLATED, KindValue.SWITCH),
                KindOption.of("locked", IfBridge.IFLA_BRPORT_LOCKED, KindValue.SWITCH),
                KindOption.of("backup_port", IfBridge.IFLA_BRPORT_BACKUP_PORT, KindValue.LINK),
                KindOption.command("nobackup_port", IfBridge.IFLA_BRPORT_BACKUP_PORT, KindValue.NO_LINK));
    }
    // spotless:on
}
