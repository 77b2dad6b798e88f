package dev.alcove.namespace.catalogue;

/** {@link CatalogueChecks}, in a JVM of their own. */
final class CatalogueMain {
    private CatalogueMain() {}

    public static void main(String[] arguments) throws Exception {
        CatalogueChecks.run();
        System.out.println("all as expected");
    }
}
