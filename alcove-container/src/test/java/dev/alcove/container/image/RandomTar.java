package dev.alcove.container.image;

import java.util.Random;

/** Tars whose entries are at odds with each other and point out of the root; a third of them has random bytes changed. */
final class RandomTar {
    private static final String TYPES = "00000055552222211134 6xLKgS7";

    private final Random random;
    private final String outside;

    RandomTar(Random random, String outside) {
        this.random = random;
        this.outside = outside;
    }

    byte[] build() {
        TarBuilder builder = new TarBuilder();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            add(builder, TYPES.charAt(random.nextInt(random.nextInt(4) == 0 ? TYPES.length() : 18)));
        }
        byte[] tar = builder.end();
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(tar.length);
                tar[at] = (byte) random.nextInt(256);
                if (random.nextBoolean()) {
                    repair(tar, at & ~511);
                }
            }
        }
        return tar;
    }

    private void add(TarBuilder builder, char type) {
        int mode = random.nextInt(010000);
        switch (type) {
            case '0' -> builder.file(name(), "x".repeat(random.nextInt(1500)));
            case 'x', 'g' -> builder.pax(random.nextBoolean() ? "path" : "SCHILY.xattr.user.x", name());
            case 'L', 'K' -> {
                byte[] text = name().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                builder.raw(TarBuilder.header(type, "l", "", 0, text.length, 0, 0))
                        .raw(text);
            }
            default ->
                builder.raw(TarBuilder.header(type, name(), target(), mode, 0, random.nextInt(3), random.nextInt(3)));
        }
    }

    private String name() {
        if (random.nextInt(60) == 0) {
            return target();
        }
        StringBuilder name = new StringBuilder(random.nextInt(8) == 0 ? "/" : "");
        for (int i = random.nextInt(3); i >= 0; i--) {
            int part = random.nextInt(40);
            name.append(part == 0 ? ".wh..wh..opq" : part < 4 ? ".wh." : "");
            name.append(part == 0 ? "" : String.valueOf((char) ('a' + random.nextInt(5))))
                    .append(i == 0 ? "" : "/");
        }
        return name.toString();
    }

    private String target() {
        return switch (random.nextInt(8)) {
            case 0 -> outside;
            case 1 -> outside + "/secret";
            case 2 -> "../outside";
            case 3 -> "../../outside/secret";
            case 4 -> "/";
            case 5 -> "/proc/self/cwd";
            case 6 -> "..";
            default -> String.valueOf((char) ('a' + random.nextInt(5)));
        };
    }

    private static void repair(byte[] tar, int at) {
        byte[] block = java.util.Arrays.copyOfRange(tar, at, at + 512);
        TarBuilder.checksum(block);
        System.arraycopy(block, 0, tar, at, 512);
    }
}
