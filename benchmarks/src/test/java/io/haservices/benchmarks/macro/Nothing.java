package io.haservices.benchmarks.macro;

/** A program that does nothing. */
final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
