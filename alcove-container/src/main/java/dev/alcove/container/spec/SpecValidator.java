package dev.alcove.container.spec;
final class SpecValidator { static void check(Spec s) {} }
