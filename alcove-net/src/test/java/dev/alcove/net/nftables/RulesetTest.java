package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Nftables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The general layer: what nft made is read, and what was read is written such that nft sees the same. */
@Timeout(60)
class RulesetTest {
    /** Every expression that there is a record for, and some that there is none for. */
    private static final String RULES = """
            table inet t {
                comment "a table's"
                set addresses { type ipv4_addr; elements = { 10.0.0.1, 10.0.0.2 }; }
                map ports { type inet_service : inet_service; elements = { 8080 : 80, 8081 : 81 }; }
                chain plain {
                    meta nfproto ipv4 tcp dport 8080 dnat ip to 10.1.1.2:80 comment "grüße"
                    tcp dport 8080-8090 dnat ip to 10.1.1.2
                    tcp dport 8080-8081 dnat ip to 10.1.1.2:tcp dport map @ports
                    udp dport != 100-200 dnat ip6 to [fd00::1]:53
                    ip daddr 10.0.0.0/20 tcp dport 25 dnat ip to 10.1.1.2-10.1.1.9:100-200
                }
                chain pre {
                    type nat hook prerouting priority dstnat; policy accept;
                    fib daddr type local jump plain
                    ip saddr != @addresses goto plain
                }
                chain post {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr 10.1.1.0/24 oifname != "br0" counter masquerade
                    ip6 saddr fd00:1::/61 oifname "wan*" masquerade random,persistent
                    ip saddr 10.9.0.0/16 snat ip to 192.0.2.1
                    meta l4proto tcp masquerade to :1024-2048
                }
                chain early {
                    type filter hook prerouting priority raw; policy accept;
                    notrack
                }
                chain filter {
                    type filter hook forward priority filter; policy drop;
                    iifname "br0" ct state established,related accept
                    ct status dnat ct mark set 7 limit rate 10/second accept
                    ct original ip daddr 10.0.0.1 log prefix "seen" drop
                    tcp flags & (syn | ack) == syn return
                    meta mark set mark << 8
                    continue comment "nothing"
                }
            }
            """;

    @BeforeAll
    static void needsRoot() throws Exception {
        NatTest.needsRoot();
    }

    private static void inNewNamespace(Work work) throws Exception {
        try (Place created = Place.create()) {
            work.run(created, Ruleset.of(created.netlink()));
        }
    }

    private static TableContents contents(Ruleset ruleset) throws Exception {
        return ruleset.contents(ruleset.tables().getFirst(), ruleset.chains());
    }

    private interface Work {
        void run(Place place, Ruleset ruleset) throws Exception;
    }

    @Test
    void whatNftMadeIsReadAndWritten() throws Exception {
        inNewNamespace((place, ruleset) -> {
            place.sh("printf %s \"$1\" | nft -f -", RULES);
            String before = place.sh("nft -s list table inet t");
            TableContents contents = contents(ruleset);
            assertEquals(Optional.of("a table's"), contents.table().comment());
            assertEquals(5, contents.chains().size());
            assertEquals(
                    List.of(new PortMap(Family.INET, "t", "ports", new TreeMap<>(Map.of(8080, 80, 8081, 81)))),
                    contents.maps());
            Rule first = contents.rules("plain").getFirst();
            assertEquals(Optional.of("grüße"), first.comment());
            assertTrue(first.handle().isPresent());

            RulesetChange change = new RulesetChange();
            for (Rule rule : contents.rules()) {
                change.delete(rule);
            }
            contents.rules().forEach(change::add);
            assertTrue(ruleset.commit(change, OptionalInt.empty(), "cannot write rules anew"));
            assertEquals(before, place.sh("nft -s list table inet t"));
            assertTrue(contents.isLike(contents(ruleset)));
        });
    }

    @Test
    void whatIsWrittenNftUnderstands() throws Exception {
        inNewNamespace((place, ruleset) -> {
            Table table = new Table(Family.INET, "mine", Optional.of("of mine"));
            Chain chain = Chain.base(table, "in", "filter", Chain.Hook.INPUT, Nftables.NF_IP_PRI_FILTER);
            Chain drop = new Chain(
                    Family.INET,
                    "mine",
                    "raw",
                    Optional.of(Chain.Base.of("filter", Chain.Hook.OUTPUT, Nftables.NF_IP_PRI_RAW, Chain.Policy.DROP)));
            RulesetChange change = new RulesetChange()
                    .add(table)
                    .add(chain)
                    .add(drop)
                    .add(new PortMap(Family.INET, "mine", "m", new TreeMap<>(Map.of(1, 65535))))
                    .add(Rule.of(
                                    chain,
                                    List.of(
                                            RuleBuilder.L4PROTO,
                                            new Expression.Compare(1, Expression.Operator.EQ, Data.of8(6)),
                                            RuleBuilder.DPORT,
                                            new Expression.Range(1, true, Data.bigEndian16(10), Data.bigEndian16(20)),
                                            new Expression.Counter(3, 400),
                                            Expression.Verdict.DROP))
                            .withComment("not these"));
            ruleset.commit(change, OptionalInt.of(ruleset.generation()), "cannot add mine");
            assertEquals("""
                    table inet mine {
                    	comment "of mine"
                    	map m {
                    		type inet_service : inet_service
                    		elements = { 1 : 65535 }
                    	}

                    	chain in {
                    		type filter hook input priority filter; policy accept;
                    		tcp dport != 10-20 counter packets 3 bytes 400 drop comment "not these"
                    	}

                    	chain raw {
                    		type filter hook output priority raw; policy drop;
                    	}
                    }
                    """, place.sh("nft list ruleset"));
        });
    }

    @Test
    void allOrNothing() throws Exception {
        inNewNamespace((place, ruleset) -> {
            Table table = new Table(Family.INET, "t", Optional.empty());
            Chain missing = Chain.regular(table, "missing");
            RulesetChange change = new RulesetChange()
                    .add(table)
                    .add(Chain.regular(table, "there"))
                    .add(RuleBuilder.in(missing).accept());
            LinuxException refused = assertThrows(
                    LinuxException.class, () -> ruleset.commit(change, OptionalInt.empty(), "cannot add all"));
            assertEquals(Optional.of(Errno.ENOENT), refused.errno());
            assertEquals("cannot add a rule to chain inet t missing", refused.attempt());
            assertTrue(refused.remedy().orElseThrow().contains("nft_fib_inet"), refused::toString);
            assertEquals("", place.sh("nft list ruleset"));
            assertEquals(List.of(), ruleset.rules(Family.INET, "t"));
            assertEquals(List.of(), ruleset.portMaps(Family.INET, "t"));
        });
    }

    @Test
    void anOutdatedChangeIsNotMade() throws Exception {
        inNewNamespace((place, ruleset) -> {
            int generation = ruleset.generation();
            place.sh("nft add table ip other");
            Table table = new Table(Family.INET, "t", Optional.empty());
            assertFalse(
                    ruleset.commit(new RulesetChange().add(table), OptionalInt.of(generation), "cannot add a table"));
            assertEquals("table ip other {\n}\n", place.sh("nft list ruleset"));
        });
    }
}
