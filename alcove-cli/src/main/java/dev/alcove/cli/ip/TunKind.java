package dev.alcove.cli.ip;

import dev.alcove.linux.Group;
import dev.alcove.linux.Passwd;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.util.OptionalInt;

/** {@code tun} and {@code tap}: links whose other end is a program. Only {@code ip tuntap} makes them. */
final class TunKind extends LinkKind {
    TunKind() {
        super("tun");
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException {
        throw IpException.unsupported("\"" + words.peek() + "\" of a link of type tun");
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        IpOutput out = context.out();
        OptionalInt type = data.int8(IfKinds.IFLA_TUN_TYPE);
        if (type.isPresent()) {
            out.string("type", "type ", typeName(type.getAsInt()), " ");
        }
        onOff(out, data, IfKinds.IFLA_TUN_PI, "pi");
        onOff(out, data, IfKinds.IFLA_TUN_VNET_HDR, "vnet_hdr");
        boolean several = data.int8(IfKinds.IFLA_TUN_MULTI_QUEUE).orElse(0) != 0;
        if (several) {
            out.bool("multi_queue", "multi_queue ", true);
            number(out, data, IfKinds.IFLA_TUN_NUM_QUEUES, "numqueues");
            number(out, data, IfKinds.IFLA_TUN_NUM_DISABLED_QUEUES, "numdisabled");
        } else if (out.isJson()) {
            out.bool("multi_queue", "", false);
        }
        onOff(out, data, IfKinds.IFLA_TUN_PERSIST, "persist");
        OptionalInt owner = data.int32(IfKinds.IFLA_TUN_OWNER);
        if (owner.isPresent()) {
            id(out, "user", Integer.toUnsignedLong(owner.getAsInt()), userName(owner.getAsInt()));
        }
        OptionalInt group = data.int32(IfKinds.IFLA_TUN_GROUP);
        if (group.isPresent()) {
            id(out, "group", Integer.toUnsignedLong(group.getAsInt()), groupName(group.getAsInt()));
        }
    }

    private static String typeName(int type) {
        return type == IfKinds.IFF_TUN ? "tun" : type == IfKinds.IFF_TAP ? "tap" : "UNKNOWN:" + type;
    }

    private static void onOff(IpOutput out, Attributes data, int attribute, String name) throws IOException {
        OptionalInt value = data.int8(attribute);
        if (value.isPresent()) {
            out.onOff(name, name + " ", value.getAsInt() != 0, " ");
        }
    }

    private static void number(IpOutput out, Attributes data, int attribute, String name) throws IOException {
        OptionalInt value = data.int32(attribute);
        if (value.isPresent()) {
            out.unsigned(name, name + " ", Integer.toUnsignedLong(value.getAsInt()), " ");
        }
    }

    private static void id(IpOutput out, String key, long number, String name) {
        if (name.isEmpty()) {
            out.unsigned(key, key + " ", number, " ");
        } else {
            out.string(key, key + " ", name, " ");
        }
    }

    private static String userName(int uid) throws IOException {
        for (Passwd user : Passwd.read(Passwd.FILE)) {
            if ((int) user.uid() == uid) {
                return user.name();
            }
        }
        return "";
    }

    private static String groupName(int gid) throws IOException {
        for (Group group : Group.read(Group.FILE)) {
            if ((int) group.gid() == gid) {
                return group.name();
            }
        }
        return "";
    }

    @Override
    String usage() {
        return "Usage: ip tuntap";
    }
}
