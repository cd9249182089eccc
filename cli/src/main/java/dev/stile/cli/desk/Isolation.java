package dev.stile.cli.desk;

/** What a person must know who lets a program of somebody else run (TU-72). */
public final class Isolation {
    /** There is no sandbox around it. */
    public static final String NONE =
            "It may do whatever you may do on this machine, and use the network.";

    private Isolation() {}
}
