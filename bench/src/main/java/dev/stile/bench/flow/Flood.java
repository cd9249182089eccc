package dev.stile.bench.flow;

/**
 * What a child tells.
 *
 * @param count how many events; none for a stream that idles
 * @param rate how many a second; 0 for as fast as they are taken
 * @param size bytes of a payload
 */
record Flood(int count, int rate, int size) {
    static final int SIZE = 500;

    static Flood unpaced(int count) {
        return new Flood(count, 0, SIZE);
    }

    static Flood paced(int count, int rate) {
        return new Flood(count, rate, SIZE);
    }

    static Flood idle() {
        return new Flood(0, 0, SIZE);
    }
}
