package dev.alcove.net;

import org.junit.jupiter.api.Assumptions;

/** Tests that take root, and are skipped for anybody else. */
final class Root {
    private Root() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static void assume() {
        Assumptions.assumeTrue(isRoot(), "threads enter network namespaces as root");
    }
}
