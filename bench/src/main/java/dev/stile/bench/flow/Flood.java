package dev.stile.bench.flow;

import java.util.Optional;

/**
 * What a child tells.
 *
 * @param count how many events; none for a stream that idles
 * @param rate how many a second; 0 for as fast as they are taken
 * @param size bytes of a payload
 * @param signal that it waits for, and tells so much each time it is given; told at once without
 */
record Flood(int count, int rate, int size, Optional<String> signal) {
    static final int SIZE = 500;

    static Flood unpaced(int count) {
        return new Flood(count, 0, SIZE, Optional.empty());
    }

    static Flood paced(int count, int rate) {
        return new Flood(count, rate, SIZE, Optional.empty());
    }

    static Flood idle() {
        return new Flood(0, 0, SIZE, Optional.empty());
    }

    Flood at(String name) {
        return new Flood(count, rate, size, Optional.of(name));
    }
}
