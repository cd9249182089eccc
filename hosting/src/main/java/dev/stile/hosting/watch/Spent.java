package dev.stile.hosting.watch;

/**
 * Requests of one connection that no look has paid for yet, where several are under way. What was
 * asked while none was is not theirs. Any thread may call.
 */
final class Spent {
    private long paid;
    private int underWay;

    /**
     * A look begins.
     *
     * @param counted requests of the connection so far
     */
    synchronized void begin(long counted) {
        if (underWay == 0) {
            paid = counted;
        }
        underWay++;
    }

    /** A look ends: what it pays for, which is one request at least. */
    synchronized long end(long counted) {
        long spent = Math.max(1, counted - paid);
        paid = counted;
        underWay--;
        return spent;
    }
}
