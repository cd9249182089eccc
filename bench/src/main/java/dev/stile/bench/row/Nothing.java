package dev.stile.bench.row;

/** A program that does nothing: what a JVM costs. */
final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
