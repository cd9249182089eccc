package dev.stile.flow.process.child;

/** 100 lines a second and 1 MiB a minute. For one thread. */
final class Allowance {
    private static final int LINES_A_SECOND = 100;
    private static final int BYTES_A_MINUTE = 1024 * 1024;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private long second;
    private long minute;
    private int lines;
    private int bytes;
    private long dropped;
    private boolean begun;

    /** Begins a new second or minute if it is time; returns what was dropped in the last one. */
    long droppedBefore(long now) {
        if (!begun || now - minute >= MINUTE) {
            minute = now;
            bytes = 0;
        }
        if (begun && now - second < SECOND) {
            return 0;
        }
        begun = true;
        second = now;
        lines = 0;
        long before = dropped;
        dropped = 0;
        return before;
    }

    /** Whether one more line may be told. */
    boolean take(int length) {
        if (lines >= LINES_A_SECOND || bytes + length > BYTES_A_MINUTE) {
            dropped++;
            return false;
        }
        lines++;
        bytes += length;
        return true;
    }

    /** Lines that were dropped and not told of yet. */
    long dropped() {
        return dropped;
    }
}
