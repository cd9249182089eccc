package dev.stile.testkit.hosting;

import java.util.List;

/** The requests that reach a case's host, and what becomes of them. */
public interface HostTraffic {
    /** Everything that the connection under test sent, in order. */
    List<Sent> sent();

    /** Disturbs the next requests of a kind, so many of them, on the host's side. */
    void disturb(HostRequest what, int times, Disturbance disturbance);

    /** Disturbs nothing any more. */
    void calm();

    /**
     * Makes each list shorter, so that it has more pages: so many items a page at most, whatever is
     * asked for. False where the host cannot.
     */
    boolean pagesOf(int items);
}
