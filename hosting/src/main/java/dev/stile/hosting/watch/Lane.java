package dev.stile.hosting.watch;

/**
 * Where the looks of connections to one host go, beside each other. Some of the requests that a
 * host takes at once are left to people and writes.
 *
 * @param host that all of them ask
 * @param atOnce looks at the same time
 */
public record Lane(String host, int atOnce) {
    /** Calls to one host at once, whoever makes them. */
    private static final int MOST = 8;

    private static final int FOR_OTHERS_OF = 4;

    /**
     * @param atOnce requests that the host takes at once
     */
    public static Lane to(String host, int atOnce) {
        int most = Math.clamp(atOnce, 1, MOST);
        return new Lane(host, most - most / FOR_OTHERS_OF);
    }

    /** Looks at one repository at once: several that hang leave room for another repository. */
    int ofRepo() {
        return atOnce > 2 ? Math.max(2, atOnce / 3) : 1;
    }
}
