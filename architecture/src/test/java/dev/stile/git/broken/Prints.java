package dev.stile.git.broken;

/** Breaks the rule that stdout belongs to the protocol. */
final class Prints {
    void print() {
        System.out.println("not of the protocol");
    }
}
