package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A kind of link whose settings are a table. */
final class KindTable extends LinkKind {
    private static final int MAX_BYTE = 0xff;
    private static final int MAX_SHORT = 0xffff;
    private static final long MAX_INT = 0xffff_ffffL;
    private static final int USER_HZ = 100;
    private static final int SECONDS_WIDTH = 4;
    private static final int ADDRESS = 6;
    private static final String[] STATES = {"disabled", "listening", "learning", "forwarding", "blocking"};
    private static final int WIDTH = 78;

    private final String unknown;
    private final KindOption[] options;

    /** @param unknown what a message calls a word that is none of the settings */
    KindTable(String name, String unknown, KindOption... options) {
        super(name);
        this.unknown = unknown;
        this.options = options;
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException, IOException {
        int mask = 0;
        int bits = 0;
        int attribute = 0;
        while (words.more()) {
            String word = words.next();
            KindOption option = find(word);
            if (option.value() == KindValue.BIT) {
                boolean set = IpWords.number(words.next(), 0, MAX_BYTE, option.reason()) != 0;
                mask |= 1 << option.bit();
                bits = set ? bits | 1 << option.bit() : bits & ~(1 << option.bit());
                attribute = option.attribute();
            } else {
                put(request, option, words);
            }
        }
        if (mask != 0) {
            ByteBuffer value = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
            request.batch().attribute(attribute, value.putInt(bits).putInt(mask).array());
        }
    }

    private KindOption find(String word) throws IpException {
        for (KindOption option : options) {
            if (option.matches(word)) {
                return option;
            }
        }
        throw unknown(word, unknown);
    }

    private static void put(LinkRequest request, KindOption option, IpWords words) throws IpException, IOException {
        Batch batch = request.batch();
        int attribute = option.attribute();
        switch (option.value()) {
            case U8, STATE -> batch.int8(attribute, (int) number(words, MAX_BYTE, option));
            case U16, HEX16, GROUPS -> batch.int16(attribute, (int) number(words, MAX_SHORT, option));
            case U32, S32 -> batch.int32(attribute, (int) number(words, MAX_INT, option));
            case U64 -> batch.int64(attribute, number(words, Long.MAX_VALUE, option));
            case SWITCH -> batch.int8(attribute, isOn(option.word(), words.next(), IpException.FAILURE) ? 1 : 0);
            case FLAG -> batch.flag(attribute);
            case PROTOCOL -> batch.bigEndian16(attribute, EtherTypes.number(words.next(), option.reason()));
            case ADDRESS -> batch.attribute(attribute, LinkLayer.parse(words.next()));
            case LINK -> batch.int32(attribute, LinkList.index(request.context(), words.next()));
            case NO_LINK -> batch.int32(attribute, 0);
            case BIT, TIMER, BRIDGE_ID -> throw new IllegalStateException(option.word());
        }
    }

    private static long number(IpWords words, long max, KindOption option) throws IpException {
        return IpWords.number(words.next(), 0, max, option.reason());
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        for (KindOption option : options) {
            if (!option.label().isEmpty() && data.has(option.attribute())) {
                print(context, option, data);
            }
        }
    }

    private static void print(IpContext context, KindOption option, Attributes data) throws IOException {
        IpOutput out = context.out();
        int attribute = option.attribute();
        String before = option.label() + " ";
        switch (option.value()) {
            case U8 -> out.number(option.key(), before, int8(data, attribute), " ");
            case U16 -> out.number(option.key(), before, int16(data, attribute), " ");
            case U32 -> out.number(option.key(), before, Integer.toUnsignedLong(int32(data, attribute)), " ");
            case S32 -> out.number(option.key(), before, int32(data, attribute), " ");
            case U64 -> out.unsigned(option.key(), before, int64(data, attribute), " ");
            case SWITCH -> printSwitch(out, option, int8(data, attribute) != 0);
            case HEX16 -> out.prefixedHex(option.key(), before, int16(data, attribute), " ");
            case BIT -> printBit(out, option, data);
            case PROTOCOL -> out.string(option.key(), before, EtherTypes.name(data, attribute), " ");
            case ADDRESS -> out.string(option.key(), before, LinkLayer.hex(bytes(data, attribute), ":"), " ");
            case LINK -> out.string(option.key(), before, context.name(int32(data, attribute)), " ");
            case TIMER -> printTimer(out, option, int64(data, attribute));
            case BRIDGE_ID -> out.string(option.key(), before, bridgeId(bytes(data, attribute)), " ");
            case STATE -> printState(out, int8(data, attribute));
            case GROUPS -> printGroups(out, option, int16(data, attribute));
            case FLAG, NO_LINK -> throw new IllegalStateException(option.word());
        }
    }

    private static void printSwitch(IpOutput out, KindOption option, boolean on) {
        if (!option.key().isEmpty() || !out.isJson()) {
            out.onOff(option.key(), option.label() + " ", on, " ");
        }
    }

    private static void printBit(IpOutput out, KindOption option, Attributes data) {
        ByteBuffer value = ByteBuffer.wrap(bytes(data, option.attribute())).order(ByteOrder.nativeOrder());
        if (value.capacity() >= 2 * Integer.BYTES && (value.getInt(Integer.BYTES) >> option.bit() & 1) != 0) {
            out.number(option.key(), option.label() + " ", value.getInt(0) >> option.bit() & 1, " ");
        }
    }

    private static void printTimer(IpOutput out, KindOption option, long hundredths) {
        String seconds = Long.toString(hundredths / USER_HZ);
        long rest = hundredths % USER_HZ;
        String value = seconds + (rest < 10 ? ".0" : ".") + rest;
        String padding = " ".repeat(Math.max(0, SECONDS_WIDTH - seconds.length()));
        out.literal(option.key(), option.label() + " " + padding, value, " ");
    }

    private static void printState(IpOutput out, int state) {
        if (state < STATES.length) {
            out.string("state", "state ", STATES[state], " ");
        } else {
            out.number("state_index", "state (", state, ") ");
        }
    }

    private static void printGroups(IpOutput out, KindOption option, int mask) {
        out.prefixedHex(option.key(), option.label() + " ", mask, " ");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < Short.SIZE; i++) {
            if ((mask >> i & 1) != 0) {
                names.append(names.isEmpty() ? "" : ",");
                names.append(i == 0 ? "stp" : i == 2 ? "lacp" : i == 14 ? "lldp" : "0x" + Integer.toHexString(1 << i));
            }
        }
        String key = option.key() + "_str";
        out.string(key, key + " ", names.isEmpty() ? "0x0" : names.toString(), " ");
    }

    private static String bridgeId(byte[] id) {
        StringBuilder text = new StringBuilder(LinkLayer.hex(new byte[] {id[0], id[1]}, "")).append('.');
        for (int i = 0; i < ADDRESS; i++) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(id[2 + i] & MAX_BYTE));
        }
        return text.toString();
    }

    // ---- Values that are there

    private static int int8(Attributes data, int attribute) throws MalformedException {
        OptionalInt value = data.int8(attribute);
        return value.orElse(0);
    }

    private static int int16(Attributes data, int attribute) throws MalformedException {
        OptionalInt value = data.int16(attribute);
        return value.orElse(0);
    }

    private static int int32(Attributes data, int attribute) throws MalformedException {
        OptionalInt value = data.int32(attribute);
        return value.orElse(0);
    }

    private static long int64(Attributes data, int attribute) throws MalformedException {
        OptionalLong value = data.int64(attribute);
        return value.orElse(0);
    }

    private static byte[] bytes(Attributes data, int attribute) {
        Optional<byte[]> value = data.bytes(attribute);
        return value.isPresent() ? value.get() : new byte[0];
    }

    @Override
    String usage() {
        StringBuilder text = new StringBuilder("Usage: ip link ... type " + name());
        int column = text.length();
        for (KindOption option : options) {
            if (!option.word().isEmpty()) {
                String shown = " [ " + option.word() + argument(option.value()) + " ]";
                if (column + shown.length() > WIDTH) {
                    text.append("\n       ");
                    column = 7;
                }
                text.append(shown);
                column += shown.length();
            }
        }
        return text.toString();
    }

    private static String argument(KindValue value) {
        return switch (value) {
            case SWITCH -> " { on | off }";
            case FLAG, NO_LINK -> "";
            case PROTOCOL -> " { 802.1Q | 802.1ad }";
            case ADDRESS -> " ADDRESS";
            case LINK -> " DEVICE";
            default -> " NUMBER";
        };
    }
}
