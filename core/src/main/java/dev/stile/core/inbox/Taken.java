package dev.stile.core.inbox;

/** What became of a frame. It is durable in every case. */
public sealed interface Taken {
    /**
     * A new event.
     *
     * @param place grows with each stored event of any connection
     * @param sequence of its connection, from 1, without holes
     */
    record New(long place, long sequence) implements Taken {}

    /** The event was known, with the same payload, or as the same version in other words. */
    record Known() implements Taken {}

    /** Another payload under a known id: the first stays, this one was set aside. */
    record Conflict() implements Taken {}

    /** A checkpoint, or an unusable frame that was set aside. */
    record Noted() implements Taken {}
}
